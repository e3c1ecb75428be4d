"""Which blocks must be protected together, and which after which."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from tellback.disclosure.block import Block


def adds_up(block: Block, blocks: Mapping[str, Block]) -> bool:
    """Whether a measure is, for anyone who can add, the sum of its choices."""
    of = variable_of(block, blocks)
    if of is None:
        return False
    narrowed = not block.about.everyone and set(block.about.route) != set(of.about.route)
    return not narrowed and (of.about.exclusive or len(block.about.parts) == 1)


def follows(block: Block, blocks: Mapping[str, Block]) -> Iterator[str]:
    """Blocks that its base would tell something about, though it is no sum of their counts."""
    if not block.about.everyone and not block.about.leads:
        yield from (name for name in block.about.route if name in blocks)


def together(
    blocks: Mapping[str, Block], first: Collection[str] = ()
) -> tuple[tuple[Block, ...], ...]:
    """Blocks that add up with one another, as lists; each after those that it follows.

    Those with a block named in `first` come before the others, as far as that goes.
    """
    leader = {name: name for name in blocks}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for name, block in blocks.items():
        for other in _sums_with(block, blocks):
            leader[find(name)] = find(other)
    parts: dict[str, list[Block]] = {}
    for name, block in blocks.items():
        parts.setdefault(find(name), []).append(block)
    after = {
        name: {find(other) for block in part for other in follows(block, blocks)} - {name}
        for name, part in parts.items()
    }
    leading = [find(name) for name in blocks if name in first]
    return tuple(tuple(parts[name]) for name in _in_order(after, [*leading, *parts]))


def _in_order(after: Mapping[str, set[str]], names: Sequence[str]) -> list[str]:
    """Each of `names` once, those that it is after before it."""
    place = {name: at for at, name in enumerate(after)}
    found: dict[str, None] = {}

    def add(name: str) -> None:
        for other in sorted(after[name], key=place.__getitem__):
            if other not in found:
                add(other)
        found[name] = None

    for name in names:
        if name not in found:
            add(name)
    return list(found)


def _sums_with(block: Block, blocks: Mapping[str, Block]) -> Iterator[str]:
    for name, _ in block.about.leads:
        if name in blocks:
            yield name
    if block.about.parts and block.about.parts[0][0] in blocks:
        yield block.about.parts[0][0]


def variable_of(block: Block, blocks: Mapping[str, Block]) -> Block | None:
    """The variable whose choices a measure counts, if it is among `blocks`."""
    return blocks.get(block.about.parts[0][0]) if block.about.parts else None

"""Which blocks must be protected together, and which after which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from tellback.disclosure.block import Block


def adds_up(block: Block, blocks: Mapping[str, Block]) -> bool:
    """Whether a measure is, for anyone who can add, the sum of its choices."""
    of = _variable(block, blocks)
    if of is None:
        return False
    narrowed = not block.about.everyone and set(block.about.route) != set(of.about.route)
    return not narrowed and (of.about.exclusive or len(block.about.parts) == 1)


def follows(block: Block, blocks: Mapping[str, Block]) -> Iterator[str]:
    """Blocks that it would tell something about, though not as a sum of their counts."""
    if not block.about.everyone and not block.about.leads:
        yield from (name for name in block.about.route if name in blocks)
    if block.about.parts and not adds_up(block, blocks):
        yield from {name for name, _ in block.about.parts if name in blocks}


def together(blocks: Mapping[str, Block]) -> tuple[tuple[Block, ...], ...]:
    """Blocks that add up with one another, as lists; each after those that it follows."""
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
    return tuple(tuple(parts[name]) for name in _in_order(after, list(parts)))


def _in_order(after: Mapping[str, set[str]], names: Sequence[str]) -> list[str]:
    place = {name: at for at, name in enumerate(names)}
    before = {name: sorted(after[name], key=place.__getitem__) for name in names}
    return list(TopologicalSorter(before).static_order())


def _sums_with(block: Block, blocks: Mapping[str, Block]) -> Iterator[str]:
    for name, _ in block.about.leads:
        if name in blocks:
            yield name
    if block.about.parts and adds_up(block, blocks):
        yield block.about.parts[0][0]


def _variable(block: Block, blocks: Mapping[str, Block]) -> Block | None:
    return blocks.get(block.about.parts[0][0]) if block.about.parts else None

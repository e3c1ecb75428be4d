"""Why a figure cannot be reproduced beside the others, worked out from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellback.synthesis.target import Target


def why_impossible(target: Target, targets: Sequence[Target], bases: Mapping[str, int]) -> str:
    """A sentence of arithmetic about `target`, the other `targets` and their bases."""
    base = bases[target.id]
    same = [
        one
        for one in targets
        if one is not target and one.choices == target.choices and one.where == target.where
    ]
    alike = [one for one in same if one.split == target.split and one.of == target.of]
    if alike:
        other = alike[0]
        count = other.bounds(bases[other.id])[0]
        return (
            f"{other.said} of {base} are {100 * count / base:.2f}%, "
            f"which does not print as {target.said}."
        )
    parts = [one for one in (*same, target) if one.split]
    totals = [one for one in same if not one.split]
    if totals and len(parts) > 1:
        low = sum(one.bounds(bases[one.id])[0] for one in parts)
        high = sum(one.bounds(bases[one.id])[1] for one in parts)
        whole = totals[0]
        wanted = whole.bounds(bases[whole.id])
        splits = " and ".join(f"{one.said} of {bases[one.id]}" for one in parts)
        return (
            f"{splits} are {low} to {high} pupils together, but {whole.said} of "
            f"{bases[whole.id]} are {wanted[0]} to {wanted[1]}."
        )
    low, high = target.bounds(base)
    if low > high:
        return f"No number of {base} pupils prints as {target.said}."
    return (
        f"{target.said} of {base} are {low} to {high} pupils, "
        "which the other figures leave no room for."
    )

"""The least and the most of counts between sums: programmes against trying every table."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy import sparse

from tellback.disclosure.attack.bounding import Ends, Wanted, ends_of
from tellback.disclosure.attack.piece import Piece
from tellback.disclosure.attack.programme import Contradiction

LARGEST = 3


def piece(matrix: np.ndarray, lower: np.ndarray, upper: np.ndarray, most: int = LARGEST) -> Piece:
    """A piece of counts from 0 to `most`."""
    size = matrix.shape[1]
    return Piece(
        group=np.zeros(size, dtype=np.int64),
        column=np.arange(size),
        matrix=sparse.csr_array(matrix),
        lower=lower,
        upper=upper,
        least=np.zeros(size, dtype=np.int64),
        most=np.full(size, most, dtype=np.int64),
    )


def wanted(size: int, *, exactly: bool, enough: int = 2, may_be_none: bool = False) -> Wanted:
    """The same of every count."""
    return Wanted(
        asked=np.ones(size, dtype=np.bool_),
        enough=np.full(size, enough),
        spread=np.full(size, enough - 1),
        may_be_none=np.full(size, may_be_none),
        exactly=np.full(size, exactly),
    )


def tables(of: Piece) -> np.ndarray:
    """Every table that fits."""
    size = of.matrix.shape[1]
    every = np.array(list(product(range(LARGEST + 1), repeat=size)))
    sums = every @ of.matrix.toarray().T
    return every[((sums >= of.lower) & (sums <= of.upper)).all(axis=1)]


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """Up to five counts and four sums, with one table at least that fits."""
    size, rows = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    weights = st.lists(st.integers(-2, 2), min_size=size, max_size=size)
    matrix = np.array(draw(st.lists(weights, min_size=rows, max_size=rows)))
    true = np.array(draw(st.lists(st.integers(0, LARGEST), min_size=size, max_size=size)))
    room = np.array(draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows)))
    return piece(matrix, matrix @ true - room, matrix @ true)


@given(pieces())
def test_ends_are_those_of_every_table(of: Piece) -> None:
    found = ends_of(of, wanted(len(of.least), exactly=True))
    every = tables(of)
    assert found.least.tolist() == every.min(axis=0).tolist()
    assert found.most.tolist() == every.max(axis=0).tolist()


@given(pieces(), st.booleans(), st.integers(1, 3))
def test_a_count_that_is_left_open_is_as_open_as_it_seems(
    of: Piece, may_be_none: bool, enough: int
) -> None:
    every = tables(of)
    least, most = every.min(axis=0), every.max(axis=0)
    asked = wanted(len(of.least), exactly=False, enough=enough, may_be_none=may_be_none)
    found = ends_of(of, asked)
    narrow = (most < enough) | (most - least < enough - 1)
    if may_be_none:
        narrow = (least > 0) & (most < enough)
    judged = (found.most < enough) | (found.most - found.least < enough - 1)
    if may_be_none:
        judged = (found.least > 0) & (found.most < enough)
    assert judged.tolist() == narrow.tolist()
    assert found.least[narrow].tolist() == least[narrow].tolist()
    assert found.most[narrow].tolist() == most[narrow].tolist()


def between() -> Piece:
    """Five counts of which no two can both be 1, and their sum: 2.5 with halves, 1 without."""
    pairs = list(combinations(range(5), 2))
    matrix = np.zeros((len(pairs) + 1, 6), dtype=np.int64)
    for row, pair in enumerate(pairs):
        matrix[row, list(pair)] = 1
    matrix[-1] = [1, 1, 1, 1, 1, -1]
    lower = np.array([*[0] * len(pairs), 0])
    return piece(matrix, lower, np.array([*[1] * len(pairs), 0]))


def test_halves_of_pupils_are_not_counted() -> None:
    found = ends_of(between(), wanted(6, exactly=True))
    assert (found.least.tolist(), found.most.tolist()) == ([0] * 6, [1] * 6)


def test_halves_of_pupils_leave_nothing_open() -> None:
    found = ends_of(between(), wanted(6, exactly=False))
    assert found.most[-1] == 1


def test_no_table_that_fits_is_a_contradiction() -> None:
    of = piece(np.array([[1, 1], [1, -1]]), np.array([3, 2]), np.array([3, 2]))
    with pytest.raises(Contradiction):
        ends_of(of, wanted(2, exactly=True))
    of = piece(np.array([[1, 1], [1, -1]]), np.array([8, 0]), np.array([8, 0]))
    with pytest.raises(Contradiction):
        ends_of(of, wanted(2, exactly=True))


def test_where_nothing_is_asked_nothing_is_looked_for() -> None:
    asked = wanted(6, exactly=False)
    asked.asked[:] = False
    found = ends_of(between(), asked)
    assert found.most.tolist() == [LARGEST] * 6


def test_a_table_not_found_tells_nothing() -> None:
    ends = Ends(*(np.array([one]) for one in (0, 3, 3, 0)))
    ends.see(None)
    assert (ends.seen_least[0], ends.seen_most[0]) == (3, 0)

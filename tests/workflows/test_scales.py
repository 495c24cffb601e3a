"""Scoring of scales: reversed items turned round, the mean of what was answered, nothing of too little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.policy import ScaleUse
from workflows.scales import problems, score

TEN = tuple(f"item {n}" for n in range(10))
YSOR = ScaleUse(id="ysor", items=TEN, reverse=(2, 4, 6, 8))
YCR = ScaleUse(id="ycr", items=TEN[:5])


@pytest.mark.parametrize(
    ("use", "answers", "points"),
    [
        (YCR, [1, 2, 3, 4, 4], 2800),
        (YCR, [4, 4, 4, 4, None], 4000),
        (YCR, [4, 4, 4, None, None], None),
        (YCR, [5, 5, 5, 5, 5], None),
        (YSOR, [5, 1, 5, 1, 5, 1, 5, 1, 5, 5], 5000),
        (YSOR, [5] * 10, 3400),
    ],
)
def test_score_is_the_mean_of_turned_items(use: ScaleUse, answers: list[int | None], points: int | None) -> None:
    assert score(use, answers) == points


@given(st.lists(st.integers(1, 5), min_size=10, max_size=10))
def test_turning_every_item_mirrors_the_score(answers: list[int]) -> None:
    plain, turned = ScaleUse(id="own", items=TEN), ScaleUse(id="own", items=TEN, reverse=tuple(range(1, 11)))
    first, second = score(plain, answers), score(turned, answers)
    assert first is not None
    assert second is not None
    assert first + second == 6000


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (YCR, 0),
        (YSOR, 0),
        (ScaleUse(id="ysor", items=TEN), 1),
        (ScaleUse(id="ycr", items=TEN), 1),
        (ScaleUse(id="ycr", items=TEN[:5], reverse=(6,)), 1),
        (ScaleUse(id="mine", items=TEN), 1),
    ],
)
def test_copy_that_does_not_fit_is_named(use: ScaleUse, told: int) -> None:
    assert len(problems(use)) == told

import datetime

import pytest

from entities.models import Tenure
from entities.periods import period_of, surely_at_once

DAY = datetime.date
OPEN = {"start_on": DAY(2020, 1, 1)}
ENDED = {"end_on": DAY(2024, 1, 1)}
NEXT = {"start_on": DAY(2024, 1, 1)}


def year(number):
    return {
        "start_on": DAY(number, 1, 1),
        "start_precision": "year",
        "end_on": DAY(number, 12, 31),
        "end_precision": "year",
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(OPEN, NEXT, True, id="neither ended"),
        pytest.param(OPEN, ENDED, False, id="an end and no start"),
        pytest.param(ENDED, ENDED, False, id="two ends"),
        pytest.param(
            OPEN | ENDED,
            {"start_on": DAY(2024, 1, 1)},
            False,
            id="handed over",
        ),
        pytest.param(
            OPEN | {"end_on": DAY(2024, 1, 2)},
            {"start_on": DAY(2024, 1, 1)},
            True,
            id="a day more",
        ),
        pytest.param(OPEN, year(2024), False, id="some days of a year"),
        pytest.param(OPEN, {"attested_on": DAY(2024, 5, 1)}, True, id="seen on a day between"),
        pytest.param(OPEN, {"attested_on": DAY(2020, 1, 1)}, False, id="seen on the first day"),
        pytest.param(OPEN, {}, False, id="nothing known"),
    ],
)
def test_two_terms_are_surely_at_once(one, other, expected):
    first, second = period_of(Tenure(**one)), period_of(Tenure(**other))

    assert surely_at_once(first, second) == expected
    assert surely_at_once(second, first) == expected

import datetime

import pytest

from entities.renaming import names_on, rename
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date


@pytest.fixture
def body():
    body = make.organisation("Sở Nông nghiệp và Môi trường")
    make.alias(body, "Ty Canh nông", kind="former", valid_until=DAY(1970, 12, 31))
    make.alias(
        body,
        "Sở Nông nghiệp",
        kind="former",
        valid_from=DAY(1971, 1, 1),
        valid_until=DAY(2025, 2, 28),
    )
    return body


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAY(1960, 5, 1), "Ty Canh nông"),
        (DAY(1970, 12, 31), "Ty Canh nông"),
        (DAY(1971, 1, 1), "Sở Nông nghiệp"),
        (DAY(2025, 2, 28), "Sở Nông nghiệp"),
        (DAY(2025, 3, 1), None),
    ],
)
def test_former_name_holds_on_its_days(body, day, expected):
    assert names_on([body.pk], day) == ({body.pk: expected} if expected else {})


@pytest.mark.parametrize(
    "alias",
    [
        {"kind": "former"},
        # Nobody knows when it ended.
        {"kind": "former", "valid_from": DAY(1990, 1, 1)},
        {"kind": "short", "valid_until": DAY(2030, 1, 1)},
    ],
)
def test_other_names_are_not_printed_for_the_name(alias):
    body = make.organisation("Sở Y tế")
    make.alias(body, "Ty Y tế", **alias)

    assert names_on([body.pk], DAY(2000, 1, 1)) == {}


def test_of_two_the_one_that_ended_first_is_meant(body):
    make.alias(body, "Nha Canh nông", kind="former", valid_until=DAY(1954, 12, 31))

    assert names_on([body.pk], DAY(1950, 1, 1)) == {body.pk: "Nha Canh nông"}


def test_renaming_keeps_the_old_name_until_the_day_before(body):
    rename(body, "Sở Nông nghiệp, Môi trường", since=DAY(2027, 1, 1))

    body.refresh_from_db()
    former = body.aliases.get(name="Sở Nông nghiệp và Môi trường")
    assert body.name == "Sở Nông nghiệp, Môi trường"
    assert (former.kind, former.valid_from, former.valid_until) == (
        "former",
        DAY(2025, 3, 1),
        DAY(2026, 12, 31),
    )
    assert names_on([body.pk], DAY(2026, 6, 1)) == {body.pk: "Sở Nông nghiệp và Môi trường"}


def test_renaming_makes_a_former_name_of_an_alias_that_is_there():
    body = make.organisation("Sở Y tế")
    make.alias(body, "Sở  Y  tế", kind="spelling")

    rename(body, "Sở Y tế và Dân số", since=DAY(2027, 1, 1))

    assert list(body.aliases.values_list("name", "kind", "valid_until")) == [
        ("Sở Y tế", "former", DAY(2026, 12, 31))
    ]

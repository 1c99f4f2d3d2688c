"""Querysets that are SQL already: the values in their places, and what no table holds."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition
from entities.models import Tenure
from public.statements import LARGEST_KEY, Statement, as_day, as_moment, together
from tests import factories as make

NOON = datetime.datetime(2025, 11, 17, 5, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def between():
    """The numbers of the stories of a section between two moments, newest first."""
    return Statement(
        lambda since, until, section: (
            Edition.objects.filter(
                section=section, first_published_at__gt=since, first_published_at__lt=until
            )
            .order_by("-first_published_at")
            .values_list("article_id")
        ),
        moments=["since", "until"],
        keys=["section"],
    )


@pytest.mark.django_db
def test_each_value_goes_to_its_own_place(between):
    first, second, third = (make.published(now=NOON + n * HOUR) for n in range(3))
    section = first.section_id
    Edition.objects.update(section=section)

    def found(since, until):
        return between.rows(since=NOON + since * HOUR, until=NOON + until * HOUR, section=section)

    assert found(-1, 3) == [(third.article_id,), (second.article_id,), (first.article_id,)]
    assert found(0, 2) == [(second.article_id,)]
    # The SQL is made; the values of another reader are not those of the first.
    assert found(-1, 1) == [(first.article_id,)]
    assert found(2, 0) == []
    assert list(between.made) == [connection.vendor]


@pytest.mark.django_db
def test_a_row_is_the_first_or_none(between):
    older, newer = (make.published(now=NOON + n * HOUR) for n in range(2))
    Edition.objects.update(section=older.section_id)
    moments = {"since": NOON - HOUR, "until": NOON + 9 * HOUR}

    assert between.row(**moments, section=older.section_id) == (newer.article_id,)
    assert between.row(**moments, section=newer.section_id) is None


@pytest.mark.django_db
def test_days_and_two_parts_keep_their_values():
    person = make.person()
    for year in [2019, 2021, 2023]:
        make.tenure(person, f"Giám đốc {year}", start=datetime.date(year, 1, 1))
    since = Statement(
        lambda day, key: (
            Tenure.objects.filter(person=key, start_on__gte=day)
            .order_by("start_on")
            .values_list("post__label")
        ),
        days=["day"],
        keys=["key"],
    )

    def told(*years):
        parts = [(since, {"day": datetime.date(year, 1, 1), "key": person.pk}) for year in years]
        return [label.split()[2] for (label,) in together(parts)]

    assert told(2020) == ["2021", "2023"]
    assert told(2022, 2021) == ["2023", "2021", "2023"]
    assert since.rows(day=datetime.date(2019, 1, 1), key=person.pk + 1) == []


@pytest.mark.django_db
@pytest.mark.parametrize("key", [LARGEST_KEY, LARGEST_KEY + 1, 10**40])
def test_a_key_that_no_table_can_hold_finds_nothing(between, key):
    make.published(now=NOON)

    assert between.row(since=NOON - HOUR, until=timezone.now(), section=key) is None
    assert between.rows(since=NOON - HOUR, until=timezone.now(), section=key) == []


def test_rows_of_both_databases_read_the_same():
    assert as_moment("2025-11-17 01:02:03.000004").isoformat() == "2025-11-17T01:02:03.000004+00:00"
    assert as_day("2025-11-17") == as_day(as_day("2025-11-17"))
    assert as_day(None) is None
    assert LARGEST_KEY == 2**63 - 1

"""Pages that begin at a story: nothing moves in them, and no address breaks them."""

import datetime

import pytest
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from articles.models import Edition
from public.paging import Listing, Page, place_in
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
EVERYTHING = Listing(lambda: Q(), limit=2)


def stories(count, now=NOON):
    section = make.SectionFactory()
    return [
        make.published(headline=f"Tin số {n}", section=section, now=now - n * HOUR)
        for n in range(count)
    ]


def place(edition):
    moment = int(edition.first_published_at.timestamp()) * 1_000_000
    return f"{moment + edition.first_published_at.microsecond}-{edition.article_id}"


def asked(**query):
    """Return the headlines and the queries of a page of two."""
    found = EVERYTHING.page(query, timezone.now())
    by_card = {edition.row_html: edition.headline for edition in Edition.objects.all()}
    headlines = [by_card[card] for card in found.stories]
    return headlines, found.newer, found.older, found.here


def test_pages_follow_one_another_there_and_back():
    rows = stories(5)

    assert asked() == (["Tin số 0", "Tin số 1"], "", f"?truoc={place(rows[1])}", "")
    assert asked(truoc=place(rows[1])) == (
        ["Tin số 2", "Tin số 3"],
        f"?sau={place(rows[2])}",
        f"?truoc={place(rows[3])}",
        f"?truoc={place(rows[1])}",
    )
    assert asked(truoc=place(rows[3])) == (
        ["Tin số 4"],
        f"?sau={place(rows[4])}",
        "",
        f"?truoc={place(rows[3])}",
    )
    assert asked(sau=place(rows[4])) == asked(truoc=place(rows[1]))
    assert asked(sau=place(rows[2])) == asked()


def test_a_page_leads_to_no_older_one_that_is_not_there():
    """As where the story at the place was the oldest, and was withdrawn."""
    rows = stories(4)

    assert asked(sau="0-0") == (
        ["Tin số 2", "Tin số 3"],
        f"?sau={place(rows[2])}",
        "",
        f"?truoc={place(rows[1])}",
    )


def test_new_stories_move_nothing():
    rows = stories(5)
    older, newer = asked(truoc=place(rows[1])), asked(sau=place(rows[4]))

    make.published(headline="Mới", now=NOON + HOUR)
    make.published(headline="Mới nữa", now=NOON + 2 * HOUR)

    assert asked(truoc=place(rows[1])) == older
    assert asked(sau=place(rows[4])) == newer
    assert asked()[0] == ["Mới nữa", "Mới"]


def test_stories_of_one_moment_are_parted_by_their_ids():
    section = make.SectionFactory()
    rows = [make.published(headline=f"Tin số {n}", section=section, now=NOON) for n in range(5)]

    first = asked()
    second = asked(truoc=place(rows[3]))

    assert first[0] == ["Tin số 4", "Tin số 3"]
    assert second[0] == ["Tin số 2", "Tin số 1"]
    assert asked(sau=place(rows[0])) == second


def test_a_page_after_a_story_that_is_gone_stays_where_it_was():
    rows = stories(4)
    before = asked(truoc=place(rows[1]))
    Edition.objects.filter(pk=rows[1].pk).update(visible_until=NOON + HOUR)

    assert asked(truoc=place(rows[1])) == before


@pytest.mark.parametrize(
    "value",
    [
        *["", "x", "-", "1-", "-1", "1.5-2", "1-2-3", "0x1-2", "١-٢", " 1-1", "1-1\n", "\0"],
        *["9" * 18 + "-1", "1-" + "9" * 30, "1-9223372036854775808", "' OR 1=1 --"],
    ],
)
def test_what_is_no_place_is_the_first_page(value):
    stories(3)

    assert place_in(value) is None
    assert asked(truoc=value) == asked(sau=value) == asked()


def test_nothing_is_older_than_the_oldest():
    rows = stories(2)

    for value in [place(rows[1]), "0-0", f"0-{2**63 - 1}"]:
        with pytest.raises(Http404):
            asked(truoc=value)


def test_a_place_in_the_far_future_is_the_first_page():
    stories(3)
    far = f"{10**17 - 1}-1"

    assert asked(truoc=far)[0] == asked()[0]
    assert asked(sau=far) == asked()


def test_the_first_page_of_an_empty_list_is_empty():
    assert asked() == ([], "", "", "")
    assert EVERYTHING.page({}, timezone.now(), lead=True) == Page()


def test_the_first_story_may_be_large(django_assert_num_queries):
    rows = stories(3)

    with django_assert_num_queries(1):
        found = EVERYTHING.page({}, timezone.now(), lead=True)

    assert found.stories == [rows[0].large_html, rows[1].row_html]
    assert found.older == f"?truoc={place(rows[1])}"


@pytest.mark.parametrize("count", [3, 9])
def test_a_page_deep_in_the_past_is_one_query(django_assert_num_queries, count):
    rows = stories(count)

    with django_assert_num_queries(1):
        EVERYTHING.page({"truoc": place(rows[-2])}, timezone.now())

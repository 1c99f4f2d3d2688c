"""Which story stands in which slot of the front page, at a moment."""

import datetime

from django.http import QueryDict
from django.utils.http import urlencode

from articles.front import SLOTS, Chosen, as_query, fill, of_query

NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
NAMES = [slot.name for slot in SLOTS]


def filled(chosen, visible=(), newest=(), now=NOW):
    return fill(chosen, visible=set(visible), newest=newest, now=now)


def test_empty_slots_fill_by_time_with_what_is_not_on_the_page():
    found = filled({"side-1": Chosen(3)}, visible=[3], newest=[1, 2, 3, 4])

    assert list(found.items()) == [("lead", 1), ("side-1", 3), ("side-2", 2), ("more-1", 4)]


def test_a_page_of_nothing_has_no_slot():
    assert filled({}) == {}


def test_a_full_page_takes_no_more():
    found = filled({}, newest=range(1, 40))

    assert found == dict(zip(NAMES, range(1, 40), strict=False))


def test_story_that_is_not_visible_leaves_its_slot_and_comes_back():
    chosen = {"lead": Chosen(7), "side-1": Chosen(5)}

    away = filled(chosen, visible=[5], newest=[5, 4, 3])
    back = filled(chosen, visible=[5, 7], newest=[7, 5, 4, 3])

    assert away == {"lead": 4, "side-1": 5, "side-2": 3}
    assert back == {"lead": 7, "side-1": 5, "side-2": 4, "more-1": 3}


def test_pin_ends_at_its_moment_and_the_story_stands_by_its_time_then():
    chosen = {"lead": Chosen(1, until=NOW + HOUR)}
    leads = [
        filled(chosen, visible=[1], newest=[3, 2, 1], now=NOW + after)["lead"]
        for after in [HOUR - datetime.timedelta(seconds=1), HOUR]
    ]

    assert leads == [1, 3]


def test_no_story_stands_twice_whatever_is_asked():
    found = filled({"side-1": Chosen(1), "side-2": Chosen(1)}, visible=[1], newest=[1, 2, 3])

    assert found == {"lead": 2, "side-1": 1, "side-2": 3}


def test_query_carries_an_arrangement_and_a_moment():
    chosen = {"lead": Chosen(7, until=NOW), "more-3": Chosen(8)}

    sent = QueryDict(urlencode(as_query(chosen, NOW + HOUR)))

    assert of_query(sent) == (chosen, NOW + HOUR)


def test_hostile_query_is_left_out():
    sent = {
        "lead": "9" * 40,
        "side-1": "1; DROP",
        "side-2": "\0",
        "more-1": "4",
        "more-1-until": "2026-13-45T99:99",
        "more-2": "5",
        # Without a zone it is no moment.
        "more-2-until": "2026-03-02T09:00",
        "nowhere": "6",
        "at": "x",
    }

    assert of_query(sent) == ({"more-1": Chosen(4), "more-2": Chosen(5)}, None)

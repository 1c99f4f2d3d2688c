"""Saving arrangements of the front page, one on top of the other."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from articles import arranging, publishing
from articles.arranging import ArrangeRefused, Overtaken, arrange, merge, moved, of, put
from articles.front import Chosen
from articles.models import FrontArrangement, FrontPlace
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def live(headline="Bến cá", **kwargs) -> int:
    return make.published(headline=headline, **kwargs).article_id


def save(chosen, *, seen=0, by=None, now=None, **kwargs):
    by = by or make.editor()
    return arrange(chosen, by=by, seen=seen, now=now or timezone.now(), **kwargs)


def test_arrangement_is_saved_on_top_of_the_one_before():
    one, two = live(), live()
    by, now = make.editor(), timezone.now()

    first = save({"lead": Chosen(one)}, by=by, now=now)
    second = save({"side-1": Chosen(one, now + HOUR), "lead": Chosen(two)}, seen=1, by=by, now=now)

    assert [(row.number, row.made_by, row.made_at, row.restores) for row in [first, second]] == [
        (1, by, now, None),
        (2, by, now, None),
    ]
    assert of(first) == {"lead": Chosen(one)}
    assert list(of(second).items()) == [
        ("lead", Chosen(two)),
        ("side-1", Chosen(one, now + HOUR)),
    ]
    places = FrontPlace.objects.current().values_list("slot", "article_id", "pinned_until")
    assert list(places) == [("lead", two, None), ("side-1", one, now + HOUR)]


def test_scheduled_story_may_be_chosen_a_draft_may_not():
    now = timezone.now()
    coming, draft = make.approved(), make.approved()
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )

    save({"lead": Chosen(coming.pk)})
    with pytest.raises(ArrangeRefused, match="Tin chính"):
        save({"lead": Chosen(draft.pk)}, seen=1)
    with pytest.raises(ArrangeRefused):
        save({"lead": Chosen(999_999)}, seen=1)

    assert of(arranging.current()) == {"lead": Chosen(coming.pk)}


def test_withdrawn_story_keeps_its_slot_and_is_not_chosen_anew():
    gone, other = live(now=timezone.now() - HOUR), live()
    save({"lead": Chosen(gone)})
    article = FrontPlace.objects.get().article
    publishing.withdraw(article, by=make.managing_editor(), notice="Gỡ.")

    save({"lead": Chosen(gone), "side-1": Chosen(other)}, seen=1)
    save({"side-1": Chosen(other)}, seen=2)
    with pytest.raises(ArrangeRefused):
        save({"lead": Chosen(gone)}, seen=3)

    # But an earlier arrangement is put back as it was.
    back = save({"lead": Chosen(gone)}, seen=3, restores=FrontArrangement.objects.get(number=1))
    assert (back.number, back.restores.number, of(back)) == (4, 1, {"lead": Chosen(gone)})


def test_story_stands_once_and_only_in_a_slot_that_there_is():
    one = live()

    with pytest.raises(ArrangeRefused, match=r"“Tin chính” và “Tin cạnh 1”"):
        save({"lead": Chosen(one), "side-1": Chosen(one)})
    with pytest.raises(ArrangeRefused):
        save({"roof": Chosen(one)})

    assert not FrontArrangement.objects.exists()


def test_what_has_ended_is_left_out_and_nothing_new_is_no_arrangement():
    one, two, now = live(), live(), timezone.now()
    save({"lead": Chosen(one), "side-1": Chosen(two, now + HOUR)}, now=now)

    later = save(
        {"lead": Chosen(one), "side-1": Chosen(two, now + HOUR)}, seen=1, now=now + 2 * HOUR
    )
    again = save({"lead": Chosen(one)}, seen=2, now=now + 2 * HOUR)

    assert (of(later), again) == ({"lead": Chosen(one)}, None)
    assert FrontArrangement.objects.count() == 2


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_others_may_not_arrange(role):
    one = live()

    with pytest.raises(PermissionDenied):
        save({"lead": Chosen(one)}, by=make.UserFactory(role=role))

    assert not FrontArrangement.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGING_EDITOR])
def test_editors_may(role):
    by = make.UserFactory(role=role)

    assert save({"lead": Chosen(live())}, by=by).made_by == by


@pytest.mark.parametrize("seen", [0, 2, 10**18])
def test_who_has_not_seen_the_last_one_writes_nothing(seen):
    one, two = live(), live()
    save({"lead": Chosen(one)})

    with pytest.raises(Overtaken):
        save({"lead": Chosen(two)}, seen=seen)

    assert of(arranging.current()) == {"lead": Chosen(one)}


def test_second_is_told_slot_by_slot_and_keeps_what_was_chosen():
    a, b, c, d = (live(f"Tin {name}") for name in "abcd")
    first, other = make.editor(), make.editor()
    save({"lead": Chosen(a), "side-1": Chosen(b), "side-2": Chosen(c)}, by=first)
    save({"lead": Chosen(d), "side-1": Chosen(b), "side-2": Chosen(c)}, seen=1, by=first)
    save({"lead": Chosen(d), "side-1": Chosen(b)}, seen=2, by=other)
    # Mine: side-1 taken out, more-1 filled, side-2 left alone, the lead chosen otherwise.
    mine = {"lead": Chosen(b), "side-2": Chosen(c), "more-1": Chosen(a)}

    merged, told, last = merge(mine, 1, timezone.now())

    assert merged == {"lead": Chosen(b), "more-1": Chosen(a)}
    assert [
        (one.slot.name, one.old, one.new, one.arrangement.made_by, one.is_untouched) for one in told
    ] == [
        ("lead", Chosen(a), Chosen(d), first, False),
        ("side-2", Chosen(c), None, other, True),
    ]
    assert last.number == 3
    save(merged, seen=last.number)


def test_the_same_choice_of_both_is_not_told():
    a, b = live(), live()
    save({"lead": Chosen(a)})
    save({"lead": Chosen(b)}, seen=1)

    merged, told, _last = merge({"lead": Chosen(b)}, 1, timezone.now())

    assert (merged, told) == ({"lead": Chosen(b)}, [])


def test_journal_says_what_was_before():
    a, b = live(), live()
    save({"lead": Chosen(a)})
    save({"lead": Chosen(b), "side-1": Chosen(a)}, seen=1)

    found = arranging.changes(FrontArrangement.objects.all())

    assert {
        number: [(change.slot.name, change.old, change.new) for change in changes]
        for number, changes in found.items()
    } == {
        1: [("lead", None, Chosen(a))],
        2: [("lead", Chosen(a), Chosen(b)), ("side-1", None, Chosen(a))],
    }


def test_journal_asks_once_however_long_it_is(django_assert_num_queries):
    stories = [live(), live()]
    for seen in range(6):
        save({"lead": Chosen(stories[seen % 2])}, seen=seen)
    rows = list(FrontArrangement.objects.all())

    for count in [1, 6]:
        with django_assert_num_queries(1):
            arranging.changes(rows[:count])


def test_slots_exchange_with_their_neighbours():
    rows = ["a", None, "c"]

    assert [moved(rows, at, step) for at, step in [(0, 1), (2, -1), (0, -1), (2, 1), (9, 1)]] == [
        [None, "a", "c"],
        ["a", "c", None],
        rows,
        rows,
        rows,
    ]


@pytest.mark.parametrize(
    ("rows", "at", "old", "expected"),
    [
        pytest.param(["a", "b", None], 0, None, (["x", "a", "b"], None), id="to the next empty"),
        pytest.param(["a", None, "c"], 0, None, (["x", "a", "c"], None), id="what is below stays"),
        pytest.param(["a", "b", "c"], 1, None, (["a", "x", "b"], "c"), id="the last one leaves"),
        pytest.param([None, "b", "c"], 2, None, ([None, "b", "x"], "c"), id="from the last slot"),
        pytest.param(["a", "b", "x"], 0, 2, (["x", "a", "b"], None), id="up from its own slot"),
        pytest.param(["x", "b", "c"], 2, 0, (["b", "c", "x"], None), id="down from its own slot"),
    ],
)
def test_put_moves_what_stood_there_down(rows, at, old, expected):
    assert put(rows, at, "x", old) == expected


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_is_told():
        stories, by = [live(), live()], make.editor()
        save({"lead": Chosen(stories[0])}, by=by)

        answers = at_once(
            *(
                lambda slot=slot: save({slot: Chosen(stories[1])}, seen=1, by=by)
                for slot in ["lead", "side-1"]
            )
        )

        assert sorted(type(answer).__name__ for answer in answers) == [
            "FrontArrangement",
            "Overtaken",
        ]
        assert list(FrontArrangement.objects.values_list("number", flat=True)) == [2, 1]
        assert FrontPlace.objects.current().count() == 1

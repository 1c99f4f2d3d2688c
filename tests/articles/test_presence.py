import datetime

import pytest
from django.db import connection

from articles import presence
from articles.models import Presence
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2025, 11, 17, 8, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


def beat(article, user, after=0, *, may_write=True):
    rows = presence.beat(article, by=user, may_write=may_write, now=NOW + after * SECOND)
    return [(row.user, row.has_pen) for row in rows]


def test_the_first_who_may_write_has_the_pen():
    article, reader, first, second = make.story(), make.UserFactory(), make.editor(), make.editor()

    assert beat(article, reader, may_write=False) == [(reader, False)]
    assert beat(article, first) == [(first, True), (reader, False)]
    assert beat(article, second) == [(first, True), (reader, False), (second, False)]


def test_who_is_away_is_not_here_and_holds_no_pen():
    article, first, second = make.story(), make.editor(), make.editor()
    beat(article, first)

    assert beat(article, second, 45) == [(first, True), (second, False)]
    assert beat(article, second, 46) == [(second, True)]
    assert beat(article, first, 47) == [(second, True), (first, False)]


def test_who_closes_the_page_leaves_the_pen():
    article, first, second = make.story(), make.editor(), make.editor()
    beat(article, first)
    beat(article, second)
    presence.leave(article, by=first)

    assert beat(article, second, 1) == [(second, True)]


def test_who_may_not_write_any_more_holds_no_pen():
    article, first = make.story(), make.editor()
    beat(article, first)

    assert beat(article, first, 1, may_write=False) == [(first, False)]


def test_the_pen_is_given_to_one_who_asked():
    article, first, second = make.story(), make.editor(), make.editor()
    beat(article, first)
    beat(article, second)

    unasked = presence.give(article, by=first, to=second.pk)
    presence.ask(article, by=second, now=NOW)
    forged = presence.give(article, by=second, to=second.pk)
    given = presence.give(article, by=first, to=second.pk)

    assert (unasked, forged, given) == (False, False, True)
    assert beat(article, first, 1) == [(second, True), (first, False)]
    assert not Presence.objects.exclude(asked_at=None).exists()


def test_who_asked_takes_the_pen_after_a_minute_and_not_before():
    article, first, second = make.story(), make.editor(), make.editor()
    for after in [0, 40, 60]:
        beat(article, first, after)
    beat(article, second)
    unasked = presence.take(article, by=second, now=NOW + 61 * SECOND)
    presence.ask(article, by=second, now=NOW)
    # Asking again does not begin the minute anew.
    presence.ask(article, by=second, now=NOW + 30 * SECOND)

    early = presence.take(article, by=second, now=NOW + 59 * SECOND)
    late = presence.take(article, by=second, now=NOW + 60 * SECOND)

    assert (unasked, early, late) == (False, False, True)
    assert beat(article, second, 61) == [(second, True), (first, False)]


def test_who_is_still_writing_says_so_and_is_asked_again():
    article, first, second = make.story(), make.editor(), make.editor()
    beat(article, first)
    beat(article, second)
    presence.ask(article, by=second, now=NOW)

    presence.decline(article, by=second)
    still = Presence.objects.exclude(asked_at=None).count()
    presence.decline(article, by=first)

    assert (still, Presence.objects.exclude(asked_at=None).count()) == (1, 0)
    for after in [40, 61]:
        beat(article, first, after)
    assert not presence.take(article, by=second, now=NOW + 61 * SECOND)


def test_nobody_takes_a_pen_who_has_not_opened_the_story():
    article = make.story()

    assert not presence.take(article, by=make.editor(), now=NOW)


def test_what_pages_left_behind_is_forgotten_after_a_day():
    first, second, hour = make.story(), make.story(), 3600
    beat(first, make.editor())

    beat(second, make.editor(), 23 * hour)
    kept = first.presences.count()
    beat(second, make.editor(), 25 * hour)

    assert (kept, first.presences.count(), second.presences.count()) == (1, 0, 2)


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_of_eight_who_come_at_once_one_has_the_pen():
        article = make.story()
        editors = [make.editor() for _n in range(8)]

        at_once(*(lambda who=who: beat(article, who) for who in editors))

        assert Presence.objects.filter(article=article, has_pen=True).count() == 1
        assert Presence.objects.filter(article=article).count() == 8

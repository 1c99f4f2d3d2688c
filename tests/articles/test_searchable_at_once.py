"""Publishings that write into the search at the same time, and a rebuilding beside them."""

import datetime
import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from articles import publishing, searchable
from articles.models import Edition, SearchRow, SearchWord
from tests import factories as make
from tests.articles.search_index import editions_with
from tests.racing import at_once

HOUR = datetime.timedelta(hours=1)
NEW = "Nghêu hương rạm cuông"


def publishing_of(article):
    revision, by = article.approved_revision, make.editor()
    return lambda: publishing.publish(article, revision=revision, by=by)


def learned(*words):
    known = SearchWord.objects.filter(word__in=words).values_list("word", flat=True)
    return sorted(set(known))


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.mark.parametrize("attempt", range(3))
    def test_of_many_who_publish_the_same_new_words_none_fails_and_none_is_lost(attempt):
        words = NEW.split()
        # Each begins with another, as the next one does to its end.
        texts = [" ".join([*words[n:], *words[:n]]) for n in range(4)]
        acts = [publishing_of(make.approved(headline=text, lead="Tin.")) for text in texts * 2]

        answers = at_once(*acts)

        assert [type(answer).__name__ for answer in answers] == ["Edition"] * 8
        assert learned("ngheu", "huong", "ram", "cuong") == ["cuong", "huong", "ngheu", "ram"]
        assert editions_with("^ngheu") == sorted(edition.pk for edition in answers)

    def test_nobody_waits_for_words_of_who_has_not_published_yet():
        first, second = (publishing_of(make.approved(headline=NEW)) for _ in range(2))
        answers = []

        def act():
            with connections["default"].cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            answers.append(second())
            connections.close_all()

        with transaction.atomic():
            first()
            other = threading.Thread(target=act)
            other.start()
            other.join()
            there = [edition.pk for edition in answers]
            transaction.set_rollback(True)

        # And who did not publish takes none away.
        assert editions_with("^ngheu") == there
        assert learned("ngheu", "ram") == ["ngheu", "ram"]

    def test_twins_are_told_once_and_go_when_the_search_is_written_again():
        SearchWord.objects.bulk_create(SearchWord(word=word) for word in ["ram", "ram", "ngheu"])

        list(searchable.rebuild())

        assert list(SearchWord.objects.values_list("word", flat=True)) == ["ram", "ngheu"]

    @pytest.mark.parametrize("attempt", range(3))
    def test_rebuilding_goes_on_while_others_publish(attempt, monkeypatch):
        monkeypatch.setattr(searchable, "CHUNK", 2)
        past = timezone.now() - HOUR
        editions = [make.published(headline=f"Tin số {n}", now=past) for n in range(8)]
        new, second = (make.approved(headline=text) for text in [NEW, f"{NEW} hai"])
        coming = make.republished(editions[0].article, headline="Hẹn", at=timezone.now() + HOUR)
        fixed, notices, by = editions[1:3], editions[3:5], make.managing_editor()
        SearchRow.objects.all().delete()
        SearchWord.objects.all().delete()

        def rebuild():
            return list(searchable.rebuild())

        answers = at_once(
            rebuild,
            rebuild,
            publishing_of(new),
            publishing_of(second),
            lambda: publishing.cancel_scheduled(coming.article, by=by),
            lambda: [publishing.republish(e, kind="credit", by=by, reason="Ảnh") for e in fixed],
            lambda: [publishing.withdraw(e.article, by=by, notice="Gỡ.") for e in notices],
        )

        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        wanted = Edition.objects.current(timezone.now()).stories()
        expected = sorted(wanted.values_list("pk", flat=True))
        assert len(expected) == 8
        assert sorted(SearchRow.objects.values_list("edition", flat=True)) == expected
        assert learned("tin", "so", "ngheu", "hai") == ["hai", "ngheu", "so", "tin"]

import datetime
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles import publishing, searchable
from articles.models import Edition, EditionKind, SearchRow, SearchWord
from tests import factories as make
from tests.articles.search_index import editions_with
from vietnamese.text import fold, tone_key

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def rows():
    """The editions that have a row."""
    return sorted(SearchRow.objects.values_list("edition", flat=True))


def tokens_of(text):
    folded = fold(text).split()
    exact = {f"={tone_key(word.lower())}" for word in text.split() if fold(word) != word.lower()}
    return {*folded, *exact, *map("_".join, pairwise(folded))}


def test_tokens_of_the_test_are_as_expected():
    assert tokens_of("Tàu về") == {"tau", "ve", "tau_ve", "=tau\u0300", "=vê\u0300"}


def test_a_story_is_found_by_every_word_and_pair_where_they_stand():
    edition = make.published(headline="Bến cá", lead="Tàu về.", body="<p>Mưa <b>lớn</b></p>")
    row = edition.search_row

    parts = set(row.tokens.split())

    (number,) = {word for word in row.folded.split() if word.isdecimal()}
    head = tokens_of("Bến cá")
    lead = tokens_of("Tàu về")
    rest = tokens_of("Mưa lớn") | tokens_of(f"Thu Trà {number}")
    assert parts == {
        *(f"^{token}" for token in head),
        *(f"~{token}" for token in head | lead),
        *(head | lead | rest),
        f"#{edition.section_id}",
    }
    assert row.folded == f" ben ca | tau ve | mua lon | thu tra {number} "
    assert row.text == f"Tàu về.\nMưa lớn\nThu Trà {number}"


def test_names_and_captions_are_found_too():
    who = make.person("Lê Văn Đạo")
    edition = make.published(
        lead="Ông Lê Văn Đạo phát biểu.", shown=[make.photo("Lưới rê")], body="<p>Mưa.</p>"
    )

    assert editions_with(f"@{who.pk}") == [edition.pk]
    assert editions_with("luoi_re") == [edition.pk]


def test_the_newest_has_the_greatest_key():
    now = timezone.now()
    old = make.published(now=now - 3 * HOUR)
    new = make.published(now=now - HOUR)
    fixed = publishing.republish(old, kind=EditionKind.CREDIT, by=make.editor(), now=now)

    keys = list(SearchRow.objects.order_by("-key").values_list("edition", flat=True))

    assert keys == [new.pk, fixed.pk]


def test_what_is_over_is_forgotten_and_what_is_to_come_is_known():
    edition = make.published()
    newer = make.republished(edition.article, headline="Tin mới")
    coming = make.republished(edition.article, headline="Hẹn giờ", at=timezone.now() + HOUR)

    assert rows() == [newer.pk, coming.pk]
    assert editions_with("^tin_moi") == [newer.pk]
    assert editions_with("^ben_ca") == []


def test_what_is_cancelled_or_withdrawn_is_forgotten():
    edition = make.published(now=timezone.now() - HOUR)
    make.republished(edition.article, headline="Hẹn giờ", at=timezone.now() + HOUR)

    publishing.cancel_scheduled(edition.article, by=make.editor())
    cancelled = rows()
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    assert (cancelled, rows()) == ([edition.pk], [])
    assert editions_with("ben_ca") == editions_with("hen_gio") == []


def test_what_is_rolled_back_is_not_found():
    article = make.approved()

    with transaction.atomic():
        publishing.publish(article, revision=article.approved_revision, by=make.editor())
        seen = editions_with("ben_ca")
        transaction.set_rollback(True)

    assert len(seen) == 1
    assert (rows(), editions_with("ben_ca")) == ([], [])


def test_words_are_learned_once():
    make.published(headline="Bến cá", lead="Bến.", body="<p>Bến cá bền, NGHÊ</p>")
    make.published(headline="Bến", lead="Bến.", body="<p>cá</p>")

    words = set(SearchWord.objects.values_list("word", flat=True))

    assert {word for word in words if not word.isdecimal()} == {
        "ben",
        "ca",
        "nghe",
        *("thu", "tra"),
    }


def test_rebuild_writes_what_is_missing_in_chunks_and_goes_on_where_it_stopped(
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(searchable, "CHUNK", 2)
    editions = [make.published() for _ in range(5)]
    gone = editions.pop()
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    before = list(SearchRow.objects.order_by("key").values())
    SearchRow.objects.all().delete()

    begun = searchable.rebuild()
    assert (next(begun), len(rows())) == (2, 2)
    begun.close()
    assert list(searchable.rebuild()) == [2]

    assert list(SearchRow.objects.order_by("key").values()) == before
    assert editions_with("ben_ca") == sorted(edition.pk for edition in editions)


def test_rebuild_throws_away_what_the_clock_ended():
    edition = make.published(now=timezone.now() - 3 * HOUR)
    newer = make.republished(edition.article, headline="Tin mới")
    Edition.objects.filter(pk=newer.pk).update(visible_from=timezone.now() - HOUR)
    Edition.objects.filter(pk=edition.pk).update(visible_until=timezone.now() - HOUR)
    SearchRow.objects.create(**searchable.values_of(edition))

    assert list(searchable.rebuild()) == []

    assert rows() == [newer.pk]


def test_command_writes_all_again(capsys):
    edition = make.published()
    SearchRow.objects.filter(edition=edition).delete()

    call_command("rebuild_search")
    call_command("rebuild_search")
    call_command("rebuild_search", "--all")

    assert capsys.readouterr().out.splitlines() == [
        "1 editions written.",
        "Nothing is missing.",
        "1 editions written.",
    ]
    assert editions_with("ben_ca") == [edition.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's index follows by itself")
def test_a_row_is_written_once():
    """The index would keep its old words. Found missing where a migration made the table anew."""
    row = make.published().search_row

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        SearchRow.objects.filter(pk=row.pk).update(tokens="khac")

"""The record and the edition that shows it: one act, whole or not at all."""

import datetime
import json
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import correcting, publishing
from articles.correcting import Parts
from articles.models import Article, Correction, CorrectionKind, Edition, EditionKind
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
PARTS = Parts(
    wrong="Cầu khởi công tháng 5.",
    right="Cầu khởi công tháng 6.",
    words="Xin lỗi bạn đọc.",
    decided_by="Ban Biên tập",
    paper="12/QĐ-BNH",
    paper_on=datetime.date(2026, 3, 1),
)


def recorded(edition, kind=CorrectionKind.CORRECTION, *, parts=PARTS, by=None, **kwargs):
    return correcting.record(
        edition.article,
        kind=kind,
        parts=parts,
        by=by or make.managing_editor(),
        live=kwargs.pop("live", edition.pk),
        now=kwargs.pop("now", NOON + HOUR),
        **kwargs,
    )


def titles(markup):
    return [
        title.text_content() for title in html.fromstring(markup).find_class("correction__title")
    ]


def live(edition, at=NOON + 9 * HOUR):
    return Edition.objects.public(at).get(article=edition.article_id)


def test_a_record_says_all_and_its_edition_shows_it():
    edition = make.published(now=NOON)
    by = make.editor()

    row = recorded(edition, by=by)

    stored = Correction.objects.values().get(pk=row.pk)
    assert stored == {
        "id": row.pk,
        "article_id": edition.article_id,
        "edition_id": live(edition).pk,
        "kind": "correction",
        "title": "Thông tin cải chính",
        "wrong": "Cầu khởi công tháng 5.",
        "right": "Cầu khởi công tháng 6.",
        "words": "Xin lỗi bạn đọc.",
        "decided_by": "Ban Biên tập",
        "paper": "12/QĐ-BNH",
        "paper_on": datetime.date(2026, 3, 1),
        "withdraws_id": None,
        "made_by_id": by.pk,
        "published_at": NOON + HOUR,
        "folded_text": (
            "ben ca cua lach vao vu moi thong tin cai chinh cau khoi cong thang 5. "
            "cau khoi cong thang 6. xin loi ban doc. ban bien tap 12/qd-bnh"
        ),
    }
    (notice,) = html.fromstring(live(edition).header_html).find_class("correction")
    assert " ".join(notice.text_content().split()) == (
        "Thông tin cải chính 13:00, 02/03/2026 Nội dung sai Cầu khởi công tháng 5. "
        "Nội dung đúng Cầu khởi công tháng 6. Xin lỗi bạn đọc. "
        "Quyết định: Ban Biên tập Văn bản: số 12/QĐ-BNH ngày 01/03/2026"
    )


@pytest.mark.parametrize(
    ("kind", "made", "moves", "is_above"),
    [
        (CorrectionKind.CORRECTION, EditionKind.CORRECTION, True, True),
        (CorrectionKind.APOLOGY, EditionKind.CORRECTION, True, True),
        (CorrectionKind.CLARIFICATION, EditionKind.STATEMENT, False, False),
    ],
)
def test_without_a_new_text_the_text_stays_to_the_letter(kind, made, moves, is_above):
    edition = make.published(now=NOON, shown=[make.photo()])
    Article.objects.update(lead="Chưa ai duyệt.", body="<p>Chưa ai duyệt.</p>")

    row = recorded(edition, kind)

    now = live(edition)
    assert (row.edition, now.kind, now.facts, now.revision) == (
        now,
        made,
        edition.facts,
        edition.revision,
    )
    assert now.first_published_at == NOON
    assert now.changed_for_readers_at == (NOON + HOUR if moves else NOON)
    shown = [titles(now.header_html), titles(now.body_html)]
    assert shown == ([[row.title], []] if is_above else [[], [row.title]])


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (CorrectionKind.UPDATE, EditionKind.UPDATE),
        (CorrectionKind.CORRECTION, EditionKind.CORRECTION),
        (CorrectionKind.APOLOGY, EditionKind.CORRECTION),
        # Another text is more than a word to readers.
        (CorrectionKind.CLARIFICATION, EditionKind.UPDATE),
    ],
)
def test_the_approved_text_goes_out_with_the_record(kind, made):
    edition = make.published(now=NOON)
    revision = make.approved_again(edition.article, lead="Đã sửa.")

    row = recorded(edition, kind, revision=revision)

    now = live(edition)
    assert (row.edition, now.kind, now.lead) == (now, made, "Đã sửa.")
    assert now.changed_for_readers_at == NOON + HOUR


def test_an_update_without_a_new_text_is_refused():
    edition = make.published(now=NOON)

    with pytest.raises(correcting.CorrectionRefused, match="văn bản mới"):
        recorded(edition, CorrectionKind.UPDATE)

    assert not Correction.objects.exists()


def test_a_text_that_is_not_approved_does_not_go_out_and_nothing_is_recorded():
    edition = make.published(now=NOON)
    make.approved_again(edition.article, lead="Đã sửa.")

    with pytest.raises(publishing.PublishRefused):
        recorded(edition, revision=edition.revision)

    assert live(edition) == edition
    assert not Correction.objects.exists()


def test_records_stay_through_what_comes_after_newest_first():
    edition = make.published(now=NOON)
    first = recorded(edition)
    second = recorded(first.edition, CorrectionKind.APOLOGY, now=NOON + 2 * HOUR)

    publishing.republish(
        second.edition, kind=EditionKind.CREDIT, by=make.editor(), now=NOON + 3 * HOUR
    )

    assert live(edition).kind == EditionKind.CREDIT
    assert titles(live(edition).header_html) == [second.title, first.title]
    edition.refresh_from_db()
    publishing.rerender(edition)
    # What readers had before knows nothing of it, rendered again or not.
    assert "correction" not in edition.header_html + edition.body_html


def changed(edition):
    """What the line of times says was done last, and when."""
    [times] = html.fromstring(edition.header_html).find_class("story__times")
    return " ".join(times.xpath("span")[-1].text_content().split())


def test_what_comes_after_a_correction_does_not_make_an_update_of_it():
    edition = make.published(now=NOON)
    told = recorded(edition)
    assert changed(told.edition) == "Cải chính lúc 13:00, thứ Hai, ngày 02/03/2026"

    credited = publishing.republish(
        told.edition, kind=EditionKind.CREDIT, by=make.editor(), now=NOON + 2 * HOUR
    )
    assert changed(credited) == changed(told.edition)

    updated = make.republished(edition.article, lead="Cầu thông xe.", now=NOON + 3 * HOUR)
    assert changed(updated) == "Cập nhật lúc 15:00, thứ Hai, ngày 02/03/2026"


def test_a_scheduled_edition_stays_and_shows_the_record_when_its_time_comes():
    edition = make.published(now=NOON)
    coming = make.republished(edition.article, lead="Tối nay.", at=NOON + 5 * HOUR, now=NOON)

    row = recorded(edition)

    spans = edition.article.editions.order_by("visible_from").values_list(
        "kind", "visible_from", "visible_until"
    )
    assert list(spans) == [
        ("first", NOON, NOON + HOUR),
        ("correction", NOON + HOUR, NOON + 5 * HOUR),
        ("update", NOON + 5 * HOUR, None),
    ]
    coming.refresh_from_db()
    assert titles(coming.header_html) == [row.title]
    assert list(Correction.objects.public(NOON)) == []
    assert list(Correction.objects.public(NOON + HOUR)) == [row]


def test_withdrawing_leaves_the_notice_of_the_record_and_nothing_of_the_story():
    edition = make.published(now=NOON)
    recorded(edition)

    row = recorded(
        edition,
        CorrectionKind.WITHDRAWAL,
        parts=Parts(words="Bài đã gỡ.", decided_by="Ban Biên tập"),
        live=live(edition).pk,
        now=NOON + 2 * HOUR,
    )

    now = live(edition)
    assert (now.kind, now.reason, now.body_html, now.json_ld) == ("notice", "Bài đã gỡ.", "", "")
    assert titles(now.header_html) == [row.title]
    assert edition.headline not in now.header_html
    # The correction quotes the story that is gone.
    assert "tháng 5" not in now.header_html


def test_a_story_published_again_tells_that_it_was_withdrawn():
    edition = make.published(now=NOON)
    row = recorded(edition, CorrectionKind.WITHDRAWAL)

    make.republished(edition.article, lead="Viết lại.", now=NOON + 2 * HOUR)

    assert titles(live(edition).body_html) == [row.title]


def test_a_record_is_withdrawn_by_another_and_keeps_its_place_without_its_words():
    edition = make.published(now=NOON)
    row = recorded(edition)

    gone = correcting.withdraw(
        row,
        parts=Parts(words="Bài đúng từ đầu.", decided_by="Ban Biên tập"),
        by=make.managing_editor(),
        live=row.edition.pk,
        now=NOON + 2 * HOUR,
    )

    now = live(edition)
    assert changed(now) == "Cập nhật lúc 13:00, thứ Hai, ngày 02/03/2026"
    assert (gone.kind, gone.withdraws, gone.edition, now.kind) == (
        "retraction",
        row,
        now,
        "statement",
    )
    (notice,) = html.fromstring(now.header_html).find_class("correction")
    assert " ".join(notice.text_content().split()) == (
        "Thông tin cải chính 13:00, 02/03/2026 "
        "Thông tin này đã được rút lúc 14:00, 02/03/2026 Bài đúng từ đầu. "
        "Quyết định: Ban Biên tập"
    )
    # The date that readers see is that of the correction.
    assert now.changed_for_readers_at == NOON + HOUR
    # What the edition in between showed is not rewritten.
    publishing.rerender(row.edition)
    assert "tháng 5" in row.edition.header_html


def test_a_record_is_withdrawn_once_and_what_withdrew_it_stays():
    edition = make.published(now=NOON)
    row = recorded(edition)
    parts, by = Parts(words="Bài đúng.", decided_by="Ban Biên tập"), make.managing_editor()
    gone = correcting.withdraw(row, parts=parts, by=by, live=row.edition.pk, now=NOON + 2 * HOUR)

    for which in [row, gone]:
        with pytest.raises(correcting.CorrectionRefused):
            correcting.withdraw(
                which, parts=parts, by=by, live=gone.edition.pk, now=NOON + 3 * HOUR
            )

    assert list(Correction.objects.all()) == [gone, row]
    assert live(edition) == gone.edition


def test_machines_are_told_of_what_stands():
    edition = make.published(now=NOON)
    first = recorded(edition, parts=Parts(wrong="</script>5", right="6", decided_by="Ban"))
    second = recorded(first.edition, CorrectionKind.CLARIFICATION, now=NOON + 2 * HOUR)
    update = recorded(
        second.edition,
        CorrectionKind.UPDATE,
        revision=make.approved_again(edition.article, lead="Mới."),
        now=NOON + 3 * HOUR,
    )
    correcting.withdraw(
        second, parts=PARTS, by=make.managing_editor(), live=update.edition.pk, now=NOON + 4 * HOUR
    )

    [script] = html.document_fromstring(live(edition).json_ld).xpath("//script")
    data = json.loads(script.text)
    assert data["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Thông tin cải chính\nNội dung sai: </script>5\nNội dung đúng: 6",
            "datePublished": "2026-03-02T13:00:00+07:00",
        }
    ]
    assert data["dateModified"] == "2026-03-02T15:00:00+07:00"
    assert live(edition).json_ld.count("</script>") == 1


def test_what_is_written_is_shown_as_it_is_written():
    edition = make.published(now=NOON)
    hostile = '<script>x()</script>"><b>'

    recorded(edition, parts=Parts(*[hostile] * 5))

    header = html.fromstring(live(edition).header_html)
    assert header.xpath("//script | //b") == []
    assert header.text_content().count(hostile) == 5


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.REPORTER, set()),
        (Role.PHOTO_EDITOR, set()),
        (Role.EDITOR, {"correction", "apology", "clarification"}),
        (Role.MANAGING_EDITOR, {"correction", "apology", "clarification", "withdrawal"}),
    ],
)
def test_who_records_what(role, allowed):
    edition = make.published(now=NOON)
    by = make.UserFactory(role=role)

    for hour, kind in enumerate(["correction", "apology", "clarification", "withdrawal"], start=1):
        if kind in allowed:
            read, at = live(edition).pk, NOON + hour * HOUR
            recorded(edition, CorrectionKind(kind), by=by, live=read, now=at)
        else:
            with pytest.raises(PermissionDenied):
                recorded(edition, CorrectionKind(kind), by=by)

    assert set(Correction.objects.values_list("kind", flat=True)) == allowed


def test_an_editor_withdraws_no_record():
    row = recorded(make.published(now=NOON))

    with pytest.raises(PermissionDenied):
        correcting.withdraw(row, parts=PARTS, by=make.editor(), live=row.edition.pk)

    assert list(Correction.objects.all()) == [row]


def not_published():
    return make.approved()


def scheduled():
    article = make.approved()
    revision = article.approved_revision
    publishing.publish(article, revision=revision, by=make.editor(), at=NOON + 5 * HOUR, now=NOON)
    return article


def withdrawn():
    article = make.published(now=NOON).article
    publishing.withdraw(article, by=make.managing_editor(), notice="Gỡ.", now=NOON + HOUR / 2)
    return article


@pytest.mark.parametrize("story", [not_published, scheduled, withdrawn])
@pytest.mark.parametrize("kind", ["correction", "apology", "clarification", "withdrawal"])
def test_a_story_that_is_not_live_is_refused(story, kind):
    article = story()
    before = list(article.editions.values())
    last = article.editions.first()

    with pytest.raises(correcting.CorrectionRefused, match="Hiện bạn đọc không xem được"):
        correcting.record(
            article,
            kind=CorrectionKind(kind),
            parts=PARTS,
            by=make.managing_editor(),
            live=last.pk if last else 0,
            now=NOON + HOUR,
        )

    assert list(article.editions.values()) == before
    assert not Correction.objects.exists()


def test_the_second_of_two_editors_is_told_and_nothing_is_recorded_twice():
    edition = make.published(now=NOON)
    first = recorded(edition)

    with pytest.raises(correcting.Overtaken):
        recorded(edition, CorrectionKind.APOLOGY, now=NOON + 2 * HOUR)

    assert list(Correction.objects.all()) == [first]
    assert live(edition) == first.edition


@pytest.mark.parametrize(
    ("kind", "parts", "missing"),
    [
        ("correction", Parts(), {"wrong", "right", "decided_by"}),
        ("correction", Parts(wrong=" \u200b ", right="\n", decided_by="A"), {"wrong", "right"}),
        ("apology", Parts(wrong="a", right="b", decided_by="A"), {"words"}),
        ("clarification", Parts(wrong="a"), {"words"}),
        ("withdrawal", Parts(wrong="a"), {"words", "decided_by"}),
        (
            "correction",
            Parts("a", "b", decided_by="A", paper_on=datetime.date(2026, 3, 1)),
            {"paper"},
        ),
        ("correction", Parts("a", "b", decided_by="A" * 201), {"decided_by"}),
    ],
)
def test_what_lacks_a_part_is_refused_with_a_sentence_for_each(kind, parts, missing):
    edition = make.published(now=NOON)

    with pytest.raises(correcting.PartsMissing) as refused:
        recorded(edition, CorrectionKind(kind), parts=parts)

    assert refused.value.parts.keys() == missing
    assert live(edition) == edition


def test_which_parts_are_needed_and_the_title_are_settings(settings):
    settings.NEWSROOM_NOTICES = settings.NEWSROOM_NOTICES | {
        "clarification": {"title": "Nói thêm", "requires": ["right", "paper"]}
    }
    edition = make.published(now=NOON)

    with pytest.raises(correcting.PartsMissing) as refused:
        recorded(edition, CorrectionKind.CLARIFICATION, parts=Parts(words="a"))
    row = recorded(edition, CorrectionKind.CLARIFICATION, parts=Parts(right="a", paper="1"))

    assert refused.value.parts.keys() == {"right", "paper"}
    assert row.title == "Nói thêm"


def test_a_title_stays_as_it_was_printed(settings):
    edition = make.published(now=NOON)
    row = recorded(edition)
    settings.NEWSROOM_NOTICES = settings.NEWSROOM_NOTICES | {
        "correction": {"title": "Sửa lỗi", "requires": ["wrong", "right"]}
    }

    publishing.rerender(row.edition)

    assert titles(row.edition.header_html) == ["Thông tin cải chính"]


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_of_two_editors_correcting_at_once_one_is_told(attempt):
        edition = make.published(now=timezone.now() - HOUR)
        acts = [
            partial(
                correcting.record,
                Article.objects.get(),
                kind=CorrectionKind.CORRECTION,
                parts=PARTS,
                by=make.editor(),
                live=edition.pk,
            )
            for _ in range(2)
        ]

        answers = at_once(*acts)

        assert sorted(type(answer).__name__ for answer in answers) == ["Correction", "Overtaken"]
        assert Correction.objects.count() == 1
        assert [row.kind for row in edition.article.editions.all()] == ["correction", "first"]

"""What stops a story, and that every way out asks the one list."""

import datetime

import pytest
from django.utils import timezone

from articles import checklist, publishing, saving, workflow
from articles.checked import Item, Level
from articles.models import Article, ArticleStatus
from photos.models import Photo
from tests import factories as make
from tests.articles.checks import blocks, items, warnings

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
NO_BYLINE = "Tin, bài chưa có tên tác giả."


def without_byline(article):
    article.bylines.all().delete()
    return saving.save(article, by=make.editor(), expected_version=article.version)[0]


def test_of_a_whole_story_there_is_nothing_to_say():
    assert items(make.story(shown=[make.photo()]), at=NOON) == []


@pytest.mark.parametrize(
    ("changes", "code", "sentence", "where"),
    [
        ({"headline": ""}, "headline", "Tin, bài chưa có tít.", "headline"),
        (
            {"headline_is_proposed": True},
            "headline_proposed",
            "Tít mới chỉ là gợi ý: hãy viết lại.",
            "headline",
        ),
        ({"lead": ""}, "lead", "Tin, bài chưa có sapo.", "lead"),
        ({"section": None}, "section", "Tin, bài chưa có chuyên mục.", "section"),
        ({"bylines": []}, "byline", NO_BYLINE, "bylines"),
    ],
)
def test_what_is_missing_is_said_with_its_place(changes, code, sentence, where):
    found = items(make.story(), at=NOON, **changes)

    assert found == [Item(Level.BLOCK, code, sentence, where)]


@pytest.mark.parametrize(
    ("rights", "count"),
    [
        ({}, 0),
        ({"rights_until": datetime.date(2026, 3, 2)}, 0),
        ({"rights_until": datetime.date(2026, 3, 1)}, 1),
        ({"rights_from": datetime.date(2026, 3, 3)}, 1),
    ],
)
def test_rights_are_asked_for_the_day_it_becomes_visible(rights, count):
    found = blocks(make.story(shown=[make.photo("Chợ phiên", **rights)]), at=NOON)

    assert len(found) == count
    assert all("Chợ phiên" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"caption": ""}, "Ảnh “anh.jpg” chưa có chú thích."),
        ({"alt_text": ""}, "Ảnh “Chợ phiên · anh.jpg” chưa có mô tả: hãy viết trong ảnh có gì."),
    ],
)
def test_a_shown_photo_needs_caption_and_alternative_text(changes, sentence):
    article = make.story(shown=[make.photo("Chợ phiên")])
    Photo.objects.update(**changes)

    (found,) = items(article)

    assert (found.level, found.sentence) == (Level.BLOCK, sentence)
    assert found.where == article.photo_uses.get().key


def test_a_caption_of_this_story_is_caption_enough():
    article = make.story(shown=[make.photo("")])
    article.photo_uses.update(caption="Chợ phiên")
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert blocks(article) == []


def test_a_photo_that_is_not_shown_needs_nothing():
    awaited = make.awaiting_photo("Chợ phiên", alt_text="", creators=[])

    assert blocks(make.story(shown=[awaited])) == []


def test_embargo_is_told_with_its_end():
    article = make.story()
    Article.objects.update(embargo_until=NOON + datetime.timedelta(hours=1))

    (found,) = items(article, at=NOON)

    assert found.code == "embargo"
    assert "13:00, 02/03/2026" in found.sentence


def test_only_the_version_that_was_approved_goes_out():
    article = make.in_status(ArticleStatus.IN_REVIEW)
    revision = article.last_revision
    open_story = checklist.approval(article, revision)
    workflow.move(article, ArticleStatus.APPROVED, by=make.editor(), revision=revision)
    approved = checklist.approval(article, revision)
    other = checklist.approval(article, article.revisions.order_by("pk").first())

    assert checklist.blocks(open_story) == ["Chỉ xuất bản được tin, bài đã duyệt."]
    assert approved == []
    assert len(checklist.blocks(other)) == (1 if article.revisions.count() > 1 else 0)


# Every way out


def test_without_byline_no_version_is_approved():
    article = make.in_status(ArticleStatus.SUBMITTED)
    revision = without_byline(article)
    workflow.move(article, ArticleStatus.IN_REVIEW, by=make.editor(), revision=revision)

    with pytest.raises(workflow.TransitionRefused, match=NO_BYLINE):
        workflow.move(article, ArticleStatus.APPROVED, by=make.editor(), revision=revision)

    article.refresh_from_db()
    assert article.status == ArticleStatus.IN_REVIEW


@pytest.mark.parametrize("hours", [None, 5])
def test_publishing_and_scheduling_are_refused_by_the_same_sentences(hours):
    article = make.approved(shown=[make.photo("Chợ phiên")])
    Photo.objects.update(alt_text="", provider=None)
    at = timezone.now() + datetime.timedelta(hours=hours) if hours else None

    with pytest.raises(publishing.PublishRefused) as refusal:
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    assert refusal.value.reasons == blocks(article)
    assert not article.editions.exists()


def test_publishing_over_a_warning_is_recorded_with_the_edition():
    article = make.approved(shown=[make.awaiting_photo()], headline="Tít " * 30)

    edition = publishing.publish(article, revision=article.approved_revision, by=make.editor())

    edition.refresh_from_db()
    assert [code for code, _sentence in edition.over_warnings] == ["awaiting", "length"]
    assert [sentence for _code, sentence in edition.over_warnings] == warnings(article)


def test_without_warnings_nothing_is_recorded():
    assert make.published().over_warnings == []


def test_a_scheduled_edition_that_is_brought_up_to_date_keeps_what_was_recorded():
    article = make.approved(shown=[make.awaiting_photo()])
    at = timezone.now() + datetime.timedelta(hours=5)
    edition = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=at
    )

    newer = publishing.republish(edition, kind="credit", by=make.editor())

    assert newer.pk != edition.pk
    assert newer.over_warnings == edition.over_warnings != []

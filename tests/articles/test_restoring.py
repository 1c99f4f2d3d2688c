import datetime

import pytest
from django.utils import timezone

from articles import embargoes, mentions, restoring, revisions, saving, workflow
from articles.models import Article, ArticleStatus, Decision, Edition, RevisionStep
from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db


def rewritten(article, **changes):
    """The story with other text, without its photos, names and byline; saved."""
    for name, value in (
        {"headline": "Tít khác", "lead": "Sapo khác.", "body": ""} | changes
    ).items():
        setattr(article, name, value)
    article.save()
    article.photo_uses.all().delete()
    article.bylines.all().delete()
    article.topics.clear()
    revision, _removed = saving.save(article, by=make.editor(), expected_version=article.version)
    return revision


def test_everything_of_a_version_comes_back_as_a_new_one():
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", shown=[make.photo(), make.awaiting_photo()])
    article.topics.add(make.TopicFactory())
    editor = make.editor()
    revision, _removed = saving.save(article, by=editor, expected_version=article.version)
    other = rewritten(article)

    restored, left_out = restoring.restore(
        article, revision.snapshot, by=editor, expected_version=article.version
    )

    article = Article.objects.get(pk=article.pk)
    assert revisions.snapshot(article) == revision.snapshot
    assert (restored.step, restored.version, left_out) == (
        RevisionStep.RESTORED,
        other.version + 1,
        [],
    )
    assert restored.snapshot == revision.snapshot
    decided = article.mentions.get(decision=Decision.ACCEPTED)
    assert decided.decided_by == editor


def test_an_approved_story_goes_back_to_review_and_readers_keep_theirs():
    article = make.published().article
    first = article.last_revision
    published = Edition.objects.get()
    make.approved_again(article, lead="Sapo mới.")

    restoring.restore(article, first.snapshot, by=make.editor(), expected_version=article.version)

    article.refresh_from_db()
    assert article.status == ArticleStatus.IN_REVIEW
    assert Edition.objects.get() == published


def test_who_restores_over_another_is_told_and_nothing_is_written():
    article = make.story()
    first = article.last_revision
    rewritten(article)
    before = revisions.snapshot(article)

    with pytest.raises(revisions.StaleVersion):
        restoring.restore(article, first.snapshot, by=make.editor(), expected_version=1)

    assert revisions.snapshot(Article.objects.get(pk=article.pk)) == before


def test_what_was_decided_at_the_desk_meanwhile_stands():
    article = make.in_status(ArticleStatus.IN_REVIEW)
    first, read = article.last_revision, Article.objects.get(pk=article.pk)
    editor, chief = make.editor(), make.managing_editor()
    workflow.move(article, ArticleStatus.APPROVED, by=editor, revision=first)
    until = timezone.now() + datetime.timedelta(days=1)
    embargoes.move(article, until, by=chief, note="Chờ giờ họp.")

    other = first.snapshot | {"lead": "Sapo khác."}
    restoring.restore(read, other, by=editor, expected_version=read.version)

    article = Article.objects.get(pk=article.pk)
    assert article.embargo_until == until
    # Its text was changed after it was approved.
    assert article.status == ArticleStatus.IN_REVIEW
    assert article.status_changes.count() == 4


def test_who_restores_what_somebody_saved_meanwhile_is_told():
    read = make.story()
    first = read.last_revision
    rewritten(Article.objects.get(pk=read.pk))

    with pytest.raises(revisions.StaleVersion):
        restoring.restore(read, first.snapshot, by=make.editor(), expected_version=1)


def test_what_is_not_there_any_more_is_left_out_and_told():
    taken_down, gone = make.photo(colour="red"), make.photo(colour="green")
    article = make.story(shown=[taken_down, gone, make.photo()])
    snapshot = article.last_revision.snapshot | {"section": 999_999, "topics": [999_999]}
    rewritten(article)
    Photo.objects.filter(pk=taken_down.pk).update(
        taken_down_at="2025-11-17T00:00:00Z", taken_down_by=make.managing_editor()
    )
    number, gone_number = taken_down.pk, gone.pk
    gone.creators.all().delete()
    gone.delete()

    _restored, left_out = restoring.restore(
        article, snapshot, by=make.editor(), expected_version=article.version
    )

    assert left_out == [
        "chuyên mục của bài",
        "một chủ đề",
        f"ảnh số {number}",
        f"ảnh số {gone_number}",
    ]
    assert article.photo_uses.count() == 1


def test_a_decision_on_a_record_that_was_merged_is_one_on_the_survivor():
    old, kept = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạt")
    article = make.story(lead="Ông Lê Văn Đạo dự.")
    snapshot = article.last_revision.snapshot
    rewritten(article)
    type(old).objects.filter(pk=old.pk).update(merged_into=kept, page="none")

    restoring.restore(article, snapshot, by=make.editor(), expected_version=article.version)

    assert list(article.mentions.accepted().values_list("entity", flat=True)) == [kept.pk]
    mentions.refresh(article)
    assert article.mentions.accepted().count() == 1

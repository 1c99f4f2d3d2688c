import pytest
from django.utils import timezone

from articles import revisions, saving
from articles.models import Article, PhotoUse, Revision, RevisionStep
from articles.revisions import StaleVersion
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_record_keeps_the_whole_aggregate():
    make.person("Lê Văn Đạo")
    picture = make.photo()
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.", shown=[picture])

    snapshot = article.last_revision.snapshot

    use = article.photo_uses.get()
    byline = article.bylines.get()
    assert snapshot["photos"] == [
        {"key": use.key, "photo": picture.pk, "caption": "", "is_lead": False}
    ]
    assert snapshot["bylines"] == [
        {"author": byline.author_id, "name": byline.author.printed_name, "role": "reporter"}
    ]
    assert [(m["text"], m["decision"]) for m in snapshot["mentions"]] == [
        ("Lê Văn Đạo", "accepted")
    ]


def test_record_without_a_change_writes_nothing():
    article = make.story()
    version = article.version

    revision = revisions.record(article, by=make.editor(), expected_version=version)

    assert revision == article.last_revision
    assert Article.objects.get().version == version


@pytest.mark.parametrize("part", ["lead", "caption", "byline", "mention"])
def test_a_change_of_any_part_is_a_new_version(part):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.", shown=[make.photo()], accept=False)
    version = article.version
    match part:
        case "lead":
            Article.objects.update(lead="Ông Lê Văn Đạo không dự.")
        case "caption":
            PhotoUse.objects.update(caption="Chú thích riêng")
        case "byline":
            article.bylines.update(role="translator")
        case "mention":
            article.mentions.update(
                decision="rejected", decided_by=make.editor(), decided_at=timezone.now()
            )

    revision = revisions.record(article, by=make.editor(), expected_version=version)

    assert revision.version == version + 1


def test_the_second_of_two_savers_is_told_and_nothing_is_taken():
    article = make.story()
    read = article.version
    Article.objects.update(lead="Người thứ nhất.")
    revisions.record(article, by=make.editor(), expected_version=read)
    Article.objects.update(lead="Người thứ hai.")

    with pytest.raises(StaleVersion) as told:
        revisions.record(article, by=make.editor(), expected_version=read)

    assert told.value.snapshot["lead"] == "Người thứ hai."
    assert article.last_revision.snapshot["lead"] == "Người thứ nhất."


def test_keep_lost_keeps_the_text_beside_the_taken_one():
    article = make.story()
    by = make.editor()

    lost = revisions.keep_lost(article, {"lead": "Không được nhận."}, by=by, version=1)

    assert (lost.is_taken, lost.step, lost.made_by) == (False, RevisionStep.NOT_TAKEN, by)
    assert article.last_revision != lost


def test_saving_takes_out_photos_of_another_story_and_tells():
    other = make.story(shown=[make.photo()])
    key = other.photo_uses.get().key
    article = make.story(body=f'<p>Chữ.</p><figure data-photo="{key}"></figure>')
    Article.objects.filter(pk=article.pk).update(
        body=f'<p>Chữ.</p><figure data-photo="{key}"></figure>'
    )
    article.refresh_from_db()

    revision, removed = saving.save(article, by=make.editor(), expected_version=article.version)

    assert removed == [key]
    assert revision.snapshot["body"] == "<p>Chữ.</p>"


def test_photos_stand_in_the_order_of_the_text():
    first, second = make.photo("Thứ nhất"), make.photo("Thứ hai")
    article = make.story(shown=[first, second])
    keys = [use.key for use in article.photo_uses.order_by("pk")]
    body = "".join(f'<figure data-photo="{key}"></figure>' for key in reversed(keys))
    Article.objects.filter(pk=article.pk).update(body=body)
    article.refresh_from_db()

    revision, _removed = saving.save(article, by=make.editor(), expected_version=article.version)

    assert [use["photo"] for use in revision.snapshot["photos"]] == [second.pk, first.pk]


def test_every_save_leaves_one_revision():
    article = make.story()
    for text in ["Một.", "Hai.", "Ba."]:
        Article.objects.update(lead=text)
        article.refresh_from_db()
        saving.save(article, by=make.editor(), expected_version=article.version)

    leads = [row.snapshot["lead"] for row in Revision.objects.order_by("version")]
    assert leads[-3:] == ["Một.", "Hai.", "Ba."]

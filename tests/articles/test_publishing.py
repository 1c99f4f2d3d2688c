import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from lxml import html

from articles import publishing, saving, workflow
from articles.models import Article, ArticleStatus, Edition, EditionKind, Mention
from articles.publishing import PublishRefused
from articles.rendering import DERIVED
from entities.models import EntityPage
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def spans(article):
    """(kind, from, until) of the editions, oldest first, in hours after NOON."""

    def hours(moment):
        return None if moment is None else round((moment - NOON) / HOUR, 3)

    rows = article.editions.order_by("visible_from")
    return [(row.kind, hours(row.visible_from), hours(row.visible_until)) for row in rows]


def test_publish_makes_the_first_edition_from_the_approved_revision():
    article = make.approved()

    edition = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), now=NOON
    )

    assert edition.revision == article.approved_revision
    assert spans(article) == [("first", 0, None)]
    assert edition.first_published_at == edition.changed_for_readers_at == NOON
    assert edition.story_on == datetime.date(2026, 3, 2)


def test_publish_again_ends_the_edition_before_in_the_same_moment():
    edition = make.published(now=NOON)

    make.republished(edition.article, lead="Sapo đã sửa.", now=NOON + HOUR)

    assert spans(edition.article) == [("first", 0, 1), ("update", 1, None)]


def test_public_shows_one_edition_at_every_moment():
    edition = make.published(now=NOON)
    second = make.republished(edition.article, lead="Sapo đã sửa.", now=NOON + HOUR)

    moments = [NOON - HOUR, NOON, NOON + HOUR / 2, NOON + HOUR, NOON + 9 * HOUR]
    seen = [list(Edition.objects.public(moment)) for moment in moments]

    assert seen == [[], [edition], [edition], [second], [second]]


def test_scheduled_edition_becomes_visible_by_the_clock_alone():
    edition = make.published(now=NOON)

    later = make.republished(edition.article, lead="Sapo mới.", at=NOON + 3 * HOUR, now=NOON + HOUR)

    assert Edition.objects.public(NOON + 2 * HOUR).get() == edition
    assert Edition.objects.public(NOON + 3 * HOUR).get() == later


def test_cancel_lets_the_live_edition_go_on():
    edition = make.published(now=NOON)
    make.republished(edition.article, lead="Sapo mới.", at=NOON + 3 * HOUR, now=NOON + HOUR)

    publishing.cancel_scheduled(edition.article, by=make.editor(), now=NOON + 2 * HOUR)

    assert spans(edition.article) == [("first", 0, None)]


def test_cancel_leaves_an_edition_whose_time_has_come():
    edition = make.published(now=NOON)

    cancelled = publishing.cancel_scheduled(edition.article, by=make.editor(), now=NOON + HOUR)

    assert cancelled == 0
    assert spans(edition.article) == [("first", 0, None)]


def test_publishing_now_replaces_what_was_scheduled():
    article = make.approved()
    by = make.editor()
    revision = article.approved_revision
    publishing.publish(article, revision=revision, by=by, at=NOON + 5 * HOUR, now=NOON)

    publishing.publish(article, revision=revision, by=by, now=NOON + HOUR)

    assert spans(article) == [("first", 1, None)]


def test_publish_in_the_past_is_refused():
    article = make.approved()

    with pytest.raises(PublishRefused):
        publishing.publish(
            article, revision=article.approved_revision, by=make.editor(), at=NOON - HOUR, now=NOON
        )

    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "status", [ArticleStatus.DRAFT, ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW]
)
def test_publish_what_is_not_approved_is_refused(status):
    article = make.in_status(status)

    with pytest.raises(PublishRefused):
        publishing.publish(article, revision=article.last_revision, by=make.editor())

    assert not Edition.objects.exists()


def test_publish_another_revision_than_the_approved_one_is_refused():
    article = make.story()
    older = article.last_revision
    Article.objects.filter(pk=article.pk).update(lead="Sapo sửa sau.")
    article.refresh_from_db()
    revision, _removed = saving.save(article, by=make.editor(), expected_version=article.version)
    for step in make.STEPS:
        workflow.move(article, step, by=make.editor(), revision=revision)

    with pytest.raises(PublishRefused):
        publishing.publish(article, revision=older, by=make.editor())

    assert not Edition.objects.exists()


def test_publish_by_a_reporter_is_refused():
    article = make.approved()

    with pytest.raises(PermissionDenied):
        publishing.publish(article, revision=article.approved_revision, by=article.created_by)

    assert not Edition.objects.exists()


def test_saving_text_after_approval_returns_the_story_to_review_and_leaves_readers_alone():
    edition = make.published(now=NOON)
    article = Article.objects.get()
    Article.objects.filter(pk=article.pk).update(lead="Chưa ai duyệt câu này.")
    article.refresh_from_db()

    saving.save(article, by=make.editor(), expected_version=article.version)

    article.refresh_from_db()
    assert (article.status, article.approved_revision) == (ArticleStatus.IN_REVIEW, None)
    assert Edition.objects.public(NOON + HOUR).get().lead == edition.lead


def test_publish_without_credit_is_refused_and_names_the_photo():
    picture = make.photo("Chợ phiên đông khách", creators=[])
    article = make.approved(shown=[picture])

    with pytest.raises(PublishRefused, match="Chợ phiên đông khách"):
        publishing.publish(article, revision=article.approved_revision, by=make.editor())

    assert not Edition.objects.exists()


def test_publish_leaves_out_awaiting_photos():
    article = make.approved(shown=[make.awaiting_photo("Ảnh còn chờ"), make.photo("Ảnh đã có")])

    edition = publishing.publish(article, revision=article.approved_revision, by=make.editor())

    assert [row.caption for row in edition.photos.all()] == ["Ảnh đã có"]
    assert "Ảnh còn chờ" not in edition.body_html


def test_publish_before_the_embargo_is_refused():
    article = make.approved()
    Article.objects.filter(pk=article.pk).update(embargo_until=NOON + HOUR)
    article.refresh_from_db()

    with pytest.raises(PublishRefused):
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), now=NOON)
    edition = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=NOON + HOUR, now=NOON
    )

    assert edition.embargo_until == NOON + HOUR


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        (EditionKind.UPDATE, True),
        (EditionKind.CORRECTION, True),
    ],
)
def test_updates_and_corrections_move_the_date_that_readers_see(kind, moves):
    edition = make.published(now=NOON)

    second = make.republished(
        edition.article, lead="Sapo mới.", kind=kind, reason="Sai ngày.", now=NOON + HOUR
    )

    assert second.first_published_at == NOON
    assert second.changed_for_readers_at == NOON + HOUR
    assert second.updated_text == "13:00, 02/03/2026"


def test_correction_without_its_reason_is_refused():
    edition = make.published(now=NOON)

    with pytest.raises(publishing.PublishRefused, match="sai gì"):
        make.republished(edition.article, lead="Sapo mới.", kind=EditionKind.CORRECTION)

    assert edition.article.editions.get() == edition


def test_republish_of_a_credit_moves_no_date():
    edition = make.published(now=NOON)

    second = publishing.republish(
        edition, kind=EditionKind.CREDIT, by=make.editor(), now=NOON + HOUR
    )

    assert second.first_published_at == second.changed_for_readers_at == NOON
    assert second.updated_text == ""
    assert spans(edition.article) == [("first", 0, 1), ("credit", 1, None)]


def test_republish_between_live_and_scheduled_keeps_the_schedule():
    live = make.published(now=NOON)
    make.republished(live.article, lead="Sapo mới.", at=NOON + 5 * HOUR, now=NOON + HOUR)
    live.refresh_from_db()

    publishing.republish(live, kind=EditionKind.CREDIT, by=make.editor(), now=NOON + 2 * HOUR)

    assert spans(live.article) == [("first", 0, 2), ("credit", 2, 5), ("update", 5, None)]


def test_republish_of_a_scheduled_edition_keeps_kind_and_time():
    live = make.published(now=NOON)
    pending = make.republished(live.article, lead="Sapo mới.", at=NOON + 5 * HOUR, now=NOON)

    publishing.republish(pending, kind=EditionKind.CREDIT, by=make.editor(), now=NOON + HOUR)

    assert spans(live.article) == [("first", 0, 5), ("update", 5, None)]


def test_withdraw_puts_a_notice_in_place_and_cancels_what_was_to_come():
    live = make.published(now=NOON)
    make.republished(live.article, lead="Sapo mới.", at=NOON + 5 * HOUR, now=NOON)

    publishing.withdraw(
        live.article, by=make.managing_editor(), notice="Bài đã gỡ.", now=NOON + HOUR
    )

    assert spans(live.article) == [("first", 0, 1), ("notice", 1, None)]
    notice = Edition.objects.get(kind=EditionKind.NOTICE)
    assert (notice.body_html, notice.lead_html, notice.names_html, notice.json_ld) == ("",) * 4
    assert not notice.entities.exists()


def test_withdraw_ends_only_by_publishing_again():
    live = make.published(now=NOON)
    publishing.withdraw(live.article, by=make.managing_editor(), notice="Gỡ.", now=NOON + HOUR)

    make.republished(live.article, lead="Bài viết lại.", now=NOON + 2 * HOUR)

    assert spans(live.article) == [("first", 0, 1), ("notice", 1, 2), ("update", 2, None)]


def test_withdraw_by_an_editor_is_refused():
    live = make.published(now=NOON)

    with pytest.raises(PermissionDenied):
        publishing.withdraw(live.article, by=make.editor(), notice="Gỡ.")

    assert spans(live.article) == [("first", 0, None)]


@pytest.mark.parametrize("notice", ["", "   "])
def test_withdraw_without_a_notice_is_refused(notice):
    live = make.published(now=NOON)

    with pytest.raises(PublishRefused):
        publishing.withdraw(live.article, by=make.managing_editor(), notice=notice)

    assert spans(live.article) == [("first", 0, None)]


def test_withdraw_what_nobody_reads_is_refused():
    article = make.approved()

    with pytest.raises(PublishRefused):
        publishing.withdraw(article, by=make.managing_editor(), notice="Gỡ.")

    assert not Edition.objects.exists()


def test_story_day_is_the_one_given_else_the_local_day_of_first_visibility():
    given = make.published(story_on=datetime.date(2026, 2, 27), now=NOON)
    # 18:30 UTC is half past one the next morning in Vietnam.
    late = make.published(now=datetime.datetime(2026, 3, 2, 18, 30, tzinfo=datetime.UTC))

    assert given.story_on == datetime.date(2026, 2, 27)
    assert late.story_on == datetime.date(2026, 3, 3)


def test_names_box_shows_the_office_held_on_the_day_of_the_story():
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc Sở Y tế", end=datetime.date(2026, 3, 1))
    make.tenure(who, "Phó Chủ tịch UBND tỉnh", start=datetime.date(2026, 3, 2))
    lead = "Ông Lê Văn Đạo dự hội nghị."

    before = make.published(lead=lead, story_on=datetime.date(2026, 3, 1))
    after = make.published(lead=lead, story_on=datetime.date(2026, 3, 2))

    offices = [edition.entities.get().office for edition in [before, after]]
    assert offices == ["Giám đốc Sở Y tế", "Phó Chủ tịch UBND tỉnh"]
    assert "Giám đốc Sở Y tế" in before.names_html


def test_publication_is_derived_from_the_editions():
    now = timezone.now()

    def state(article, at):
        return str(Article.objects.with_publication(at).get(pk=article.pk).publication)

    plain = make.approved()
    live = make.published(now=now).article
    coming = make.approved()
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    corrected = make.published(now=now - HOUR).article
    make.republished(
        corrected, lead="Đã sửa.", kind=EditionKind.CORRECTION, reason="Sai tên.", now=now
    )
    gone = make.published(now=now - HOUR).article
    publishing.withdraw(gone, by=make.managing_editor(), notice="Gỡ.", now=now)

    states = [state(article, now) for article in [plain, live, coming, corrected, gone]]
    assert states == ["not_published", "live", "scheduled", "corrected", "withdrawn"]
    assert state(coming, now + HOUR) == "live"


def addressed(key):
    return f"/anh-ban-lam-viec/{key}/"


def test_build_gives_a_rendered_edition_and_saves_nothing():
    picture = make.photo("Tàu về bến")
    article = make.story(lead="Bản xem trước.", shown=[picture])
    key = article.photo_uses.get().key

    edition = publishing.build(article.last_revision, address_of=addressed, now=NOON)

    assert (edition.pk, edition.lead_html) == (None, "Bản xem trước.")
    image = html.fromstring(edition.body_html).xpath("//img")[0]
    assert (image.get("src"), image.get("srcset")) == (addressed(key), f"{addressed(key)} 1000w")
    assert (image.get("width"), image.get("height")) == ("1000", "700")
    assert not Edition.objects.exists()
    assert not picture.renditions.exists()


def test_build_names_what_a_draft_lacks():
    article = make.story()
    revision = article.last_revision
    revision.snapshot |= {"headline": "", "lead": "", "section": None}

    edition = publishing.build(revision, address_of=addressed, now=NOON)

    header = html.fromstring(edition.header_html)
    assert header.xpath("string(//h1)") == "(chưa có tít)"
    section = header.find_class("story__section")[0]
    assert section.text_content().strip() == "(chưa có chuyên mục)"
    assert section.xpath(".//a") == []


def test_what_is_built_is_what_is_published_but_for_its_pictures():
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc Sở Y tế")
    article = make.approved(lead="Ông Lê Văn Đạo dự hội nghị.")
    revision = article.approved_revision

    built = publishing.build(revision, address_of=addressed, now=NOON)

    published = publishing.publish(article, revision=revision, by=make.editor(), now=NOON)
    # It tells machines nothing.
    derived = [name for name in DERIVED if name not in {"render_version", "json_ld"}]
    assert [getattr(built, name) for name in derived] == [
        getattr(published, name) for name in derived
    ]


def test_what_is_built_of_a_published_story_says_that_it_is_an_update():
    edition = make.published(now=NOON)

    built = publishing.build(edition.revision, address_of=addressed, now=NOON + HOUR)

    assert (built.kind, built.published_text) == (EditionKind.UPDATE, edition.published_text)
    assert built.updated_text == f"{timezone.localtime(NOON + HOUR):%H:%M, %d/%m/%Y}"


def test_rerender_takes_the_link_of_somebody_whose_page_was_taken():
    who = make.person("Lê Văn Đạo")
    edition = make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    assert f'<a href="{who.get_absolute_url()}">Lê Văn Đạo</a>' in edition.lead_html
    facts = edition.facts
    who.page = EntityPage.NONE
    who.save()

    publishing.rerender(edition)

    edition.refresh_from_db()
    assert edition.lead_html == "Ông Lê Văn Đạo dự hội nghị."
    assert edition.names_html == ""
    assert edition.facts == facts


def test_rejected_name_is_not_linked():
    who = make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.", accept=False)
    by = make.editor()
    Mention.objects.filter(entity=who).update(
        decision="rejected", decided_by=by, decided_at=timezone.now()
    )
    revision, _removed = saving.save(article, by=by, expected_version=article.version)
    for step in make.STEPS:
        workflow.move(article, step, by=by, revision=revision)

    edition = publishing.publish(article, revision=revision, by=by)

    assert edition.lead_html == "Ông Lê Văn Đạo dự hội nghị."
    assert not edition.entities.exists()


def test_publishing_the_same_text_again_is_refused():
    edition = make.published(now=NOON)
    article = edition.article

    with pytest.raises(PublishRefused):
        publishing.publish(
            article, revision=article.approved_revision, by=make.editor(), now=NOON + HOUR
        )

    assert spans(article) == [("first", 0, None)]


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_of_two_editors_publishing_at_once_one_is_told(attempt):
        article = make.approved()
        revision = article.approved_revision
        rows = [(Article.objects.get(pk=article.pk), make.editor()) for _ in range(2)]

        answers = at_once(
            *[
                lambda row=row, by=by: publishing.publish(row, revision=revision, by=by)
                for row, by in rows
            ]
        )

        assert sorted(type(answer).__name__ for answer in answers) == ["Edition", "PublishRefused"]
        assert [row.kind for row in article.editions.all()] == ["first"]

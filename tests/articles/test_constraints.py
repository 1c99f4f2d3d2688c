import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import correcting
from articles.models import (
    ArticleStatus,
    AutosaveDraft,
    Byline,
    CorrectionKind,
    Decision,
    EditionKind,
    EditionPhotoSubject,
    EmbargoChange,
    Fix,
    FrontArrangement,
    FrontPlace,
    Mention,
    NoMail,
    Note,
    Notification,
    PhotoUse,
    Presence,
    PreviewLink,
    RevisionStep,
    SearchRow,
    SearchWord,
    StatusChange,
    StoryTemplate,
)
from entities.models import Merge
from photos.models import PhotoJoining
from tests import factories as make
from tests.constraints import insert_twin, refused_by, update

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


def edition():
    return make.published(now=timezone.now() - HOUR)


def edition_photo():
    return make.published(shown=[make.photo()]).photos.get()


def photo_subject():
    make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo.", shown=[make.photo("Ông Lê Văn Đạo phát biểu")])
    return EditionPhotoSubject.objects.get()


def edition_entity():
    make.person("Lê Văn Đạo")
    return make.published(lead="Ông Lê Văn Đạo phát biểu.").entities.get()


def edition_author():
    return make.published().authors.get()


def edition_topic():
    article = make.story()
    article.topics.add(make.TopicFactory())
    return make.republished(article).topics.get()


def revision():
    return make.story().last_revision


def lost_revision():
    row = revision()
    update(row, is_taken=False, step=RevisionStep.NOT_TAKEN)
    return row


def story_template():
    return StoryTemplate.objects.create(key="sport", name="Kết quả thể thao")


def front_arrangement():
    return FrontArrangement.objects.create(number=1, made_by=make.editor(), made_at=NOW)


def front_place():
    return FrontPlace.objects.create(
        arrangement=front_arrangement(), slot="lead", article=make.story()
    )


def status_change():
    make.in_status(ArticleStatus.SUBMITTED)
    return StatusChange.objects.get()


def note():
    return Note.objects.create(
        article=make.story(),
        field="body",
        quote="Tàu về",
        text="Bao giờ?",
        written_by=make.editor(),
        written_at=NOW,
        changed_at=NOW,
    )


def story_note():
    row = note()
    update(row, field="story", quote="")
    return row


def reply():
    thread = note()
    return Note.objects.create(
        article=thread.article,
        reply_to=thread,
        text="Sáng nay.",
        written_by=make.editor(),
        written_at=NOW,
        changed_at=NOW,
    )


def notification():
    row = note()
    return Notification.objects.create(
        recipient=make.editor(), kind="named", article=row.article, note=row, made_at=NOW
    )


def step_notification():
    row = notification()
    update(row, kind="approved", note=None, step=status_change())
    return row


def edition_notification():
    row = notification()
    update(row, kind="corrected", note=None, edition=edition())
    return row


def no_mail():
    return NoMail.objects.create(user=make.editor(), kind="named")


def byline():
    make.story()
    return Byline.objects.get()


def photo_use():
    return PhotoUse.objects.create(article=make.story(), photo=make.awaiting_photo())


def use_beside_the_lead():
    article = make.story()
    PhotoUse.objects.create(article=article, photo=make.awaiting_photo(), is_lead=True)
    return PhotoUse.objects.create(article=article, photo=make.awaiting_photo())


def known_mention():
    return Mention.objects.create(
        article=make.story(), entity=make.person(), text="Lê Văn Đạo", kind="person"
    )


def proposed_mention():
    return Mention.objects.create(article=make.story(), text="Hà Thị Nụ", kind="person")


def accepted_mention():
    row = known_mention()
    update(row, decision=Decision.ACCEPTED, decided_by=make.editor(), decided_at=NOW)
    return row


def preview_link():
    revision = make.story().last_revision
    return PreviewLink.objects.create(
        revision=revision,
        token_hash="a" * 64,
        made_by=make.editor(),
        made_at=NOW,
        expires_at=NOW + HOUR,
    )


def embargo_change():
    return EmbargoChange.objects.create(
        article=make.story(),
        new=NOW,
        note="Họp báo.",
        changed_by=make.managing_editor(),
        changed_at=NOW,
    )


def credit_fix():
    return Fix.objects.create(
        kind=EditionKind.CREDIT, photo=make.awaiting_photo(), made_by=make.editor(), total=2
    )


@pytest.mark.parametrize(
    ("build", "broken"),
    [
        pytest.param(make.story, {"status": "spiked"}, id="articles_article_status_known"),
        pytest.param(
            make.story,
            {"status": ArticleStatus.APPROVED},
            id="articles_article_approved_has_revision-none",
        ),
        pytest.param(
            make.approved,
            {"status": ArticleStatus.IN_REVIEW},
            id="articles_article_approved_has_revision-left_over",
        ),
        pytest.param(make.AuthorFactory, {"printed_name": ""}, id="articles_author_name_not_empty"),
        pytest.param(byline, {"role": "hero"}, id="articles_byline_role_known"),
        pytest.param(edition, {"kind": "spiked"}, id="articles_edition_kind_known"),
        pytest.param(
            edition,
            {"visible_until": F("visible_from")},
            id="articles_edition_ends_after_it_begins",
        ),
        pytest.param(
            edition,
            {"embargo_until": timezone.now() + HOUR},
            id="articles_edition_not_before_embargo",
        ),
        pytest.param(embargo_change, {"note": ""}, id="articles_embargochange_note_not_empty"),
        pytest.param(embargo_change, {"new": None}, id="articles_embargochange_moves-from_none"),
        pytest.param(embargo_change, {"old": F("new")}, id="articles_embargochange_moves-same"),
        pytest.param(edition, {"headline": ""}, id="articles_edition_has_headline_and_path"),
        pytest.param(edition, {"path": ""}, id="articles_edition_has_headline_and_path-path"),
        pytest.param(edition_author, {"name": ""}, id="articles_editionauthor_name_not_empty"),
        pytest.param(edition_entity, {"name": ""}, id="articles_editionentity_name_not_empty"),
        pytest.param(edition_photo, {"credit": ""}, id="articles_editionphoto_credit_not_empty"),
        pytest.param(
            edition_photo, {"checksum": ""}, id="articles_editionphoto_credit_not_empty-checksum"
        ),
        pytest.param(credit_fix, {"photo": None}, id="articles_fix_photo_or_entity-neither"),
        pytest.param(
            credit_fix, {"kind": EditionKind.NAME}, id="articles_fix_photo_or_entity-other_kind"
        ),
        pytest.param(
            credit_fix, {"kind": EditionKind.UPDATE}, id="articles_fix_photo_or_entity-no_fix"
        ),
        pytest.param(credit_fix, {"done": 3}, id="articles_fix_done_within_total"),
        pytest.param(known_mention, {"kind": "place"}, id="articles_mention_kind_known"),
        pytest.param(
            known_mention,
            {"decision": Decision.REJECTED},
            id="articles_mention_decision_has_who_and_when-nobody",
        ),
        pytest.param(
            accepted_mention,
            {"decision": Decision.PROPOSED},
            id="articles_mention_decision_has_who_and_when-undecided",
        ),
        pytest.param(
            accepted_mention,
            {"decided_at": None},
            id="articles_mention_decision_has_who_and_when-never",
        ),
        pytest.param(
            accepted_mention, {"entity": None}, id="articles_mention_accepted_is_on_record"
        ),
        pytest.param(photo_use, {"key": ""}, id="articles_photouse_key_not_empty"),
        pytest.param(
            use_beside_the_lead, {"is_lead": True}, id="articles_photouse_one_lead_per_story"
        ),
        pytest.param(revision, {"step": "burnt"}, id="articles_revision_step_known"),
        pytest.param(revision, {"is_taken": False}, id="articles_revision_lost_is_marked"),
        pytest.param(
            lost_revision, {"is_taken": True}, id="articles_revision_lost_is_marked-taken"
        ),
        pytest.param(make.SectionFactory, {"slug": "admin"}, id="articles_section_slug_is_no_page"),
        pytest.param(make.SectionFactory, {"slug": ""}, id="articles_section_slug_is_no_page-none"),
        pytest.param(status_change, {"new": F("old")}, id="articles_statuschange_moves"),
        pytest.param(status_change, {"old": "lost"}, id="articles_statuschange_known"),
        pytest.param(make.TopicFactory, {"slug": ""}, id="articles_topic_slug_not_empty"),
        pytest.param(note, {"text": ""}, id="articles_note_text_not_empty"),
        pytest.param(note, {"field": "footnote"}, id="articles_note_field_known"),
        pytest.param(note, {"resolved_at": NOW}, id="articles_note_resolved_by_somebody"),
        pytest.param(
            note, {"resolved_by": F("written_by")}, id="articles_note_resolved_by_somebody-when"
        ),
        pytest.param(reply, {"field": "lead"}, id="articles_note_replies_have_no_place"),
        pytest.param(
            reply,
            {"resolved_at": NOW, "resolved_by": F("written_by")},
            id="articles_note_replies_have_no_place-resolved",
        ),
        pytest.param(note, {"field": "caption"}, id="articles_note_caption_of_a_photo"),
        pytest.param(note, {"photo_key": "0a1b2c3d"}, id="articles_note_caption_of_a_photo-other"),
        pytest.param(story_note, {"quote": "Tàu"}, id="articles_note_story_has_no_words"),
        pytest.param(notification, {"note": None}, id="articles_notification_of_one_thing"),
        pytest.param(
            notification, {"kind": "approved"}, id="articles_notification_of_one_thing-kind"
        ),
        pytest.param(notification, {"mail": "lost"}, id="articles_notification_mail_known"),
        pytest.param(notification, {"mail": "waiting"}, id="articles_notification_mail_has_a_time"),
        pytest.param(no_mail, {"kind": "rain"}, id="articles_nomail_kind_known"),
        pytest.param(
            front_arrangement, {"number": 0}, id="articles_frontarrangement_counts_from_one"
        ),
        pytest.param(front_place, {"slot": ""}, id="articles_frontplace_slot_not_empty"),
        pytest.param(story_template, {"name": ""}, id="articles_storytemplate_name_not_empty"),
        pytest.param(preview_link, {"token_hash": ""}, id="articles_previewlink_token_not_empty"),
        pytest.param(
            preview_link, {"expires_at": NOW}, id="articles_previewlink_ends_after_it_begins"
        ),
        pytest.param(
            preview_link, {"revoked_at": NOW}, id="articles_previewlink_revoked_by_somebody"
        ),
        pytest.param(
            preview_link,
            {"revoked_by": F("made_by")},
            id="articles_previewlink_revoked_by_somebody-when",
        ),
    ],
)
def test_constraint_refuses(build, broken, request):
    row = build()

    with refused_by(request.node.callspec.id):
        update(row, **broken)


@pytest.mark.parametrize(
    ("build", "changes"),
    [
        pytest.param(byline, {}, id="articles_byline_once_per_role"),
        pytest.param(edition_author, {}, id="articles_editionauthor_once"),
        pytest.param(edition_entity, {}, id="articles_editionentity_once"),
        pytest.param(edition_topic, {}, id="articles_editiontopic_once"),
        pytest.param(edition_photo, {}, id="articles_editionphoto_key_once"),
        pytest.param(photo_subject, {}, id="articles_editionphotosubject_once"),
        pytest.param(known_mention, {"text": "Đạo"}, id="articles_mention_entity_once"),
        pytest.param(proposed_mention, {}, id="articles_mention_proposal_once"),
        pytest.param(photo_use, {}, id="articles_photouse_key_once_per_story"),
        pytest.param(notification, {}, id="articles_notification_note_once"),
        pytest.param(step_notification, {}, id="articles_notification_step_once"),
        pytest.param(edition_notification, {}, id="articles_notification_edition_once"),
        pytest.param(front_place, {"slot": "side-1"}, id="articles_frontplace_story_once"),
        pytest.param(no_mail, {}, id="articles_nomail_once"),
        pytest.param(preview_link, {}, id="articles_previewlink_token_once"),
        pytest.param(revision, {}, id="articles_revision_version_once"),
        pytest.param(story_template, {"name": "Khác"}, id="articles_storytemplate_shipped_once"),
        # A copy of an edition breaks three rules at once: each case leaves one.
        pytest.param(
            edition,
            {"number": 2, "visible_from": timezone.now() + HOUR},
            id="articles_edition_one_open_ended",
        ),
        pytest.param(
            edition,
            {"number": 2, "visible_until": timezone.now() + HOUR},
            id="articles_edition_one_start",
        ),
        pytest.param(
            edition,
            {
                "visible_from": timezone.now() + HOUR,
                "visible_until": timezone.now() + 2 * HOUR,
            },
            id="articles_edition_number_once",
        ),
    ],
)
def test_constraint_refuses_a_twin(build, changes, request):
    row = build()

    with refused_by(request.node.callspec.id):
        insert_twin(row, **changes)


def test_one_source_becomes_one_story():
    first, second = make.story(source_hash="a" * 64), make.story()

    with refused_by("articles_article_source_once"):
        update(second, source_hash=first.source_hash)


def test_a_slot_of_the_front_page_holds_one_story():
    place = front_place()

    with refused_by("articles_frontplace_slot_once"):
        insert_twin(place, article=make.story())


def test_stories_without_a_source_are_many():
    stories = [make.story(), make.story()]

    assert [story.source_hash for story in stories] == ["", ""]


def test_the_lost_texts_of_one_version_are_many():
    row = lost_revision()

    insert_twin(row)

    assert row.article.revisions.filter(version=row.version).count() == 2


def test_only_names_follow_a_merging():
    row = credit_fix()
    merge = Merge.objects.create(survivor=make.person(), gone=make.person(), made_by=make.editor())

    with refused_by("articles_fix_merge_is_of_names"):
        update(row, merge=merge)


def presences():
    article = make.story()
    return [
        Presence.objects.create(
            article=article, user=make.editor(), opened_at=NOW, seen_at=NOW, has_pen=has_pen
        )
        for has_pen in [True, False]
    ]


def test_somebody_has_a_story_open_once():
    first, second = presences()

    with refused_by("articles_presence_one_each"):
        update(second, user=first.user)


def test_a_story_has_one_pen():
    _first, second = presences()

    with refused_by("articles_presence_one_pen"):
        update(second, has_pen=True)


def test_who_holds_the_pen_does_not_ask_for_it():
    first, _second = presences()

    with refused_by("articles_presence_holder_asks_not"):
        update(first, asked_at=NOW)


def test_of_what_somebody_types_into_a_story_the_last_is_kept():
    article = make.story()
    rows = [
        AutosaveDraft.objects.create(
            article=article, user=make.editor(), fields={}, read_version=1, saved_at=NOW
        )
        for _n in range(2)
    ]

    with refused_by("articles_autosavedraft_one_each"):
        update(rows[0], user=rows[1].user)


def test_only_photos_follow_a_joining():
    row = Fix.objects.create(kind=EditionKind.NAME, entity=make.person(), made_by=make.editor())
    one, other = make.awaiting_photo(), make.awaiting_photo()
    joining = PhotoJoining.objects.create(kept=one, gone=other, made_by=make.editor())

    with refused_by("articles_fix_joining_is_of_photos"):
        update(row, joining=joining)


def correction(kind=CorrectionKind.CORRECTION):
    row = make.published(now=NOW)
    return correcting.record(
        row.article,
        kind=kind,
        parts=correcting.Parts("Tháng 5.", "Tháng 6.", "Xin lỗi.", "Ban Biên tập"),
        by=make.editor(),
        live=row.pk,
        now=NOW + HOUR,
    )


# A record cannot be changed at all, so the wrong one is written as another.
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"kind": "erratum"}, id="articles_correction_kind_known"),
        pytest.param({"title": ""}, id="articles_correction_title_not_empty"),
        pytest.param(
            {"kind": "clarification", "wrong": "", "right": "", "words": ""},
            id="articles_correction_says_something",
        ),
        pytest.param({"wrong": ""}, id="articles_correction_wrong_and_right-wrong"),
        pytest.param({"right": ""}, id="articles_correction_wrong_and_right-right"),
        pytest.param(
            {"kind": "apology", "right": ""}, id="articles_correction_wrong_and_right-apology"
        ),
        pytest.param({"paper_on": NOW.date()}, id="articles_correction_day_is_of_a_paper"),
        pytest.param({"kind": "retraction"}, id="articles_correction_retraction_withdraws-nothing"),
        pytest.param({"withdraws_id": 1}, id="articles_correction_retraction_withdraws-other_kind"),
        pytest.param(
            {"kind": "retraction", "pk": 77, "withdraws_id": 77},
            id="articles_correction_withdraws_another",
        ),
    ],
)
def test_constraint_refuses_a_wrong_record(broken, request):
    row = correction()
    other = make.published(now=NOW)

    with refused_by(request.node.callspec.id):
        insert_twin(row, edition=other, article=other.article, **broken)


def test_an_edition_has_one_record_and_a_record_is_withdrawn_once():
    row = correction()
    others = [make.published(now=NOW) for _ in range(2)]
    gone = {"kind": "retraction", "withdraws": row}
    insert_twin(row, edition=others[0], **gone)

    with pytest.raises(IntegrityError, match="edition_id"), transaction.atomic():
        insert_twin(row)
    with pytest.raises(IntegrityError, match="withdraws_id"), transaction.atomic():
        insert_twin(row, edition=others[1], **gone)


def test_a_search_row_has_a_key_that_grows_with_time():
    row = edition().search_row
    row.delete()

    with refused_by("articles_searchrow_key_positive"):
        SearchRow.objects.bulk_create([row.__class__(**{**vars_of(row), "key": 0})])


def vars_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_word_is_not_empty():
    with refused_by("articles_searchword_not_empty"):
        SearchWord.objects.create(word="")

"""Two photos become one, and two again."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from articles import fixes, packaging, placing, publishing, saving, takedowns, uses
from articles.joining_facts import Source, differences
from articles.joining_rules import RULES
from articles.journal import Journal
from articles.models import Edition, EditionPhoto, Fix, PhotoUse
from articles.photo_joining import JoinRefused, join, undo
from photos import likeness, portraits, services
from photos.models import (
    AlikePhotos,
    Fingerprint,
    Photo,
    PhotoCreator,
    PhotoJoining,
    Portrait,
    Rendition,
)
from photos.pictures import take
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
CANARY = "Câu này chưa ai duyệt."
# What a joining does not take back: itself, what was published since, and background work.
APART = {"PhotoJoining", "Fix", "Edition", "EditionEntity", "EditionPhoto", "EditionPhotoSubject"}


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def run(joining):
    for fix in Fix.objects.filter(joining=joining, finished_at=None):
        while not fixes.go_on(fix):
            pass


def reread(row):
    return type(row).objects.get(pk=row.pk)


def everything():
    return {
        model.__name__: {
            row["pk"]: {k: v for k, v in row.items() if k != "updated_at"}
            for row in model._base_manager.values("pk", *columns(model))
        }
        for app in ["photos", "articles"]
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model.__name__ not in APART
    }


def columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def two():
    """The photo that stays, and the one that goes: other caption, credit and file."""
    kept = make.photo("Bến cá buổi sớm", colour="gold")
    return kept, make.photo("Cá về bến", colour="teal", creators=["Hải Đăng"])


def world():
    """Two photos with a row of every relation that a joining moves."""
    kept, gone = two()
    make.story(shown=[gone])
    make.story(shown=[kept, gone])
    Portrait.objects.create(person=make.person(), photo=gone)
    earlier = make.photo("Cá về bến", colour="navy")
    Photo.objects.filter(pk=earlier.pk).update(joined_into=gone, caption="")
    for waiting in [[gone], [kept, gone]]:
        make.published(now=timezone.now() - HOUR).awaited_photos.set(waiting)
    gone.subjects.add(make.person("Trần Thị Hòa"))
    Photo.objects.filter(pk=gone.pk).update(
        place="Cửa Lạch", usage_terms="Một lần", rights_until="2030-01-01", instructions="Hỏi lại"
    )
    return kept, gone


EVERYTHING = dict.fromkeys(
    ["caption", "alt_text", "credit", "people", "taken", "place", "rights", "terms"], Source.GONE
)


def test_every_relation_to_a_photo_has_a_rule():
    relations = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model is Photo
    }

    # Of a photo's own people the relation leads away from it: its rows are facts, with a rule.
    assert set(RULES) == relations | {"photos.Photo.subjects"}


def test_every_rule_with_a_move_is_held_by_the_world():
    _kept, gone = world()

    movers = {relation for relation, rule in RULES.items() if rule.move is not None}

    assert {name for name in movers if not Journal(gone, gone).rows(name).exists()} == set()


def test_what_is_in_work_goes_to_the_survivor_and_keeps_its_words():
    kept, gone = two()
    through, own = make.story(shown=[gone]), make.story(shown=[gone])
    own.photo_uses.update(caption="Chỉ ở bài này")

    join(kept, gone, by=make.editor())

    rows = PhotoUse.objects.order_by("article_id")
    assert [(u.article, u.photo, u.caption, u.shown_caption) for u in rows] == [
        (through, kept, "Cá về bến", "Cá về bến"),
        (own, kept, "Chỉ ở bài này", "Chỉ ở bài này"),
    ]
    assert (reread(gone).joined_into, reread(gone).is_awaiting) == (kept, False)
    assert list(Photo.objects.usable()) == [kept]


def test_one_caption_goes_on_showing_through():
    kept, gone = two()
    make.story(shown=[gone])

    join(kept, gone, by=make.editor(), chosen={"caption": Source.GONE})
    Photo.objects.filter(pk=kept.pk).update(caption="Cá về bến Cửa Lạch")

    use = PhotoUse.objects.get()
    assert (use.caption, use.shown_caption) == ("", "Cá về bến Cửa Lạch")
    version = use.article.last_revision
    assert [(u["caption"], p) for u, p in packaging.placed_photos(version.snapshot)] == [("", kept)]


def test_a_story_that_shows_both_keeps_both_figures():
    kept, gone = two()
    edition = make.published(shown=[kept, gone])

    run(join(kept, gone, by=make.editor()))

    now = live(edition.article)
    assert [(p.photo, p.caption) for p in now.photos.all()] == [
        (kept, "Bến cá buổi sớm"),
        (kept, "Cá về bến"),
    ]


def test_live_stories_show_the_survivor_with_its_credit_and_their_own_caption():
    kept, gone = two()
    edition, other = make.published(shown=[gone]), make.published(shown=[kept])
    edition.article.photo_uses.update(caption=CANARY)
    files = edition.photos.get().files

    joining = join(kept, gone, by=make.editor(), reason="Một ảnh tải hai lần")
    run(joining)

    shown = live(edition.article).photos.get()
    assert (shown.photo, shown.caption, shown.credit) == (kept, "Cá về bến", "Ảnh: Thanh Vân")
    assert (shown.checksum, live(other.article)) == (kept.checksum, other)
    assert CANARY not in live(edition.article).body_html
    after = live(edition.article)
    assert (after.kind, after.reason, after.number) == ("credit", "Một ảnh tải hai lần", 2)
    assert after.first_published_at == edition.first_published_at
    assert after.changed_for_readers_at == edition.changed_for_readers_at
    past = reread(edition).photos.get()
    assert (past.photo, past.checksum, past.files) == (gone, gone.checksum, files)
    fix = Fix.objects.get()
    assert (fix.photo, fix.joining, fix.done, fix.total, fix.failed) == (kept, joining, 1, 1, [])


def test_a_scheduled_story_keeps_its_hour():
    kept, gone = two()
    article = make.approved(shown=[gone])
    at = timezone.now() + HOUR
    publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    run(join(kept, gone, by=make.editor()))

    edition = article.editions.get()
    assert (edition.visible_from, edition.kind) == (at, "first")
    assert edition.photos.get().photo == kept


def test_what_is_chosen_is_taken_and_its_stories_follow():
    kept, gone = two()
    edition = make.published(shown=[kept])
    hoa, dao = make.person("Trần Thị Hòa"), make.person("Lê Văn Đạo")
    kept.subjects.add(dao)
    gone.subjects.add(hoa, dao)

    run(join(kept, gone, by=make.editor(), chosen={"credit": Source.GONE, "people": Source.BOTH}))

    shown = live(edition.article).photos.get()
    assert (shown.caption, shown.credit) == ("Bến cá buổi sớm", "Ảnh: Hải Đăng")
    assert set(shown.subjects.all()) == {dao, hoa}
    assert [c.name for c in kept.creators.all()] == ["Hải Đăng"]
    assert [c.name for c in gone.creators.all()] == ["Hải Đăng"]


def test_an_approved_story_stays_approved():
    kept, gone = two()
    article = make.approved(shown=[gone])

    join(kept, gone, by=make.editor())
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert reread(article).status == "approved"
    revision = reread(article).approved_revision
    publishing.publish(article, revision=revision, by=make.editor())
    assert live(article).photos.get().caption == "Cá về bến"


def test_a_caption_that_waited_in_a_published_story_is_filled_by_the_survivor():
    kept, waiting = make.photo(colour="gold"), make.awaiting_photo("Cá về bến")
    edition = make.published(shown=[waiting])

    run(join(kept, waiting, by=make.editor()))

    after = live(edition.article)
    assert (after.kind, [(p.photo, p.caption) for p in after.photos.all()]) == (
        "update",
        [(kept, "Cá về bến")],
    )


def test_a_chain_is_one_step_long_and_every_story_keeps_its_words():
    first, second, third = [
        make.photo(caption, colour=colour)
        for caption, colour in [("Một", "gold"), ("Hai", "teal"), ("Ba", "navy")]
    ]
    articles = [make.published(shown=[photo]).article for photo in [first, second, third]]

    run(join(second, first, by=make.editor()))
    run(join(third, second, by=make.editor()))

    assert [reread(photo).joined_into for photo in [first, second, third]] == [third, third, None]
    assert [live(a).photos.get().photo for a in articles] == [third] * 3
    assert [live(a).photos.get().caption for a in articles] == ["Một", "Hai", "Ba"]


@pytest.mark.parametrize("chosen", [{}, EVERYTHING, {"people": Source.BOTH}])
def test_undo_puts_everything_back(chosen):
    kept, gone = world()
    before = everything()
    Edition.objects.all().update(visible_until=timezone.now())

    joining = join(kept, gone, by=make.editor(), chosen=chosen)
    assert everything() != before
    undo(joining, by=make.editor())

    assert everything() == before
    assert reread(joining).moved["left"] == {}


def test_live_stories_follow_an_undo():
    kept, gone = two()
    edition, later = make.published(shown=[gone]), make.approved(shown=[gone])
    joining = join(kept, gone, by=make.editor())
    run(joining)
    publishing.publish(later, revision=reread(later).approved_revision, by=make.editor())

    run(undo(joining, by=make.editor()))

    shown = [live(article).photos.get() for article in [edition.article, later]]
    assert [(p.photo, p.caption, p.credit) for p in shown] == [
        (gone, "Cá về bến", "Ảnh: Hải Đăng")
    ] * 2


def test_what_was_changed_since_is_left_and_told():
    kept, gone = two()
    make.story(shown=[gone])
    joining = join(kept, gone, by=make.editor(), chosen={"credit": Source.GONE})
    PhotoUse.objects.update(caption="Viết lại")
    PhotoCreator.objects.filter(photo=kept).update(name="Người khác")

    undo(joining, by=make.editor())

    assert reread(joining).moved["left"] == {
        "articles.PhotoUse": 1,
        "photos.PhotoCreator": 1,
    }
    assert PhotoUse.objects.get().photo == kept


def test_correcting_and_taking_down_reach_stories_not_yet_followed():
    kept, gone = two()
    edition = make.published(shown=[gone])
    join(kept, gone, by=make.editor())

    assert [ran.edition for ran in uses.current_with(kept)] == [edition.pk]
    assert uses.current_stories([kept]) == {kept.pk: 1}
    fix = takedowns.take_down(kept, by=make.managing_editor(), reason="Quyền bị rút")
    while not fixes.go_on(fix):
        pass

    assert live(edition.article).photos.count() == 0
    assert reread(gone).is_taken_down
    assert not Rendition.objects.exists()
    assert EditionPhoto.objects.get().photo == gone


def test_a_portrait_goes_to_the_survivor():
    kept, gone = two()
    row = Portrait.objects.create(person=make.person(), photo=gone)
    portraits.publish(row)

    join(kept, gone, by=make.editor())
    portraits.publish(reread(row))

    assert (reread(row).photo, reread(row).credit) == (kept, "Ảnh: Thanh Vân")


def test_what_looks_like_the_one_that_went_is_told_as_the_survivor():
    kept, gone = two()
    join(kept, gone, by=make.editor())

    again = take(make.jpeg(colour="teal"))

    assert likeness.find(again) == [likeness.Likeness(reread(kept), True, 1.0)]
    assert likeness.known(again.checksum) == kept
    assert not Fingerprint.objects.exists()


def test_an_editor_that_still_names_it_places_the_survivor():
    kept, gone = two()
    article = make.story()
    join(kept, gone, by=make.editor())
    article.body += '<figure data-photo="0123abcd"></figure>'

    placing.settle(article, [placing.Placing("0123abcd", gone.pk, "")], by=make.editor())

    use = article.photo_uses.get()
    assert (use.photo, use.caption) == (kept, "Cá về bến")


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: [make.photo()] * 2, "Không thể gộp một ảnh với chính nó."),
        (
            lambda: (make.awaiting_photo(), make.photo()),
            "Ảnh được giữ lại phải đã có tệp ảnh.",
        ),
        (lambda: (make.photo(), taken_down()), "Ảnh số {gone} đã bị gỡ nên không gộp được."),
        (lambda: (taken_down(), make.photo()), "Ảnh số {kept} đã bị gỡ nên không gộp được."),
        (lambda: (make.photo(), joined_photo()), "Ảnh số {gone} đã được gộp vào ảnh số {into}."),
        (
            lambda: (make.photo(creators=[], colour="navy"), published_photo()),
            "Ảnh “Bến cá buổi sớm · anh.jpg” chưa ghi nguồn.",
        ),
    ],
)
def test_a_joining_is_refused_with_a_sentence(build, sentence):
    kept, gone = build()
    before = everything()

    with pytest.raises(JoinRefused) as refusal:
        join(kept, gone, by=make.editor())

    numbers = {"kept": kept.pk, "gone": gone.pk, "into": reread(gone).joined_into_id}
    assert str(refusal.value) == sentence.format(**numbers)
    assert everything() == before


def taken_down():
    photo = make.photo(colour="red")
    takedowns.take_down(photo, by=make.managing_editor(), reason="Quyền bị rút")
    return photo


def joined_photo():
    photo = make.photo(colour="red")
    join(make.photo(colour="navy"), photo, by=make.editor())
    return photo


def published_photo():
    photo = make.photo(colour="red")
    make.published(shown=[photo])
    return photo


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.REPORTER, False),
        (Role.PHOTO_EDITOR, True),
        (Role.EDITOR, True),
        (Role.MANAGING_EDITOR, True),
    ],
)
def test_who_may_change_all_photos_joins_and_undoes(role, may):
    by = make.UserFactory(role=role)
    kept = make.photo(colour="gold", uploaded_by=by)
    gone = make.photo(colour="teal", uploaded_by=by)
    if may:
        joining = undo(join(kept, gone, by=by), by=by)
        assert (joining.made_by, joining.undone_by) == (by, by)
        return

    with pytest.raises(PermissionDenied):
        join(kept, gone, by=by)
    with pytest.raises(PermissionDenied):
        undo(join(kept, gone, by=make.editor()), by=by)


def test_undoing_twice_is_refused():
    kept, gone = two()
    joining = undo(join(kept, gone, by=make.editor()), by=make.editor())

    with pytest.raises(JoinRefused, match="đã được hoàn tác"):
        undo(joining, by=make.editor())


def test_differences_are_told_with_what_loses_nothing():
    kept, gone = two()
    gone.subjects.add(make.person("Trần Thị Hòa"))
    Photo.objects.filter(pk=gone.pk).update(rights_until="2030-01-01")

    assert [(d.field, d.kept, d.gone, d.proposed) for d in differences(kept, reread(gone))] == [
        ("caption", "Bến cá buổi sớm", "Cá về bến", "kept"),
        ("alt_text", "Bến cá buổi sớm", "Cá về bến", "kept"),
        ("credit", "Ảnh: Thanh Vân", "Ảnh: Hải Đăng", "kept"),
        ("people", "", "Trần Thị Hòa", "gone"),
        ("rights", "", "… – 01/01/2030", "gone"),
    ]


def test_an_upload_notes_what_it_looks_like():
    kept = make.photo(colour="gold")
    again = services.fill(make.awaiting_photo(), take(make.jpeg(colour="gold")))

    pairs = AlikePhotos.objects.open().values_list("first", "second", "apart")
    assert list(pairs) == [(kept.pk, again.pk, 0)]
    likeness.part(again, kept, by=make.editor())
    assert list(pairs.all()) == []
    assert likeness.parted_from(kept) == {again.pk}


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    @pytest.mark.parametrize("is_reverse", [False, True])
    def test_of_two_who_join_at_once_one_is_told(is_reverse, attempt):
        one, other = two()
        make.story(shown=[one, other])
        by = make.editor()
        second = (other, one) if is_reverse else (one, other)

        answers = at_once(
            lambda: join(one, other, by=by),
            lambda: join(*second, by=by),
        )

        assert sorted(type(answer).__name__ for answer in answers) == [
            "JoinRefused",
            "PhotoJoining",
        ]
        assert PhotoJoining.objects.count() == 1
        assert len(set(PhotoUse.objects.values_list("photo", flat=True))) == 1

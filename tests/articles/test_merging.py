"""Two records become one, and two again."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.roles import Role
from articles import fixes, merge_followers, merging, publishing, saving
from articles.merge_rules import RULES
from articles.merging import MergeRefused
from articles.models import Article, Author, Decision, Edition, Fix, Mention
from entities.models import Alias, DistinctPair, Entity, EntityPage, Merge, Organisation, Person
from photos.models import PhotoCreator, Portrait
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = datetime.date(2024, 5, 1)
# What a merging does not take back: itself, what was published since, and the clock.
APART = {"Merge", "Fix", "Edition", "EditionEntity", "EditionPhoto", "EditionPhotoSubject"}


def everything():
    """Every row of names, photos and stories, as {table: {pk: values}}."""
    return {
        model.__name__: {
            row["pk" if "id" not in row else "id"]: {
                k: v for k, v in row.items() if k != "updated_at"
            }
            for row in model._base_manager.values("pk", *columns(model))
        }
        for app in ["entities", "photos", "articles"]
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model.__name__ not in APART
    }


def columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def run(merge):
    for fix in Fix.objects.filter(merge=merge.pk, finished_at=None):
        while not fixes.go_on(fix):
            pass


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def two_people():
    """Two records of one man, with a row of every relation, some of them in both."""
    gone, kept = make.person("Lê Văn Đạo", biography="Kỹ sư."), make.person("Lê Đạo")
    make.alias(gone, "Hải Đăng", kind="pen_name")
    make.alias(gone, "Đạo Lê")
    make.alias(kept, "Đạo Lê")
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.tenure(gone, "Giám đốc", at=body)
    make.tenure(kept, "Giám đốc", at=body)
    make.tenure(gone, "Phó Giám đốc", at=body, start=DAY)
    alone, together = make.photo(colour="red"), make.photo()
    alone.subjects.add(gone)
    together.subjects.add(gone, kept)
    for who, picture in [(gone, alone), (gone, together), (kept, together)]:
        PhotoCreator.objects.create(photo=picture, entity=who)
    Portrait.objects.create(person=gone, photo=alone)
    Author.objects.create(printed_name="Đạo", person=gone)
    other = make.person("Trần Thị Hòa")
    DistinctPair.objects.create(first=gone, second=other, said_by=make.editor())
    earlier = make.person("Lê Văn Đạo cũ", page=EntityPage.NONE)
    Entity.objects.filter(pk=earlier.pk).update(merged_into=gone)
    make.story(lead="Ông Lê Văn Đạo dự hội nghị.")
    make.story(lead="Ông Lê Văn Đạo và ông Lê Đạo dự hội nghị.")
    return gone, kept


def two_bodies():
    gone = make.organisation("Sở Y tế Ngân Hải", code="SYT", short_name="Sở Y tế")
    kept = make.organisation("Sở Y tế tỉnh Ngân Hải")
    above, part = make.organisation("UBND tỉnh Ngân Hải"), make.organisation("Bệnh viện tỉnh")
    before = make.organisation("Ty Y tế")
    Organisation.objects.filter(pk=gone.pk).update(parent=above, founded_on=DAY, kind="government")
    Organisation.objects.filter(pk=part.pk).update(parent=gone)
    Organisation.objects.filter(pk=before.pk).update(succeeded_by=gone)
    who, other = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")
    make.tenure(who, "Giám đốc", at=gone)
    make.tenure(who, "Giám đốc", at=kept)
    make.tenure(other, "Giám đốc", at=gone, start=DAY)
    make.tenure(other, "Chánh Văn phòng", at=gone)
    make.photo(provider=gone)
    make.story(lead="Sở Y tế Ngân Hải cho biết.")
    return gone, kept


def test_every_relation_of_a_person_moves():
    gone, kept = two_people()

    merging.merge(gone, into=kept, by=make.editor())

    gone.refresh_from_db()
    assert (gone.merged_into, gone.page, gone.person.biography) == (kept, "none", "Kỹ sư.")
    assert Entity.objects.get(name="Lê Văn Đạo cũ").merged_into == kept
    assert [(alias.name, alias.kind) for alias in kept.aliases.order_by("pk")] == [
        ("Hải Đăng", "pen_name"),
        ("Đạo Lê", "spelling"),
        ("Lê Văn Đạo", "spelling"),
    ]
    assert [(t.post.label, t.start_on) for t in kept.tenures.order_by("pk")] == [
        ("Giám đốc", datetime.date(2020, 1, 1)),
        ("Phó Giám đốc", DAY),
    ]
    assert [[who.name for who in p.subjects.all()] for p in kept.photos.all()] == [["Lê Đạo"]] * 2
    assert [str(creator.photo) for creator in kept.created_photos.all()] == ["Bến cá buổi sớm"] * 2
    assert kept.portrait.photo in kept.photos.all()
    assert [author.printed_name for author in kept.authors.all()] == ["Đạo"]
    assert Person.objects.get(pk=kept.pk).biography == "Kỹ sư."
    pair = DistinctPair.objects.get()
    assert {pair.first, pair.second} == {kept, Entity.objects.get(name="Trần Thị Hòa")}
    assert [mention.entity for mention in Mention.objects.all()] == [kept, kept]


def test_every_relation_of_an_organisation_moves():
    gone, kept = two_bodies()

    merging.merge(gone, into=kept, by=make.editor())

    record = Organisation.objects.get(pk=kept.pk)
    assert (record.code, record.short_name, record.kind) == ("SYT", "Sở Y tế", "government")
    assert (str(record.parent), record.founded_on) == ("UBND tỉnh Ngân Hải", DAY)
    # The code is one record's, the rest stays to be read.
    left = Organisation.objects.get(pk=gone.pk)
    assert (left.code, left.short_name) == ("", "Sở Y tế")
    assert [part.entity.name for part in kept.parts.all()] == ["Bệnh viện tỉnh"]
    assert [before.entity.name for before in kept.predecessors.all()] == ["Ty Y tế"]
    assert {
        post.label: sorted(tenure.person.name for tenure in post.tenures.all())
        for post in kept.posts.all()
    } == {"Giám đốc": ["Lê Văn Đạo", "Trần Thị Hòa"], "Chánh Văn phòng": ["Trần Thị Hòa"]}
    assert not gone.posts.exists()
    assert kept.provided_photos.count() == 1


def test_merging_query_count_does_not_grow_with_the_rows():
    counts = []
    for number in [1, 3]:
        gone, kept = make.person(f"Lê Văn Đạo {number}"), make.person(f"Lê Đạo {number}")
        body, twin = make.organisation(f"Sở {number}"), make.organisation(f"Sở tỉnh {number}")
        by = make.editor()
        for n in range(number):
            make.story(lead=f"Ông {gone.name} và ông {kept.name} dự hội nghị.", accept=False)
            photo = make.photo()
            photo.subjects.add(gone, kept)
            for who in [gone, kept]:
                PhotoCreator.objects.create(photo=photo, entity=who)
            other = make.person(f"Trần Thị Hòa {number}{n}")
            DistinctPair.objects.create(first=gone, second=other, said_by=by)
            for at, start in [(body, DAY), (twin, DAY), (body, None)]:
                make.tenure(other, f"Giám đốc {n}", at=at, start=start)
        with CaptureQueriesContext(connection) as queries:
            merging.merge(gone, into=kept, by=by)
            merging.merge(body, into=twin, by=by)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("build", [two_people, two_bodies])
def test_undo_puts_everything_back(build):
    gone, kept = build()
    before = everything()

    made = merging.merge(gone, into=kept, by=make.editor())
    changed = everything() != before
    merging.undo(made, by=make.editor())

    made.refresh_from_db()
    assert changed
    assert everything() == before
    assert made.moved["left"] == {}


def test_what_was_changed_since_is_left_and_told():
    gone, kept = two_people()
    third = make.person("Vũ Minh Khuê")
    made = merging.merge(gone, into=kept, by=make.editor())
    Alias.objects.filter(name="Lê Văn Đạo").update(name="Lê Văn Đạo, kỹ sư")
    kept.tenures.filter(start_on=DAY).update(person=third)
    Person.objects.filter(pk=kept.pk).update(biography="Kỹ sư thủy sản.")

    undone = merging.undo(made, by=make.editor())

    assert undone.moved["left"] == {
        "entities.Alias": 1,
        "entities.Tenure": 1,
        "entities.Person": 1,
    }
    assert [tenure.person for tenure in kept.tenures.all()] == [kept]
    assert Person.objects.get(pk=kept.pk).biography == "Kỹ sư thủy sản."
    gone.refresh_from_db()
    assert (gone.merged_into, gone.page) == (None, "public")


@pytest.mark.parametrize(
    ("of_gone", "of_kept", "expected"),
    [
        ("accepted", "proposed", "accepted"),
        ("rejected", "proposed", "rejected"),
        ("proposed", "rejected", "rejected"),
        ("accepted", "rejected", "accepted"),
        ("rejected", "accepted", "accepted"),
        ("proposed", "proposed", "proposed"),
    ],
)
def test_in_one_story_two_mentions_become_one(of_gone, of_kept, expected):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    make.story(lead="Ông Lê Văn Đạo và ông Lê Đạo. Lê Đạo.", accept=False)
    by = make.editor()
    for entity, decision in [(gone, of_gone), (kept, of_kept)]:
        if decision != Decision.PROPOSED:
            Mention.objects.filter(entity=entity).update(
                decision=decision, decided_by=by, decided_at=timezone.now()
            )

    merging.merge(gone, into=kept, by=by)

    mention = Mention.objects.get()
    assert (mention.entity, mention.decision, mention.count) == (kept, expected, 3)
    assert mention.texts == ["Lê Đạo", "Lê Văn Đạo"]


def test_a_later_merging_that_built_upon_a_row_keeps_it():
    kept = make.person("Lê Đạo")
    first, second = make.person("Lê Văn Đạo"), make.person("Lê Minh Đạo")
    make.story(lead="Ông Lê Văn Đạo và ông Lê Minh Đạo dự hội nghị.")
    early = merging.merge(first, into=kept, by=make.editor())
    late = merging.merge(second, into=kept, by=make.editor())

    early = merging.undo(early, by=make.editor())
    left = list(Mention.objects.values_list("entity__name", "count"))
    late = merging.undo(late, by=make.editor())

    assert early.moved["left"] == {"articles.Mention": 1}
    assert left == [("Lê Đạo", 2)]
    assert late.moved["left"] == {}
    assert sorted(Mention.objects.values_list("entity__name", "count")) == [
        ("Lê Minh Đạo", 1),
        ("Lê Đạo", 1),
    ]


def test_chains_point_to_the_last_survivor_and_are_undone_from_the_end():
    one, two, three = (make.person(name) for name in ["Lê Đạo", "Lê Văn Đạo", "Lê Minh Đạo"])
    first = merging.merge(one, into=two, by=make.editor())
    second = merging.merge(two, into=three, by=make.editor())
    chain = Entity.objects.filter(pk__in=[one.pk, two.pk]).values_list("merged_into", flat=True)
    assert set(chain) == {three.pk}

    with pytest.raises(MergeRefused) as refusal:
        merging.undo(first, by=make.editor())
    merging.undo(second, by=make.editor())
    merging.undo(first, by=make.editor())

    assert "Lê Minh Đạo" in str(refusal.value)
    assert set(Entity.objects.values_list("merged_into", flat=True)) == {None}
    assert {e.name: [a.name for a in e.aliases.all()] for e in Entity.objects.all()} == {
        "Lê Đạo": [],
        "Lê Văn Đạo": [],
        "Lê Minh Đạo": [],
    }


# Refused


def into_itself():
    who = make.person()
    return who, who


def of_two_kinds():
    return make.person(), make.organisation()


def of_one_merged_already():
    gone = make.person(page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=make.person("Lê Đạo"))
    return gone, make.person("Lê Minh Đạo")


def into_one_merged_already():
    return tuple(reversed(of_one_merged_already()))


def of_a_body_into_its_part():
    top, middle, part = (make.organisation(name) for name in ["UBND", "Sở Y tế", "Phòng Y"])
    Organisation.objects.filter(pk=part.pk).update(parent=middle)
    Organisation.objects.filter(pk=middle.pk).update(parent=top)
    return top, part


def of_a_successor():
    old, new = make.organisation("Sở Tài nguyên"), make.organisation("Sở Nông nghiệp")
    Organisation.objects.filter(pk=old.pk).update(succeeded_by=new)
    return new, old


def of_a_protected_person():
    return make.person(page=EntityPage.NONE, is_protected=True), make.person("Lê Đạo")


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (into_itself, "itself"),
        (of_two_kinds, "organisation"),
        (of_one_merged_already, "already"),
        (into_one_merged_already, "already"),
        (of_a_body_into_its_part, "part"),
        (of_a_successor, "one after another"),
        (of_a_protected_person, "protected"),
    ],
)
def test_merging_is_refused_with_a_sentence(build, sentence, settings):
    settings.LANGUAGE_CODE = "en"
    gone, kept = build()
    before = everything()

    with pytest.raises(MergeRefused, match=sentence):
        merging.merge(gone, into=kept, by=make.editor())

    assert everything() == before
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.REPORTER, False),
        (Role.PHOTO_EDITOR, False),
        (Role.EDITOR, True),
        (Role.MANAGING_EDITOR, True),
    ],
)
def test_editors_merge_and_undo_and_nobody_else(role, may):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    other = make.person("Lê Minh Đạo")
    made = merging.merge(other, into=kept, by=make.editor())
    by = make.UserFactory(role=role)

    answers = []
    for act in [
        lambda: merging.merge(gone, into=kept, by=by),
        lambda: merging.undo(made, by=by),
    ]:
        try:
            act()
        except PermissionDenied:
            answers.append(False)
        else:
            answers.append(True)

    assert answers == [may, may]


def test_a_protected_person_stays_protected():
    gone, kept = of_a_protected_person()

    made = merging.merge(gone, into=kept, by=make.editor(), although_protected=True)

    kept.refresh_from_db()
    assert kept.is_protected
    merging.undo(made, by=make.editor())
    kept.refresh_from_db()
    assert not kept.is_protected


def test_undoing_twice_is_refused():
    made = merging.merge(make.person(), into=make.person("Lê Đạo"), by=make.editor())
    merging.undo(made, by=make.editor())

    with pytest.raises(MergeRefused):
        merging.undo(made, by=make.editor())


def test_a_code_of_each_stays_with_each_and_a_contradiction_is_not_filled():
    gone = make.organisation("Đài Ngân Hải", code="ĐNH")
    kept = make.organisation("Báo Ngân Hải", code="BNH")
    Organisation.objects.filter(pk=gone.pk).update(dissolved_on=datetime.date(1990, 1, 1))
    Organisation.objects.filter(pk=kept.pk).update(founded_on=DAY)

    merging.merge(gone, into=kept, by=make.editor())

    rows = Organisation.objects.order_by("pk").values_list("code", "dissolved_on")
    assert list(rows) == [("ĐNH", datetime.date(1990, 1, 1)), ("BNH", None)]


def test_every_rule_with_a_move_is_held_by_the_worlds_above():
    movers = {relation for relation, rule in RULES.items() if rule.move is not None}
    touched = set()
    for build in [two_people, two_bodies]:
        gone, _kept = build()
        touched |= {
            relation for relation in movers if merging.Journal(gone, gone).rows(relation).exists()
        }

    assert movers - touched == {"entities.DistinctPair.second"}


# Published stories


def test_published_stories_get_new_editions_and_keep_the_old(client):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    edition = make.published(lead="Ông Lê Văn Đạo dự hội nghị.", now=timezone.now() - HOUR)
    untouched = make.published(lead="Ông Lê Đạo dự hội nghị.", now=timezone.now() - HOUR)
    Article.objects.update(lead="Câu chưa duyệt.")

    made = merging.merge(gone, into=kept, by=make.editor(), reason="Một người.")
    run(made)

    after = live(edition.article)
    assert (after.kind, after.reason, after.lead) == (
        "name",
        "Một người.",
        "Ông Lê Văn Đạo dự hội nghị.",
    )
    assert [(row.entity, row.name) for row in after.entities.all()] == [(kept, "Lê Đạo")]
    assert f'<a href="{kept.get_absolute_url()}">Lê Văn Đạo</a>' in after.lead_html
    assert [row.entity for row in edition.entities.all()] == [gone]
    assert live(untouched.article) == untouched
    fix = made.fixes.get()
    assert (fix.done, fix.total, fix.entity) == (1, 1, gone)

    merging.undo(made, by=make.editor())
    run(made)

    assert [row.entity for row in live(edition.article).entities.all()] == [gone]
    assert edition.article.editions.count() == 3
    assert client.get(gone.get_absolute_url()).status_code == 200


def test_a_link_by_hand_follows_to_the_survivor():
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    body = f'<p>Ông <a data-entity="{gone.pk}">Đạo</a> về.</p>'
    edition = make.published(body=body, now=timezone.now() - HOUR)

    made = merging.merge(gone, into=kept, by=make.editor())
    run(made)

    assert f'<a href="{kept.get_absolute_url()}">Đạo</a>' in live(edition.article).body_html


def test_what_was_published_since_is_two_again_after_an_undo():
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    article = make.approved(lead="Ông Lê Văn Đạo dự hội nghị.")
    made = merging.merge(gone, into=kept, by=make.editor())
    edition = publishing.publish(article, revision=article.approved_revision, by=make.editor())
    named = [row.entity for row in edition.entities.all()]

    merging.undo(made, by=make.editor())
    run(made)

    assert named == [kept]
    assert [row.entity for row in live(article).entities.all()] == [gone]


def test_versions_are_read_before_an_undo_locks_anything():
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    article = make.approved(lead="Ông Lê Văn Đạo dự hội nghị.")
    made = merging.merge(gone, into=kept, by=make.editor())
    publishing.publish(article, revision=article.approved_revision, by=make.editor())

    with CaptureQueriesContext(connection) as queries:
        merging.undo(made, by=make.editor())

    asked = [query["sql"] for query in queries]
    reads = [place for place, sql in enumerate(asked) if '"snapshot"' in sql]
    assert len(reads) == 1
    # The outermost block of the service, which is a savepoint in a test.
    assert reads[0] < [sql.split()[0] for sql in asked].index("SAVEPOINT")


def test_what_is_published_while_versions_are_read_is_seen_too():
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    made = merging.merge(gone, into=kept, by=make.editor())
    read = merge_followers.named_since(made)
    edition = make.published(lead="Ông Lê Văn Đạo dự hội nghị.")

    assert (read, merge_followers.named_since(made, read)) == ({}, {edition.pk: None})


def test_stories_follow_a_credit_that_reads_otherwise():
    gone, kept = make.organisation("Báo NH", code="BNH"), make.organisation("Báo Ngân Hải")
    shown = make.published(shown=[make.photo(provider=gone)])
    own = make.published(shown=[make.photo(provider=kept, colour="red")])

    made = merging.merge(gone, into=kept, by=make.editor())
    run(made)

    credits = [live(e.article).photos.get().credit for e in [shown, own]]
    assert credits == ["Ảnh: Thanh Vân/BNH"] * 2
    # The first reads as before: nothing new of it.
    assert [live(e.article).kind for e in [shown, own]] == ["first", "name"]


def test_a_merging_nobody_published_needs_no_editions():
    made = merging.merge(make.person(), into=make.person("Lê Đạo"), by=make.editor())

    assert not made.fixes.exists()
    assert not DBTaskResult.objects.exists()


def test_editions_go_on_where_they_stopped(monkeypatch):
    monkeypatch.setattr(fixes, "CHUNK", 2)
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    for _ in range(5):
        make.published(lead="Ông Lê Văn Đạo dự hội nghị.", now=timezone.now() - HOUR)
    made = merging.merge(gone, into=kept, by=make.editor())

    progress = []
    for _ in range(3):
        fix = Fix.objects.get(merge=made)
        progress.append((fixes.go_on(fix), fix.done, fix.total))

    assert progress == [(False, 2, 5), (False, 4, 5), (True, 5, 5)]


def test_a_merging_sends_no_approved_story_back_to_review():
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    article = make.approved(lead="Ông Lê Văn Đạo dự hội nghị.")
    merging.merge(gone, into=kept, by=make.editor())
    article.refresh_from_db()

    saving.save(article, by=make.editor(), expected_version=article.version)

    article.refresh_from_db()
    assert article.status == "approved"


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    @pytest.mark.parametrize("is_reverse", [False, True])
    def test_of_two_who_merge_at_once_one_is_told(is_reverse, attempt):
        one, two = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
        by = make.editor()
        second = (two, one) if is_reverse else (one, two)

        answers = at_once(
            lambda: merging.merge(one, into=two, by=by),
            lambda: merging.merge(second[0], into=second[1], by=by),
        )

        assert sorted(type(answer).__name__ for answer in answers) == ["Merge", "MergeRefused"]
        assert Merge.objects.count() == 1

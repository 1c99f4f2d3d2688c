import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.roles import EDITOR
from articles import recording
from articles.naming import NamingRefused
from articles.recording import AlreadyOnRecord, NewRecord
from entities.models import Alias, DismissedName, Entity, Post, Tenure
from tests import factories as make
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make.story(lead="Ông Sầm Văn Hải, Phó Giám đốc Sở Tài chính, dự hội nghị.", accept=False)


def record(name="Sầm Văn Hải", text="Sầm Văn Hải", **kwargs):
    return NewRecord(kind="person", name=name, text=text, **kwargs)


def test_a_record_carries_the_office_and_the_story_as_its_source(article, settings):
    body = make.organisation("Sở Tài chính")
    day = datetime.date(2025, 11, 17)

    who = recording.make_record(
        article,
        record(office="Phó Giám đốc  Sở Tài chính", organisation=body, held_on=day, has_page=True),
        by=make.editor(),
    )

    held = Tenure.objects.get()
    assert (who.name, who.kind, who.page) == ("Sầm Văn Hải", "person", "public")
    assert (held.person, held.post.label, held.post.organisation) == (
        who,
        "Phó Giám đốc Sở Tài chính",
        body,
    )
    assert (held.attested_on, held.source_url) == (
        day,
        f"https://bao.example/{article.section.slug}/bai-{article.pk}/",
    )
    # The story is not out: readers of the person's page are not told its headline.
    assert article.headline not in held.source_text


def test_a_published_story_is_named_as_the_source(settings):
    edition = make.published()
    article = edition.article

    words, address = recording.source_of(article)

    assert words.startswith(f"{edition.headline} (Báo Ngân Hải, ")
    assert address == f"https://bao.example{edition.path}"


def test_a_draft_without_a_section_is_a_source_without_an_address(article):
    article.section = None

    assert recording.source_of(article)[1] == ""


def test_the_same_record_is_not_made_twice(article):
    recording.make_record(article, record(), by=make.editor())

    with pytest.raises(AlreadyOnRecord, match="Sầm Văn Hải"):
        recording.make_record(article, record(), by=make.editor())

    assert Entity.objects.people().count() == 1


def test_the_name_of_the_story_is_put_away_on_one_line(article):
    who = recording.make_record(article, record("Sầm Văn Hải", "Sầm  Hải\n"), by=make.editor())

    assert [alias.name for alias in who.aliases.all()] == ["Sầm Hải"]


@pytest.mark.parametrize("missing", ["add_entity", "add_alias", "add_post", "add_tenure"])
def test_each_part_of_a_record_asks_for_its_own_permission(article, monkeypatch, missing):
    by, body = make.editor(), make.organisation("Sở Tài chính")
    asked = record("Sầm Văn Hải", "Sầm Hải", office="Phó Giám đốc", organisation=body)
    monkeypatch.delitem(EDITOR, f"entities.{missing}")

    with pytest.raises(PermissionDenied):
        recording.make_record(article, asked, by=by)

    assert not Entity.objects.people().exists()


def test_a_name_put_right_keeps_the_way_the_story_writes_it(article):
    who = recording.make_record(
        article, record("Sầm Văn Hải", text="Sầm văn Hải"), by=make.editor()
    )

    assert [alias.name for alias in who.aliases.all()] == ["Sầm văn Hải"]


def test_another_name_is_put_on_record_once():
    who, by = make.person("Hải Văn Sầm"), make.editor()

    first = recording.make_alias("person", "Sầm Văn Hải", who, by=by)
    again = recording.make_alias("person", " Sầm Văn  Hải", who, by=by)

    assert first == again == Alias.objects.get()
    assert (first.entity, first.name, first.kind) == (who, "Sầm Văn Hải", "spelling")


def test_another_name_must_be_free_and_of_the_same_kind():
    who, by = make.person("Hải Văn Sầm"), make.editor()
    make.person("Sầm Văn Hải")

    with pytest.raises(AlreadyOnRecord):
        recording.make_alias("person", "Sầm Văn Hải", who, by=by)
    with pytest.raises(NamingRefused):
        recording.make_alias("organisation", "Sầm Hội", who, by=by)

    assert not Alias.objects.exists()


def test_words_are_dismissed_once_and_can_be_taken_back():
    by = make.editor()

    first = recording.dismiss("person", "Mùa Vàng", by=by)
    again = recording.dismiss("person", "Mùa Vàng", by=make.editor())
    recording.take_back("person", "Mùa Vàng", by=by)

    assert (first, first.dismissed_by) == (again, by)
    assert not DismissedName.objects.exists()


def test_what_is_on_record_is_a_name():
    make.person("Mùa Vàng")

    with pytest.raises(AlreadyOnRecord):
        recording.dismiss("person", "Mùa Vàng", by=make.editor())


def test_a_reporter_puts_nothing_on_record(article):
    by = article.created_by
    who = make.person("Hải Văn Sầm")
    acts = [
        lambda: recording.make_record(article, record(), by=by),
        lambda: recording.make_alias("person", "Sầm Văn Hải", who, by=by),
        lambda: recording.dismiss("person", "Sầm Văn Hải", by=by),
        lambda: recording.take_back("person", "Sầm Văn Hải", by=by),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    assert (Entity.objects.people().count(), Alias.objects.count()) == (1, 0)
    assert (Post.objects.count(), DismissedName.objects.count()) == (0, 0)


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_editors_on_two_stories_make_one_record(attempt):
        stories, by = [make.story(accept=False) for _ in range(2)], make.editor()

        answers = at_once(
            *[lambda one=one: recording.make_record(one, record(), by=by) for one in stories]
        )

        assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyOnRecord", "Entity"]
        assert Entity.objects.people().count() == 1

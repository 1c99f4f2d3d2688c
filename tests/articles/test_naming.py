import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied

from articles import naming
from articles.naming import AlreadyOnRecord, Choice, NamingRefused, NewRecord
from entities.models import Alias, DismissedName, Entity, Post, Tenure
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make.story(lead="Ông Sầm Văn Hải, Phó Giám đốc Sở Tài chính, dự hội nghị.", accept=False)


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "1",
        "{}",
        "[1]",
        "[" * 100_000,
        '[{"kind": "person"}]',
        '[{"kind": "place", "text": "A", "entity": null, "decision": "rejected"}]',
        '[{"kind": "person", "text": "", "entity": null, "decision": "rejected"}]',
        '[{"kind": "person", "text": 7, "entity": null, "decision": "rejected"}]',
        '[{"kind": "person", "text": "A", "entity": true, "decision": "accepted"}]',
        '[{"kind": "person", "text": "A", "entity": "1", "decision": "accepted"}]',
        '[{"kind": "person", "text": "A", "entity": -1, "decision": "accepted"}]',
        '[{"kind": "person", "text": "A", "entity": 9223372036854775808, "decision": "accepted"}]',
        '[{"kind": "person", "text": "A", "entity": null, "decision": "accepted"}]',
        '[{"kind": "person", "text": "A", "entity": 1, "decision": "published"}]',
        '[{"kind": [], "text": "A", "entity": 1, "decision": {}}]',
        json.dumps([{"kind": "person", "text": "A" * 201, "entity": None, "decision": "rejected"}]),
        json.dumps([{"kind": "person", "text": "A", "entity": None, "decision": "rejected"}] * 501),
    ],
)
def test_choices_that_no_panel_wrote_are_refused(written):
    with pytest.raises(NamingRefused):
        naming.read_choices(written)


def test_of_two_choices_on_one_name_the_later_counts():
    one = {"kind": "person", "text": "Lê  Văn Đạo", "entity": 7, "decision": "accepted"}

    read = naming.read_choices(json.dumps([one, one | {"decision": "rejected"}]))

    assert (read, naming.read_choices("")) == ([Choice("person", "Lê Văn Đạo", 7, "rejected")], [])


def test_a_choice_must_mean_what_the_name_means():
    who, other = make.person("Lê Văn Đạo"), make.person("Phạm Thị Nhã")
    texts = ["Ông Lê Văn Đạo dự hội nghị."]

    naming.check([Choice("person", "Lê Văn Đạo", who.pk, "accepted")], texts)
    # It stands in the text no more: that is no mistake.
    naming.check([Choice("person", "Phạm Thị Nhã", other.pk, "accepted")], texts)

    for entity in [other.pk, 10**9]:
        with pytest.raises(NamingRefused):
            naming.check([Choice("person", "Lê Văn Đạo", entity, "accepted")], texts)


def test_a_choice_on_a_shouted_name_or_a_merged_record(article):
    who, gone = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạo")
    Entity.objects.filter(pk=gone.pk).update(merged_into=who, page="none")
    texts = ["LÊ VĂN ĐẠO DỰ HỘI NGHỊ", "Ông Lê Văn Đạo."]

    naming.check([Choice("person", "LÊ VĂN ĐẠO", who.pk, "accepted")], texts)

    for wrong in [
        Choice("person", "Lê Văn Đạo", gone.pk, "accepted"),
        Choice("organisation", "Lê Văn Đạo", who.pk, "accepted"),
    ]:
        with pytest.raises(NamingRefused):
            naming.check([wrong], texts)


def test_decisions_on_new_names_are_written_and_others_left_out():
    first, second = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa")
    article = make.story(lead="Bà Phạm Thị Hòa dự.", accept=False)
    article.mentions.all().delete()
    by = make.editor()

    settled = naming.settle(
        article,
        [
            Choice("person", "Phạm Thị Hòa", second.pk, "accepted"),
            Choice("person", "Không Còn Đây", first.pk, "accepted"),
        ],
        by=by,
    )

    row = article.mentions.get()
    assert (row.entity, row.decision, row.decided_by) == (second, "accepted", by)
    assert (settled.unlinked, settled.refused) == ([], [])
    assert [(one.entity, one.text) for one in settled.found] == [(second.pk, "Phạm Thị Hòa")]


def test_a_decision_fills_the_row_that_the_name_has(article):
    by = make.editor()
    who = naming.make_record(article, record("Sầm Văn Hải"), by=by)
    choice = Choice("person", "Sầm Văn Hải", who.pk, "accepted")

    naming.settle(article, [choice], by=by)
    first = list(article.mentions.values_list("pk", "entity", "decision", "decided_at"))
    naming.settle(article, [choice], by=make.editor())

    people = [row for row in first if row[1] == who.pk]
    assert [row[2] for row in people] == ["accepted"]
    assert list(article.mentions.values_list("pk", "entity", "decision", "decided_at")) == first


def test_links_by_hand_are_decisions_and_forged_ones_become_text():
    who = make.person("Lê Văn Đạo")
    article = make.story(accept=False)
    link = f'<a data-entity="{who.pk}">Lê Văn Đạo</a>'
    article.body = f'<p>Theo {link} và <a data-entity="999999">ai đó</a>.</p>'
    by = article.created_by

    settled = naming.settle(article, [], by=by)

    article.refresh_from_db()
    assert settled.unlinked == ["ai đó"]
    assert article.body == f"<p>Theo {link} và ai đó.</p>"
    row = article.mentions.get()
    assert (row.entity, row.decision, row.decided_by) == (who, "accepted", by)


def record(name="Sầm Văn Hải", text="Sầm Văn Hải", **kwargs):
    return NewRecord(kind="person", name=name, text=text, **kwargs)


def test_a_record_carries_the_office_and_the_story_as_its_source(article, settings):
    body = make.organisation("Sở Tài chính")
    day = datetime.date(2025, 11, 17)

    who = naming.make_record(
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

    words, address = naming.source_of(article)

    assert words.startswith(f"{edition.headline} (Báo Ngân Hải, ")
    assert address == f"https://bao.example{edition.path}"


def test_a_draft_without_a_section_is_a_source_without_an_address(article):
    article.section = None

    assert naming.source_of(article)[1] == ""


def test_the_same_record_is_not_made_twice(article):
    naming.make_record(article, record(), by=make.editor())

    with pytest.raises(AlreadyOnRecord, match="Sầm Văn Hải"):
        naming.make_record(article, record(), by=make.editor())

    assert Entity.objects.people().count() == 1


def test_a_name_put_right_keeps_the_way_the_story_writes_it(article):
    who = naming.make_record(article, record("Sầm Văn Hải", text="Sầm văn Hải"), by=make.editor())

    assert [alias.name for alias in who.aliases.all()] == ["Sầm văn Hải"]


def test_another_name_is_put_on_record_once(article):
    who, by = make.person("Hải Văn Sầm"), make.editor()

    first = naming.make_alias(article, "person", "Sầm Văn Hải", who, by=by)
    again = naming.make_alias(article, "person", " Sầm Văn  Hải", who, by=by)

    assert first == again == Alias.objects.get()
    assert (first.entity, first.name, first.kind) == (who, "Sầm Văn Hải", "spelling")


def test_another_name_must_be_free_and_of_the_same_kind(article):
    who, by = make.person("Hải Văn Sầm"), make.editor()
    make.person("Sầm Văn Hải")

    with pytest.raises(AlreadyOnRecord):
        naming.make_alias(article, "person", "Sầm Văn Hải", who, by=by)
    with pytest.raises(NamingRefused):
        naming.make_alias(article, "organisation", "Sầm Hội", who, by=by)

    assert not Alias.objects.exists()


def test_words_are_dismissed_once_and_can_be_taken_back():
    by = make.editor()

    first = naming.dismiss("person", "Mùa Vàng", by=by)
    again = naming.dismiss("person", "Mùa Vàng", by=make.editor())
    naming.take_back("person", "Mùa Vàng", by=by)

    assert (first, first.dismissed_by) == (again, by)
    assert not DismissedName.objects.exists()


def test_what_is_on_record_is_a_name():
    make.person("Mùa Vàng")

    with pytest.raises(AlreadyOnRecord):
        naming.dismiss("person", "Mùa Vàng", by=make.editor())


def test_a_reporter_puts_nothing_on_record(article):
    by = article.created_by
    who = make.person("Hải Văn Sầm")
    acts = [
        lambda: naming.make_record(article, record(), by=by),
        lambda: naming.make_alias(article, "person", "Sầm Văn Hải", who, by=by),
        lambda: naming.dismiss("person", "Sầm Văn Hải", by=by),
        lambda: naming.take_back("person", "Sầm Văn Hải", by=by),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    assert (Entity.objects.people().count(), Alias.objects.count()) == (1, 0)
    assert (Post.objects.count(), DismissedName.objects.count()) == (0, 0)

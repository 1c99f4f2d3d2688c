import json

import pytest

from articles import naming
from articles.naming import Choice, NamingRefused
from entities.models import Entity
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


def test_a_record_made_from_a_name_in_capitals_is_decided():
    article = make.story(headline="ÔNG SẦM VĂN HẢI DỰ HỘI NGHỊ", lead="", accept=False)
    who = make.person("Sầm Văn Hải")

    naming.settle(article, [Choice("person", "Sầm Văn Hải", who.pk, "accepted")], by=make.editor())

    assert list(article.mentions.filter(entity=who).values_list("decision", flat=True)) == [
        "accepted"
    ]


def test_a_decision_fills_the_row_that_the_name_has(article):
    by = make.editor()
    who = make.person("Sầm Văn Hải")
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

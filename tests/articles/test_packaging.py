import datetime

import pytest
from lxml import html

from articles.packaging import facts_of
from entities.models import AliasKind, EntityPage
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 2)


def linked(text):
    """(id, words) of the links to names in a piece of HTML."""
    root = html.fragment_fromstring(text, create_parent="div")
    return [(int(a.get("data-entity")), a.text_content()) for a in root.iter("a")]


def facts(**kwargs):
    return facts_of(make.story(**kwargs).last_revision, story_on=DAY)


def test_first_mention_is_linked_and_no_other():
    who = make.person("Lê Văn Đạo")

    made = facts(lead="Ông Lê Văn Đạo dự hội nghị.", body="<p>Lê Văn Đạo nói. Lê Văn Đạo về.</p>")

    assert linked(made["lead_html"]) == [(who.pk, "Lê Văn Đạo")]
    assert linked(made["body"]) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h2>Lê Văn Đạo</h2>", id="heading"),
        pytest.param('<p><a href="https://x.example/">Lê Văn Đạo</a></p>', id="other_link"),
        pytest.param("<table><tbody><tr><th>Lê Văn Đạo</th></tr></tbody></table>", id="th"),
    ],
)
def test_names_are_not_linked_in_headings_and_links(body):
    make.person("Lê Văn Đạo")

    made = facts(lead="Hội nghị bắt đầu.", body=body)

    assert 'data-entity="' not in made["body"]
    assert [entity["is_in_text"] for entity in made["entities"]] == [False]


def test_name_in_a_caption_counts_for_the_names_and_is_not_linked():
    who = make.person("Lê Văn Đạo")
    picture = make.photo("Ông Lê Văn Đạo tại hội nghị")

    made = facts(shown=[picture])

    assert [entity["id"] for entity in made["entities"]] == [who.pk]
    assert made["photos"][0]["subjects"] == [who.pk]
    assert linked(made["body"]) == []


def test_link_by_hand_goes_before_the_first_mention():
    who = make.person("Lê Văn Đạo")

    made = facts(
        lead="Lê Văn Đạo dự hội nghị.",
        body=f'<p>Lê Văn Đạo. <a data-entity="{who.pk}">vị giám đốc</a></p>',
    )

    assert linked(made["lead_html"]) == []
    assert linked(made["body"]) == [(who.pk, "vị giám đốc")]


def test_longer_name_is_not_linked_as_a_shorter_one():
    whole = make.organisation("Ban Thường vụ Tỉnh ủy")
    make.organisation("Tỉnh ủy")

    made = facts(lead="Sáng nay, Ban Thường vụ Tỉnh ủy họp.")

    assert linked(made["lead_html"]) == [(whole.pk, "Ban Thường vụ Tỉnh ủy")]


def test_two_names_in_one_paragraph_are_both_linked():
    one, two = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")

    made = facts(body="<p>Ông <strong>Lê Văn Đạo</strong> gặp bà Trần Thị Hoà hôm nay.</p>")

    assert linked(made["body"]) == [(one.pk, "Lê Văn Đạo"), (two.pk, "Trần Thị Hoà")]


def test_hostile_lead_stays_text():
    make.person("Lê Văn Đạo")

    made = facts(lead="<script>alert(1)</script> Lê Văn Đạo & <b>")

    assert "<script>" not in made["lead_html"]
    assert made["lead_html"].startswith("&lt;script&gt;")


def test_people_come_before_organisations_and_without_a_page_too():
    make.organisation("Sở Y tế")
    victim = make.person("Lê Văn Đạo", page=EntityPage.NONE)

    made = facts(lead="Sở Y tế thăm ông Lê Văn Đạo.")

    assert [entity["name"] for entity in made["entities"]] == ["Lê Văn Đạo", "Sở Y tế"]
    assert made["entities"][0]["id"] == victim.pk


def test_merged_name_is_linked_as_the_survivor():
    old, new = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạt")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.")
    old.merged_into, old.page = new, EntityPage.NONE
    old.save()

    made = facts_of(article.last_revision, story_on=DAY)

    assert linked(made["lead_html"]) == [(new.pk, "Lê Văn Đạo")]
    assert [entity["name"] for entity in made["entities"]] == ["Lê Văn Đạt"]


@pytest.mark.parametrize(
    ("until", "expected"),
    [(DAY, "Sở Nông nghiệp"), (datetime.date(2026, 3, 1), "Sở Nông nghiệp và Môi trường")],
)
def test_a_body_is_named_as_it_was_called_on_the_storys_day(until, expected):
    body = make.organisation("Sở Nông nghiệp và Môi trường")
    make.alias(body, "Sở Nông nghiệp", kind="former", valid_until=until)

    made = facts(lead="Sở Nông nghiệp và Môi trường cho biết.")

    assert [(e["id"], e["name"]) for e in made["entities"]] == [(body.pk, expected)]


@pytest.mark.parametrize("make_one", [make.person, make.organisation])
def test_a_dated_former_name_is_printed_in_a_story_of_its_days(make_one):
    entity = make_one("Tên Mới Nay")
    make.alias(entity, "Tên Cũ Xưa", kind=AliasKind.FORMER, valid_until=datetime.date(2026, 5, 31))
    edition = make.published(body="<p>Có Tên Mới Nay ở đây.</p>", lead="Sapo.")

    names = {
        day: [one["name"] for one in facts_of(edition.revision, story_on=day)["entities"]]
        for day in [datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)]
    }

    assert names == {
        datetime.date(2026, 5, 1): ["Tên Cũ Xưa"],
        datetime.date(2026, 6, 1): ["Tên Mới Nay"],
    }

"""Putting on record from the names panel: records, other names, words that are none."""

import datetime

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from lxml import html

from entities.models import Alias, DismissedName, Entity, Tenure
from tests import factories as make
from tests.articles.names_desk import ask, english_in_message, panel, shown
from tests.vietnamese_pages.english import english_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def test_the_form_for_a_record_is_filled_from_the_story(editor):
    body = make.organisation("Sở Tài chính")
    article = make.story()

    response = editor.get(
        panel(article, "record/"),
        {"kind": "person", "text": "Sầm Văn Hải", "office": "phó Giám đốc Sở Tài chính"},
    )

    form = html.fragment_fromstring(response.json()["html"])
    values = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    assert values["name"] == "Sầm Văn Hải"
    assert values["office"] == "Phó Giám đốc Sở Tài chính"
    assert values["organisation"] == str(body.pk)
    assert {i.get("form") for i in form.xpath(".//input")} == {"desk-names-form"}
    assert english_in(response.json()["html"].encode()) == []


@pytest.mark.parametrize(
    ("typed", "day"), [("17/11/2025", "17/11/2025"), ("", "03/03/2026"), ("17/", "03/03/2026")]
)
def test_the_office_was_held_on_the_day_that_is_typed(editor, typed, day):
    make.organisation("Sở Tài chính")
    article = make.story(story_on=datetime.date(2026, 3, 3))

    response = editor.get(
        panel(article, "record/"),
        {"kind": "person", "text": "A B", "office": "Giám đốc Sở Tài chính", "story_on": typed},
    )

    form = html.fragment_fromstring(response.json()["html"])
    values = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    assert (values["held_on"], values["source"]) == (day, f"Báo Ngân Hải, {day}")


@pytest.mark.parametrize(
    ("lines", "office", "is_named"),
    [
        (
            ["Ủy viên Trung ương Đảng", "Giám đốc Sở Văn hóa, Thể thao", "Trưởng ban Ban Dân tộc"],
            "Giám đốc Sở Văn hóa, Thể thao",
            True,
        ),
        (["Ủy viên Trung ương Đảng", "Nghệ sĩ Nhân dân"], "", False),
        # Longer than an office may be, though it names a body.
        (["Phó " * 60 + "Giám đốc Sở Văn hóa, Thể thao"], "", False),
        ([], "", False),
    ],
)
def test_of_several_offices_the_first_of_a_body_on_record_is_filled_in(
    editor, lines, office, is_named
):
    body = make.organisation("Sở Văn hóa, Thể thao")
    make.organisation("Ban Dân tộc")

    response = editor.get(
        panel(make.story(), "record/"),
        {"kind": "person", "text": "Sầm Văn Hải", "office": "\n".join(lines)},
    )

    form = html.fragment_fromstring(response.json()["html"])
    values = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    expected = (office or None, str(body.pk) if is_named else None)
    assert (values["office"] or None, values["organisation"]) == expected


def ticked(text):
    form = html.fragment_fromstring(text)
    return [
        (box.get("value"), box.get("checked") is not None)
        for box in form.xpath('.//input[@name="further"]')
    ]


def test_the_other_offices_of_bodies_on_record_are_offered_with_a_tick(editor):
    first, other = make.organisation("Sở Tài chính"), make.organisation("Ban Dân tộc")
    offices = ["Giám đốc Sở Tài chính", "Nghệ sĩ Nhân dân", "Trưởng Ban Dân tộc"]

    response = editor.get(
        panel(make.story(), "record/"),
        {"kind": "person", "text": "Sầm Văn Hải", "office": "\n".join(offices)},
    )

    form = html.fragment_fromstring(response.json()["html"])
    values = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    assert (values["office"], values["organisation"]) == (offices[0], str(first.pk))
    assert ticked(response.json()["html"]) == [(f"{other.pk}:Trưởng Ban Dân tộc", True)]
    assert english_in(response.json()["html"].encode()) == []


def test_offices_that_stay_ticked_are_put_on_record_with_the_first(editor):
    first, other = make.organisation("Sở Tài chính"), make.organisation("Ban Dân tộc")
    data = {"kind": "person", "text": "Sầm Văn Hải", "name": "Sầm Văn Hải"}
    data |= {"office": "Giám đốc", "organisation": first.pk, "held_on": "17/11/2025"}
    # The last is the first again, written out.
    data["further"] = [f"{other.pk}:Trưởng Ban Dân tộc", f"{first.pk}:Giám đốc Sở Tài chính"]

    response = editor.post(panel(make.story(), "record/"), data)

    held = Tenure.objects.order_by("pk").values_list("post__label", "post__organisation")
    assert response.status_code == 200
    assert list(held) == [("Giám đốc Sở Tài chính", first.pk), ("Trưởng Ban Dân tộc", other.pk)]


@pytest.mark.parametrize(
    "value", ["", "Giám đốc", "x:Giám đốc", "999:Giám đốc", "BODY:", "PERSON:A", f"{'9' * 5000}:A"]
)
def test_an_office_that_is_none_is_refused_and_nothing_is_made(editor, value):
    body, person = make.organisation("Ban Dân tộc"), make.person("Lê Văn Tú")
    value = value.replace("BODY", str(body.pk)).replace("PERSON", str(person.pk))
    data = {"kind": "person", "text": "Sầm Văn Hải", "name": "Sầm Văn Hải", "further": [value]}

    response = editor.post(panel(make.story(), "record/"), data)

    assert response.status_code == 422
    assert english_in(response.json()["html"].encode()) == []
    assert list(Entity.objects.people()) == [person]


def test_a_record_is_made_and_the_answer_decides_for_the_story(editor):
    body = make.organisation("Sở Tài chính")
    article = make.story()
    data = {"kind": "person", "text": "Sầm Văn Hải", "name": "Sầm Văn Hải"}
    data |= {
        "office": "Phó Giám đốc Sở Tài chính",
        "organisation": body.pk,
        "held_on": "17/11/2025",
    }

    response = editor.post(panel(article, "record/"), data)
    again = editor.post(panel(article, "record/"), data)

    who = Entity.objects.people().get()
    assert response.json() == {
        "choice": {
            "kind": "person",
            "text": "Sầm Văn Hải",
            "entity": who.pk,
            "decision": "accepted",
        }
    }
    assert Tenure.objects.get().person == who
    assert (again.status_code, english_in_message(again)) == (409, [])
    assert LogEntry.objects.values_list("object_id", "action_flag").get() == (str(who.pk), ADDITION)
    # Records are the newsroom's: the story that is being written has no new version.
    assert article.revisions.count() == 1


def test_an_organisation_is_made_by_its_name_alone(editor):
    data = {"kind": "organisation", "text": "Hội Xuân", "name": "Hội Xuân tỉnh"}

    editor.post(panel(make.story(), "record/"), data)

    body = Entity.objects.organisations().get()
    assert (body.name, body.page, [a.name for a in body.aliases.all()]) == (
        "Hội Xuân tỉnh",
        "public",
        ["Hội Xuân"],
    )


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("UBND xã Lũng Pù", "Ủy ban nhân dân xã Lũng Pù"),
        ("Hội Cựu chiến binh xã Lũng Pù", "Hội CCB xã Lũng Pù"),
    ],
)
def test_a_body_is_found_abbreviated_and_written_out(editor, name, other):
    article = make.story(accept=False)

    editor.post(panel(article, "record/"), {"kind": "organisation", "text": name, "name": name})

    assert shown(ask(editor, article, lead=f"{name} họp. Hôm sau, {other} họp.")) == {
        "sure": [name]
    }
    body = Entity.objects.get(name=name)
    assert [(alias.name, alias.kind) for alias in body.aliases.all()] == [(other, "spelling")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "…"},
        {"kind": "nơi"},
        {"office": "Giám đốc"},
        {"organisation": "BODY"},
        {"organisation": "999"},
        {"organisation": "9" * 30},
        {"held_on": "32/13/2025"},
    ],
)
def test_a_record_that_is_wrong_is_shown_again(editor, wrong):
    body = make.organisation("Sở Tài chính")
    data = {"kind": "person", "text": "Sầm Văn Hải", "name": "Sầm Văn Hải"} | wrong
    if data.get("organisation") == "BODY":
        # Whose, but not which office.
        data["organisation"] = body.pk

    response = editor.post(panel(make.story(), "record/"), data)

    assert response.status_code == 422
    assert 'class="errorlist' in response.json()["html"]
    assert english_in(response.json()["html"].encode()) == []
    assert not Entity.objects.people().exists()


def test_another_name_is_put_on_record(editor):
    who = make.person("Hải Văn Sầm")
    article = make.story()
    asked = {"kind": "person", "text": "Sầm Văn Hải", "entity": who.pk}

    form = editor.get(panel(article, "alias/"), asked)
    nobody = editor.post(panel(article, "alias/"), asked | {"entity": ""})
    done = editor.post(panel(article, "alias/"), asked)

    assert 'value="Hải Văn Sầm"' in form.json()["html"]
    assert nobody.status_code == 422
    assert done.json()["choice"]["entity"] == who.pk
    assert LogEntry.objects.values_list("object_id", "action_flag").get() == (str(who.pk), CHANGE)
    assert [(alias.entity, alias.name) for alias in Alias.objects.all()] == [(who, "Sầm Văn Hải")]


def test_words_are_dismissed_and_taken_back(editor):
    article = make.story()
    data = {"kind": "person", "text": "Mùa Vàng"}

    statuses = [editor.post(panel(article, "dismissed/"), data).status_code for _ in range(2)]
    dismissed = DismissedName.objects.count()
    editor.post(panel(article, "dismissed/"), data | {"back": "1"})
    odd = editor.post(panel(article, "dismissed/"), {"kind": "x"})

    assert (statuses, dismissed, DismissedName.objects.count()) == ([200, 200], 1, 0)
    assert odd.status_code == 400


def test_words_on_record_are_not_dismissed(editor):
    make.person("Mùa Vàng")

    response = editor.post(
        panel(make.story(), "dismissed/"), {"kind": "person", "text": "Mùa Vàng"}
    )

    assert (response.status_code, english_in_message(response)) == (409, [])


@pytest.mark.parametrize("field", ["entity", "organisation"])
def test_a_forged_number_of_any_length_is_no_record(editor, field):
    article = make.story()
    page = panel(article, {"entity": "alias/", "organisation": "record/"}[field])

    response = editor.get(page, {"kind": "person", field: "9" * 5000})

    assert response.status_code == 200

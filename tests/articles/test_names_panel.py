"""The panel of names over HTTP: who gets what, what is forged, how much it costs."""

import json
import re
import time

import pytest
from lxml import html

from articles import recording
from articles.admin.names_draft import LONGEST_STORY
from entities.models import Entity, Person
from tests import factories as make
from tests.articles.names_desk import LEAD, ask, english_in_message, panel, shown
from tests.vietnamese_pages.english import english_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def test_the_panel_sorts_names_by_what_is_to_be_done(editor):
    known, rejected = make.person("Lê Văn Đạo"), make.person("Đỗ Văn Rạng")
    for _ in range(2):
        make.person("Phạm Thị Hòa")
    article = make.story(accept=False)

    response = ask(
        editor,
        article,
        lead="Ông Lê Văn Đạo, bà Phạm Thị Hòa, ông Sầm Văn Hải, ông Đỗ Văn Rạng.",
        body=f'<p>Theo <a data-entity="{known.pk}">Lê Văn Đạo</a>.</p>',
        choices=[
            {
                "kind": "person",
                "text": "Đỗ Văn Rạng",
                "entity": rejected.pk,
                "decision": "rejected",
            }
        ],
    )

    assert shown(response) == {
        "choose": ["Phạm Thị Hòa"],
        "unknown": ["Sầm Văn Hải"],
        "accepted": ["Lê Văn Đạo"],
        "rejected": ["Đỗ Văn Rạng"],
    }
    assert english_in(response.json()["html"].encode()) == []
    assert not article.mentions.exists()


def test_a_decision_in_the_list_moves_the_row_before_it_is_saved(editor):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", accept=False)
    row = article.mentions.get()

    response = ask(editor, article, decisions={str(row.pk): ["accepted", row.entity_id]})

    assert shown(response) == {"accepted": ["Lê Văn Đạo"]}
    row.refresh_from_db()
    assert row.decision == "proposed"


def test_namesakes_with_one_office_are_not_alike_in_the_choice(editor):
    first, second = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa")
    for who in [first, second]:
        make.tenure(who, "Giáo viên")

    html = ask(editor, make.story(), lead="Bà Phạm Thị Hòa dự.").json()["html"]

    assert re.findall(r"<small>(.*?)</small>", html) == [
        f"Giáo viên · #{first.pk}",
        f"Giáo viên · #{second.pk}",
    ]


def test_choosing_a_namesake_settles_the_name(editor):
    _first, second = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa")
    article = make.story(lead="Bà Phạm Thị Hòa dự.", accept=False)
    row = article.mentions.get()

    response = ask(editor, article, decisions={str(row.pk): ["accepted", second.pk]})

    assert shown(response) == {"accepted": ["Phạm Thị Hòa"]}
    # Folded away later, it still tells whom somebody chose.
    assert notes(response) == [f"#{second.pk}"]


def notes(response):
    found = re.findall(r'<p class="desk-name__note">(.*?)<', response.json()["html"], re.DOTALL)
    return [" ".join(note.split()) for note in found]


def test_who_was_told_from_namesakes_is_shown_with_what_tells(editor):
    held, born, other = (make.person("Phạm Thị Hòa") for _ in "123")
    make.tenure(held, "Giám đốc Sở Y tế")
    Person.objects.filter(entity=born).update(born_on="1961-02-03")
    make.person("Lê Văn Đạo")
    article = make.story(lead="Bà Phạm Thị Hòa và ông Lê Văn Đạo dự.", accept=False)
    row = article.mentions.get(text="Phạm Thị Hòa")

    seen = {
        who.pk: notes(ask(editor, article, decisions={str(row.pk): ["accepted", who.pk]}))
        for who in [held, born, other]
    }

    assert seen == {
        held.pk: ["Giám đốc Sở Y tế"],
        born.pk: ["sinh năm 1961"],
        other.pk: [f"#{other.pk}"],
    }


def test_a_record_that_is_not_there_decides_nothing(editor):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", accept=False)
    row = article.mentions.get()
    gone = {"kind": "person", "text": "Sầm Văn Hải", "entity": 999999, "decision": "accepted"}

    response = ask(
        editor,
        article,
        lead="Ông Lê Văn Đạo và ông Sầm Văn Hải dự.",
        body=f'<p>Theo <a data-entity="{"9" * 18}">ai đó</a>.</p>',
        decisions={str(row.pk): ["accepted", 999999]},
        choices=[gone],
    )

    assert shown(response) == {"sure": ["Lê Văn Đạo"], "unknown": ["Sầm Văn Hải"]}


def test_places_are_those_of_the_text_as_sent(editor):
    make.person("Lê Văn Đạo")
    article = make.story(accept=False)

    response = ask(
        editor,
        article,
        headline="Gặp Lê Văn Đạo",
        lead="",
        body="<p>Một.</p><p>Với Lê Văn Đạo.</p>",
        captions=["Ông Lê Văn Đạo"],
    )

    fragment = html.fragment_fromstring(response.json()["html"], create_parent="div")
    [row] = fragment.find_class("desk-name")
    assert json.loads(row.get("data-places")) == [
        ["headline", 0, 4, 14, "Lê Văn Đạo"],
        ["body", 1, 4, 14, "Lê Văn Đạo"],
        ["caption", 0, 4, 14, "Lê Văn Đạo"],
    ]


def test_text_in_an_old_code_is_told_while_it_is_written(editor):
    article = make.story(accept=False)

    response = ask(editor, article, body="<p>Chào.</p><p>Theo «ng Th¾ng, tiÕn ®é tèt.</p>")

    fragment = html.fragment_fromstring(response.json()["html"], create_parent="div")
    assert [told.text for told in fragment.find_class("desk-names__warning")] == [
        "Văn bản trông như gõ bằng bảng mã cũ TCVN3: hãy chuyển mã trước khi đi tiếp."
    ]


def test_words_that_are_no_name_are_not_proposed(editor):
    article = make.story(accept=False)
    recording.dismiss("person", "Sầm Văn Hải", by=make.editor())

    assert shown(ask(editor, article, lead=LEAD))["unknown"] == ["Phạm Thị Nhã"]


def test_likely_duplicates_are_told(editor):
    make.person("Hải Văn Sầm")
    article = make.story(accept=False)

    page = ask(editor, article, lead="Ông Sầm Văn Hải dự.").json()["html"]

    assert "Đã có hồ sơ Hải Văn Sầm." in page


def test_who_may_only_read_sees_the_story_as_saved_and_no_button(client):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo và ông Sầm Văn Hải dự.", accept=False)
    client.force_login(make.UserFactory(role="photo_editor"))

    response = client.post(panel(article), "{}", "application/json")

    assert shown(response) == {"sure": ["Lê Văn Đạo"], "unknown": ["Sầm Văn Hải"]}
    for act in ["decide", "all", "form", "dismiss"]:
        assert f'data-act="{act}"' not in response.json()["html"]


def test_a_reporter_decides_and_sees_no_button_on_unknown_names(client):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo và ông Sầm Văn Hải dự.", accept=False)
    client.force_login(article.created_by)

    page = ask(client, article).json()["html"]

    assert 'data-act="decide"' in page
    assert 'data-act="form"' not in page
    assert 'data-act="dismiss"' not in page


@pytest.mark.parametrize("act", ["", "record/", "alias/", "dismissed/"])
def test_the_story_of_somebody_else_is_not_there(client, act):
    article = make.story()
    client.force_login(make.UserFactory())

    assert client.post(panel(article, act), "{}", "application/json").status_code == 404


@pytest.mark.parametrize("act", ["record/", "alias/", "dismissed/"])
def test_a_reporter_is_refused_with_a_sentence(client, act):
    article = make.story()
    client.force_login(article.created_by)
    data = {"kind": "person", "text": "Sầm Văn Hải", "name": "Sầm Văn Hải"}

    response = client.post(panel(article, act), data)

    assert (response.status_code, english_in_message(response)) == (403, [])
    assert response.json()["message"]
    assert not Entity.objects.exists()


def test_nobody_is_led_to_the_sign_in(client):
    response = client.post(panel(make.story()), "{}", "application/json")

    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "sent",
    [
        "{",
        "[]",
        '{"body": 7}',
        '{"body": "", "captions": "x"}',
        '{"body": "", "captions": [1]}',
        '{"body": "", "choices": {}}',
        '{"body": "", "choices": [{"kind": "person"}]}',
        '{"body": "", "decisions": []}',
        '{"body": "", "decisions": {"x": ["accepted", null]}}',
        '{"body": "", "decisions": {"1": ["published", null]}}',
        '{"body": "", "decisions": {"1": ["accepted", "1"]}}',
        '{"body": "", "decisions": {"1": ["accepted", true]}}',
        '{"body": "", "decisions": {"1": ["accepted", 9223372036854775808]}}',
        "[" * 50_000,
    ],
)
def test_what_no_panel_sends_is_refused_with_a_sentence(editor, sent):
    response = editor.post(panel(make.story()), sent, "application/json")

    assert response.status_code == 400
    assert response.json()["message"]


def test_a_story_that_is_too_long_is_refused_with_a_sentence(editor, settings):
    article = make.story()

    longest = ask(editor, article, body="<p>" + "a" * LONGEST_STORY)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    larger = ask(editor, article, body="a" * 1001)

    assert (longest.status_code, larger.status_code) == (413, 413)
    assert longest.json() == larger.json()
    assert english_in_message(longest) == []


def test_an_odd_day_says_nothing(editor):
    assert ask(editor, make.story(), story_on="32/13/2025").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(editor, django_assert_num_queries, count):
    article = make.story(accept=False)
    parts = []
    for number in range(count):
        who = make.person(f"Lê Văn {'ABC'[number]}n")
        make.tenure(who, f"Giám đốc {number}")
        parts.append(f"Ông {who.name} và bà Mai Thị {'HKL'[number]}à dự.")

    with django_assert_num_queries(20):
        response = ask(editor, article, lead=" ".join(parts))

    assert {name: len(rows) for name, rows in shown(response).items()} == {
        "sure": count,
        "unknown": count,
    }


def test_two_thousand_words_are_answered_at_once(editor):
    make.person("Lê Văn Đạo")
    article = make.story(accept=False)
    sentence = "Ông Lê Văn Đạo và bà Phạm Thị Nhã, Giám đốc Sở Y tế, dự hội nghị với cán bộ. "
    body = f"<p>{sentence * 5}</p>" * 20
    ask(editor, article, body=body)

    start = time.process_time()
    response = ask(editor, article, body=body)
    spent = time.process_time() - start

    assert (len(sentence.split()) * 100, response.status_code) == (2000, 200)
    # The figure is bench.desk_names'; this is the ceiling that no change may go through.
    assert spent < 1

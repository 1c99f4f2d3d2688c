"""Decisions of the names panel, saved with the story."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import PhotoUse, Revision
from tests import factories as make
from tests.articles.desk import address, post, send
from tests.articles.names_desk import ask, shown
from tests.vietnamese_pages.english import english_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def choice(**kwargs):
    return json.dumps(
        [{"kind": "person", "text": "Lê Văn Đạo", "entity": None, "decision": "rejected"} | kwargs]
    )


def test_a_decision_on_a_new_name_is_saved_with_the_text_in_one_version(editor):
    who = make.person("Lê Văn Đạo")
    article = make.story(accept=False)
    accepted = choice(entity=who.pk, decision="accepted")

    send(editor, article, lead="Ông Lê Văn Đạo dự.", fresh_decisions=accepted)

    article.refresh_from_db()
    row = article.mentions.get()
    assert (row.entity, row.decision, row.count, article.version) == (who, "accepted", 1, 2)
    assert [m["decision"] for m in article.last_revision.snapshot["mentions"]] == ["accepted"]


def test_a_rejected_name_is_not_asked_about_again(editor):
    article = make.story(accept=False)
    rejected = choice(text="Sầm Văn Hải")

    send(editor, article, lead="Ông Sầm Văn Hải dự.", fresh_decisions=rejected)
    article.refresh_from_db()

    assert shown(ask(editor, article)) == {"rejected": ["Sầm Văn Hải"]}


@pytest.mark.parametrize("forged", ["[", '[{"kind": "x"}]', choice(decision="accepted")])
def test_forged_decisions_are_refused_and_nothing_is_half_saved(editor, forged):
    article = make.story()

    response = editor.post(
        address(article), post(editor, article, lead="Chữ mới.", fresh_decisions=forged)
    )

    article.refresh_from_db()
    assert (response.status_code, article.version) == (200, 1)
    assert article.lead != "Chữ mới."
    assert response.context["errors"]
    assert "Chữ mới." in response.content.decode()


def test_a_record_that_is_not_meant_is_refused_and_the_decisions_stay(editor):
    make.person("Lê Văn Đạo")
    other = make.person("Đỗ Văn Rạng")
    article = make.story(accept=False)
    forged = choice(entity=other.pk, decision="accepted")

    response = editor.post(
        address(article), post(editor, article, lead="Ông Lê Văn Đạo dự.", fresh_decisions=forged)
    )

    assert response.status_code == 200
    assert not article.mentions.exists()
    kept = html.fromstring(response.content).xpath("//input[@name='fresh_decisions']/@value")
    assert [json.loads(value) for value in kept] == [json.loads(forged)]


def test_a_record_that_is_not_meant_in_a_caption_is_left_out_and_told(editor):
    who, other = make.person("Lê Văn Đạo"), make.person("Đỗ Văn Rạng")
    article = make.story(accept=False)
    PhotoUse.objects.create(article=article, photo=make.awaiting_photo(), caption="Ông Lê Văn Đạo.")
    forged = choice(entity=other.pk, decision="accepted")

    response = send(editor, article, lead="Chữ mới.", fresh_decisions=forged)

    article.refresh_from_db()
    assert (article.lead, article.version) == ("Chữ mới.", 2)
    assert [(row.entity, row.decision) for row in article.mentions.all()] == [(who, "proposed")]
    assert "“Lê Văn Đạo”" in "".join(str(message) for message in response.context["messages"])
    assert english_in(response.content) == []


def test_names_are_looked_for_once_when_a_story_is_saved(editor):
    who = make.person("Lê Văn Đạo")
    article = make.story(accept=False)
    accepted = choice(entity=who.pk, decision="accepted")
    sent = post(editor, article, lead="Ông Lê Văn Đạo, ông Sầm Văn Hải.", fresh_decisions=accepted)

    with CaptureQueriesContext(connection) as asked:
        editor.post(address(article), sent)

    # Each search asks once which words are no names.
    assert sum("entities_dismissedname" in query["sql"] for query in asked) == 1
    assert article.mentions.count() == 2


def test_a_failed_form_keeps_what_was_decided(editor):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", accept=False)
    fresh = choice(text="Sầm Văn Hải")

    response = editor.post(
        address(article),
        post(
            editor,
            article,
            story_on="32/13/2025",
            fresh_decisions=fresh,
            **{"mentions-0-decision": "accepted"},
        ),
    )

    page = html.fromstring(response.content)
    assert page.xpath("//input[@name='mentions-0-decision'][@checked]/@value") == ["accepted"]
    assert [json.loads(v) for v in page.xpath("//input[@name='fresh_decisions']/@value")] == [
        json.loads(fresh)
    ]


def test_a_save_that_was_lost_keeps_what_was_decided(editor):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự.", accept=False)
    stale = post(
        editor,
        article,
        fresh_decisions=choice(text="Sầm Văn Hải"),
        **{"mentions-0-decision": "accepted"},
    )
    send(editor, article, headline="Người thứ nhất")

    response = editor.post(address(article), stale, follow=True)

    lost = Revision.objects.get(is_taken=False).snapshot["mentions"]
    assert [(m["text"], m["decision"]) for m in lost] == [
        ("Lê Văn Đạo", "accepted"),
        ("Sầm Văn Hải", "rejected"),
    ]
    told = html.fromstring(response.content.decode()).find_class("desk-changes__names")
    assert "Sầm Văn Hải: bỏ qua" in " ".join(told[0].text_content().split())


def test_a_forged_link_is_dropped_with_a_message(editor):
    article = make.story()

    response = send(editor, article, body='<p>Theo <a data-entity="99999">ai đó</a>.</p>')

    article.refresh_from_db()
    assert article.body == "<p>Theo ai đó.</p>"
    assert "“ai đó”" in "".join(str(message) for message in response.context["messages"])
    assert english_in(response.content) == []

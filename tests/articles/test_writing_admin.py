"""What the page of an open story sends while somebody writes, and what it is told."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from lxml import html

from articles.models import Article, ArticleStatus, AutosaveDraft, Presence, Revision
from tests import factories as make
from tests.articles.desk import address, post, send

pytestmark = pytest.mark.django_db


def tell(client, article, **sent):
    page = reverse("admin:articles_article_writing", args=[article.pk])
    return client.post(page, json.dumps(sent), content_type="application/json")


def test_what_is_typed_is_kept_and_touches_neither_story_nor_history(client):
    article = make.story(lead="Đã lưu.")
    client.force_login(article.created_by)
    before = (Article.objects.values().get(), Revision.objects.count())

    for lead in ["Gõ dở.", "Gõ tiếp."]:
        answer = tell(client, article, read_version=1, fields={"lead": lead, "topics": ["1\tBiển"]})

    draft = AutosaveDraft.objects.get()
    assert (draft.article, draft.user, draft.read_version) == (article, article.created_by, 1)
    assert draft.fields == {"lead": "Gõ tiếp.", "topics": ["1\tBiển"]}
    assert answer.json()["kept"] != ""
    assert (Article.objects.values().get(), Revision.objects.count()) == before
    assert not LogEntry.objects.exists()


def test_the_form_offers_what_was_typed_to_its_writer_alone(client):
    article = make.story()
    client.force_login(article.created_by)
    tell(client, article, read_version=1, fields={"lead": "Gõ dở </script>."})

    mine = client.get(address(article)).content.decode()
    client.force_login(make.editor())
    theirs = client.get(address(article)).content.decode()

    assert 'id="desk-typed"' in mine
    [draft] = html.fromstring(mine).xpath('//script[@id="desk-typed"]')
    assert json.loads(draft.text)["fields"] == {"lead": "Gõ dở </script>."}
    assert "desk-typed" not in theirs


def test_saving_drops_what_was_typed_and_so_does_saving_second(client):
    article = make.story()
    editor = make.editor()
    client.force_login(editor)
    stale = post(client, article, lead="Người thứ hai viết.")
    tell(client, article, read_version=1, fields={"lead": "Gõ dở."})
    send(client, article, lead="Lưu.")
    after_saving = AutosaveDraft.objects.count()
    tell(client, article, read_version=1, fields={"lead": "Người thứ hai viết."})

    client.post(address(article), stale)

    assert (after_saving, AutosaveDraft.objects.count()) == (0, 0)
    assert Revision.objects.get(is_taken=False).snapshot["lead"] == "Người thứ hai viết."


def test_what_was_typed_can_be_thrown_away(client):
    article = make.story()
    client.force_login(article.created_by)
    tell(client, article, read_version=1, fields={"lead": "Gõ dở."})

    tell(client, article, act="drop")

    assert not AutosaveDraft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b"\xff",
        b'{"fields": []}',
        b'{"fields": {"lead": 1}, "read_version": 1}',
        b'{"fields": {"lead": ["a", {}]}, "read_version": 1}',
        b'{"fields": {"lead": "a"}}',
        b'{"fields": {"lead": "a"}, "read_version": true}',
        b'{"fields": {"lead": "a"}, "read_version": -1}',
        b'{"fields": {"lead": "a"}, "read_version": 99999999999}',
        b'{"fields": {"lead": "a\\u0000"}, "read_version": 1}',
        b'{"fields": {"lead": "' + b"a" * 4_200_000 + b'"}, "read_version": 1}',
    ],
    ids=range(13),
)
def test_what_is_no_form_is_refused_with_a_sentence(client, body):
    article = make.story()
    client.force_login(article.created_by)
    page = reverse("admin:articles_article_writing", args=[article.pk])

    answer = client.post(page, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["message"].startswith(("Không đọc được", "Không giữ được"))
    assert not AutosaveDraft.objects.exists()


def test_who_may_only_read_keeps_nothing_and_is_seen(client):
    article = make.in_status(ArticleStatus.SUBMITTED)
    client.force_login(article.created_by)

    typed = tell(client, article, read_version=1, fields={"lead": "Gõ."})
    seen = tell(client, article, read_version=1)
    asked = tell(client, article, act="take")

    assert (typed.status_code, seen.status_code) == (403, 200)
    assert seen.json()["pen"] is None
    assert asked.json()["pen"] is None
    assert [one["is_me"] for one in seen.json()["here"]] == [True]
    assert not AutosaveDraft.objects.exists()


def test_a_story_that_is_closed_to_somebody_tells_them_nothing(client):
    article = make.story()
    client.force_login(make.UserFactory())

    assert tell(client, article, fields={"lead": "Gõ."}, read_version=1).status_code == 404
    assert tell(client, make.story()).status_code == 404
    assert not Presence.objects.exists()


def test_who_is_signed_out_is_led_to_sign_in_and_nothing_is_kept(client):
    answer = tell(client, make.story(), fields={"lead": "Gõ."}, read_version=1)

    assert (answer.status_code, AutosaveDraft.objects.count()) == (302, 0)


def test_the_pen_goes_from_hand_to_hand(client):
    article = make.story()
    lan, minh = make.editor(full_name="Lan"), make.editor(full_name="Minh")
    client.force_login(lan)
    tell(client, article)
    client.force_login(minh)
    alone = tell(client, article).json()
    asked = tell(client, article, act="ask").json()
    early = tell(client, article, act="take").json()
    client.force_login(lan)
    seen = tell(client, article).json()
    given = tell(client, article, act="give", to=minh.pk).json()
    gone = tell(client, article, act="leave").json()

    assert [answer["pen"] for answer in [alone, asked, early, seen, given]] == [
        lan.pk,
        lan.pk,
        lan.pk,
        lan.pk,
        minh.pk,
    ]
    assert [one["asks"] for one in seen["here"]] == [False, True]
    assert gone == {}
    assert Presence.objects.get().user == minh


def test_who_reads_an_older_version_is_told_who_saved_since(client):
    article = make.story()
    lan = make.editor(full_name="Lan")
    client.force_login(lan)
    send(client, article, lead="Lan viết.")
    client.force_login(make.editor())

    old, fresh = tell(client, article, read_version=1), tell(client, article, read_version=2)

    assert old.json()["saved"].startswith("Lan đã lưu bài này lúc ")
    assert (fresh.json()["saved"], fresh.json()["version"]) == ("", 2)


def test_keeping_takes_few_queries(client, django_assert_num_queries):
    article = make.story()
    client.force_login(article.created_by)
    tell(client, article, read_version=1, fields={"lead": "Gõ."})

    with django_assert_num_queries(9):
        tell(client, article, read_version=1, fields={"lead": "Gõ tiếp."})


@pytest.mark.parametrize(("button", "stays"), [("_continue", True), ("_save", False)])
def test_who_saves_and_writes_on_keeps_the_pen_and_who_goes_lets_it_go(client, button, stays):
    article = make.story()
    client.force_login(article.created_by)
    tell(client, article)

    client.post(address(article), post(client, article, lead="Lưu.", **{button: "1"}))

    assert Presence.objects.exists() == stays


def test_a_refused_form_is_offered_no_older_text(client):
    article = make.story()
    client.force_login(article.created_by)
    tell(client, article, read_version=1, fields={"lead": "Gõ hôm qua."})

    page = client.post(address(article), post(client, article, story_on="99/99/2025"))

    [state] = html.fromstring(page.content.decode()).xpath('//*[@id="desk-writing-state"]')
    assert ("data-refused" in state.attrib, state.xpath('.//*[@id="desk-typed"]')) == (True, [])
    assert AutosaveDraft.objects.get().fields == {"lead": "Gõ hôm qua."}


def test_when_it_was_kept_is_told_alike_by_the_answer_and_by_the_form(client):
    article = make.story()
    client.force_login(article.created_by)

    answer = tell(client, article, read_version=1, fields={"lead": "Gõ dở."})
    beat = tell(client, article, read_version=1)

    [draft] = html.fromstring(client.get(address(article)).content.decode()).xpath(
        '//script[@id="desk-typed"]'
    )
    assert json.loads(draft.text)["at"] == answer.json()["kept_at"]
    assert beat.json()["kept_at"] == ""

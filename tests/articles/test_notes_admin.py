"""The panel of notes beside a story's text: who is answered what, and what stays as it was."""

import datetime
import json
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import notes, previews
from articles.models import ArticleStatus, Edition, Note, NoteField, Revision
from articles.notes import Place
from tests import factories as make
from tests.articles.desk import address, send

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)


def page(article, name="notes"):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def tell(client, article, **sent):
    return client.post(page(article), json.dumps(sent), content_type="application/json")


def shown(answer):
    """Return [(about, its words or None, [(who, text)], buttons)] of the panel."""
    root = html.fromstring(answer.json()["html"])
    return [
        (
            words_of(thread, "desk-thread__about"),
            [
                (part.xpath(".//strong")[0].text_content(), words_of(part, "desk-thread__text"))
                for part in thread.find_class("desk-thread__note")
            ],
            [button.text for button in thread.xpath("div[@class='desk-notes__buttons']/button")],
        )
        for thread in root.find_class("desk-thread")
    ]


def words_of(element, name):
    """Return the words of the first part of a class; "" where there is none."""
    parts = [" ".join(part.text_content().split()) for part in element.find_class(name)]
    return parts[0] if parts else ""


ABOUT = {"field": "body", "key": "", "words": "sớm hơn mọi năm", "paragraph": 0, "start": 7}


def test_a_note_is_written_answered_resolved_and_opened(client):
    article = make.story()
    lan, minh = make.editor(full_name="Lan"), make.editor(full_name="Minh")
    client.force_login(lan)
    written = tell(client, article, act="write", text="Năm nào?", about=ABOUT)
    note = Note.objects.get()
    client.force_login(minh)

    answered = tell(client, article, act="answer", note=note.pk, text="Năm ngoái.")
    resolved = tell(client, article, act="resolve", note=note.pk)
    opened = tell(client, article, act="reopen", note=note.pk)

    first, both = [("Lan", "Năm nào?")], [("Lan", "Năm nào?"), ("Minh", "Năm ngoái.")]
    about, to_do = "nội dung sớm hơn mọi năm", ["Trả lời", "Đã xong"]
    assert shown(written) == [(about, first, to_do)]
    assert shown(answered) == [(about, both, to_do)]
    assert shown(resolved) == [(about, both, ["Trả lời", "Mở lại"])]
    assert shown(opened) == [(about, both, to_do)]
    assert [a.json()["open"] for a in [written, answered, resolved, opened]] == [1, 1, 0, 1]
    assert "Minh đã đánh dấu xong" in resolved.json()["html"]
    assert opened.json()["places"] == {str(note.pk): [["body", 0, 7, 22, "sớm hơn mọi năm"]]}
    assert resolved.json()["places"] == {}


def test_a_note_follows_what_is_typed_and_says_when_the_passage_is_gone(client):
    article = make.story()
    client.force_login(make.editor())
    tell(client, article, act="write", text="Năm nào?", about=ABOUT)
    note = Note.objects.get()

    moved = tell(client, article, texts={"body": "<p>Mới.</p><p>A: Tàu về sớm hơn mọi năm.</p>"})
    gone = tell(client, article, texts={"body": "<p>Viết lại cả.</p>"})

    assert moved.json()["places"] == {str(note.pk): [["body", 1, 10, 25, "sớm hơn mọi năm"]]}
    assert gone.json()["places"] == {str(note.pk): []}
    assert [about for about, *_rest in shown(gone)] == [
        "nội dung sớm hơn mọi năm Đoạn này đã bị sửa/xóa."
    ]


@pytest.mark.parametrize(
    ("about", "expected", "label"),
    [
        (None, ("story", "", ""), ""),
        ({"field": "story", "words": "x"}, ("story", "", ""), ""),
        ({"field": "headline"}, ("headline", "", ""), "tít"),
        ({"field": "headline", "words": "vụ mới"}, ("headline", "", "vụ mới"), "tít vụ mới"),
        ({"field": "lead", "words": "Sáng nay"}, ("lead", "", "Sáng nay"), "sapo Sáng nay"),
        ({"field": "caption", "key": "KEY"}, ("caption", "KEY", ""), "chú thích ảnh"),
        (
            {"field": "caption", "key": "KEY", "words": "buổi sớm"},
            ("caption", "KEY", "buổi sớm"),
            "chú thích ảnh buổi sớm",
        ),
    ],
)
def test_a_note_is_on_the_story_or_a_field_or_words_in_it(client, about, expected, label):
    article = make.story(shown=[make.photo("Bến cá buổi sớm")])
    key = article.photo_uses.get().key
    client.force_login(make.editor())
    sent = json.loads(json.dumps(about).replace("KEY", key))

    answer = tell(client, article, act="write", text="Sửa.", about=sent)

    field, photo_key, quote = expected
    found = Note.objects.values_list("field", "photo_key", "quote").get()
    assert found == (field, photo_key.replace("KEY", key), quote)
    assert [about for about, *_rest in shown(answer)] == [label]


def test_hostile_text_is_text(client):
    article = make.story(body="<p>a &lt;script&gt; b</p>")
    client.force_login(make.editor(full_name="<i>Lan</i>"))
    text = '<script>alert(1)</script><img src=x onerror="alert(2)">'

    answer = tell(
        client, article, act="write", text=text, about={"field": "body", "words": "<script>"}
    )

    assert shown(answer) == [("nội dung <script>", [("<i>Lan</i>", text)], ["Trả lời", "Đã xong"])]
    assert html.fromstring(answer.json()["html"]).xpath("//script | //img | //i") == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "write", "text": " "}, 422),
        ({"act": "write", "text": "a" * 10_001}, 422),
        ({"act": "write", "text": ["a"]}, 422),
        ({"act": "write", "text": "a", "about": {"field": "body", "words": "tàu ngầm"}}, 422),
        ({"act": "write", "text": "a", "about": {"field": "x", "words": "a"}}, 422),
        ({"act": "write", "text": "a", "about": {"field": "caption", "key": ""}}, 422),
        (
            {
                "act": "write",
                "text": "a",
                "about": {"field": "caption", "key": ""},
                "texts": {"captions": {"": "b"}},
            },
            422,
        ),
        ({"act": "answer", "text": "a"}, 422),
        ({"act": "answer", "text": "a", "note": True}, 422),
        ({"act": "resolve", "note": 10**30}, 422),
        ({"act": "resolve", "note": 999_999}, 422),
        ({"act": "delete", "note": 1}, 422),
    ],
    ids=range(12),
)
def test_what_is_no_note_is_refused_with_a_sentence(client, sent, status):
    article = make.story()
    client.force_login(make.editor())

    answer = tell(client, article, **sent)

    assert (answer.status_code, bool(answer.json()["message"])) == (status, True)
    assert not Note.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 100_000, b"1"])
def test_what_is_no_json_is_refused(client, body):
    client.force_login(make.editor())

    answer = client.post(page(make.story()), body, content_type="application/json")

    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "Không đọc được dữ liệu gửi lên.",
    )


def test_a_note_of_another_story_is_not_answered_here(client):
    reporter = make.UserFactory()
    own, other = make.story(by=reporter), make.story()
    note = notes.write(other, by=make.editor(), text="Kín.", at=Place(), now=NOW)
    client.force_login(reporter)

    answers = [
        tell(client, own, act=act, note=note.pk, text="a")
        for act in ["answer", "resolve", "reopen"]
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert [answer.json()["message"] for answer in answers] == ["Bài này không có ghi chú đó."] * 3
    assert Note.objects.get().is_open


@pytest.mark.parametrize("role", [None, Role.REPORTER])
def test_who_may_not_read_the_story_is_told_nothing(client, role):
    article = make.story()
    note = notes.write(article, by=make.editor(), text="Kín.", at=Place(), now=NOW)
    if role:
        client.force_login(make.UserFactory(role=role))

    answers = [
        client.get(page(article)),
        client.get(page(article, "colleagues"), {"q": "a"}),
        tell(client, article, act="list"),
        tell(client, article, act="write", text="a"),
        tell(client, article, act="resolve", note=note.pk),
    ]

    assert [answer.status_code for answer in answers] == [404 if role else 302] * 5
    assert not any(b"K\xc3\xadn" in answer.content for answer in answers)
    assert Note.objects.get().is_open


def test_who_may_only_read_writes_notes_all_the_same(client):
    article = make.in_status(ArticleStatus.SUBMITTED)
    client.force_login(article.created_by)

    answer = tell(client, article, act="write", text="Đã sửa.", about=ABOUT, texts=None)

    assert (answer.status_code, Note.objects.get().quote) == (200, "sớm hơn mọi năm")
    assert 'id="desk-notes"' in client.get(address(article)).content.decode()


def test_open_pages_ask_whether_anything_is_new(client, django_assert_num_queries):
    article = make.story()
    client.force_login(make.editor())
    stamp = tell(client, article, act="write", text="Một.").json()["stamp"]

    with django_assert_num_queries(4):
        same = client.get(page(article), {"stamp": stamp}).json()
    notes.resolve(Note.objects.get(), by=make.editor(), now=timezone.now())
    other = client.get(page(article), {"stamp": stamp}).json()

    assert (same["changed"], other["changed"]) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_takes_the_same_queries_however_many_notes(
    client, django_assert_num_queries, count
):
    article = make.story()
    lan = make.editor(full_name="Lan")
    for number in range(count):
        note = notes.write(article, by=lan, text=f"{number} @Lan", at=Place(), now=NOW)
        notes.answer(note, by=make.editor(), text="@Lan", now=NOW)
    client.force_login(make.editor())

    with django_assert_num_queries(7):
        answer = tell(client, article, act="list")

    assert answer.json()["all"] == count


def test_the_form_asks_no_more_for_its_notes(client, django_assert_max_num_queries):
    article = make.story()
    for _n in range(3):
        notes.write(article, by=make.editor(), text="a", at=Place(), now=NOW)
    client.force_login(make.editor())

    with django_assert_max_num_queries(1000) as asked:
        client.get(address(article))

    assert not [query for query in asked.captured_queries if "articles_note" in query["sql"]]
    assert not [query for query in asked.captured_queries if "notification" in query["sql"]]


def test_colleagues_are_offered_by_name(client):
    article = make.story()
    make.editor(full_name="Trần Thị Lan", username="lan")
    client.force_login(make.editor(full_name="Minh"))

    answer = client.get(page(article, "colleagues"), {"q": "lan"})

    [name] = answer.json()["names"]
    assert name["id"]
    assert {key: name[key] for key in ["name", "also", "note", "call"]} == {
        "name": "Trần Thị Lan",
        "also": "@lan",
        "note": "biên tập viên",
        "call": "Trần Thị Lan",
    }


def test_saving_the_story_takes_no_note_with_it_and_no_mark(client):
    article = make.story()
    client.force_login(make.editor())
    tell(client, article, act="write", text="Năm nào?", about=ABOUT)
    body, version = article.body, article.version

    send(client, article, headline="Tít mới")

    article.refresh_from_db()
    assert (article.body, article.version) == (body, version + 1)
    assert "Năm nào" not in str(article.last_revision.snapshot)


CANARY = "CHIMYENBAYTHAP"


def public_addresses(edition):
    """Every address without a key of its own, and those that this edition and its names have."""
    from_the_top = [
        f"/{pattern.pattern}"
        for pattern in get_resolver("public.urls").url_patterns
        if not pattern.pattern.converters and "(" not in str(pattern.pattern)
    ]
    pages = {"/", edition.path, f"/{edition.section.slug}/", *from_the_top}
    return pages | {row.entity.get_absolute_url() for row in edition.entities.all()}


def test_a_note_is_in_nothing_that_readers_and_guests_see(client, settings):
    make.person("Lê Văn Đạo")
    photo = make.photo("Bến cá")
    edition = make.published(lead="Ông Lê Văn Đạo phát biểu.", shown=[photo])
    article, editor = edition.article, make.editor(full_name="Lan")
    key = article.photo_uses.get().key
    for field, blocks, words in [
        (NoteField.STORY, [], ""),
        (NoteField.HEADLINE, [article.headline], "vụ mới"),
        (NoteField.BODY, ["Tàu về sớm hơn mọi năm."], "sớm hơn"),
        (NoteField.CAPTION, ["Bến cá"], "Bến"),
    ]:
        at = notes.place(
            field,
            blocks,
            words=words,
            paragraph=0,
            start=0,
            key=key if field == NoteField.CAPTION else "",
        )
        note = notes.write(article, by=editor, text=f"{CANARY} {field}", at=at, now=NOW)
        notes.answer(note, by=make.editor(), text=f"{CANARY} @Lan", now=NOW)
    again = make.republished(article, lead="Ông Lê Văn Đạo phát biểu lại.")
    _link, token = previews.make(article.last_revision, by=editor, days=1)
    addresses = public_addresses(again)

    answers = {path: client.get(path, follow=True) for path in addresses}
    preview = client.get(reverse("public:preview", args=[token]))
    searched = client.get("/", {"q": CANARY})

    assert answers["/"].status_code == answers[again.path].status_code == preview.status_code == 200
    said = [answer.getvalue() for answer in [*answers.values(), preview, searched]]
    assert not [page for page in said if CANARY.encode() in page]
    # What is stored of it: editions with their JSON-LD and cards, revisions, and public files.
    stored = [*Edition.objects.values(), *Revision.objects.values()]
    assert CANARY not in str(stored)
    files = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if CANARY.encode() in file.read_bytes()]
    assert Note.objects.filter(text__contains=CANARY).count() == 8
    # And the desk's own addresses are none of theirs.
    assert client.get(page(article)).status_code == 302

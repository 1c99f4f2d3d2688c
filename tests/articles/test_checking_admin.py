"""The checklist beside the text, of what is being written and of what is saved."""

import datetime
import json

import pytest
from lxml import html

from articles import publishing, saving
from articles.models import Article, Revision
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import address

pytestmark = pytest.mark.django_db

NO_LEAD, NO_SECTION, NO_BYLINE = (
    f"Tin, bài chưa có {lacks}." for lacks in ["sapo", "chuyên mục", "tên tác giả"]
)


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def draft(article, **changes):
    uses = list(article.photo_uses.all())
    return {
        "headline": article.headline,
        "lead": article.lead,
        "body": article.body,
        "captions": [use.shown_caption for use in uses],
        "photos": [[use.key, str(use.photo_id)] for use in uses],
        "section": str(article.section_id),
        "bylines": [str(byline.author_id) for byline in article.bylines.all()],
        "is_proposed": article.headline_is_proposed,
        "photo_choices": "",
    } | changes


def ask(client, article, sent):
    url = f"/admin/articles/article/{article.pk}/names/"
    return client.post(url, json.dumps(sent), "application/json")


def listed(fragment):
    """[(heading, [(sentence, where it leads)])]."""
    root = html.fragment_fromstring(fragment, create_parent="div")
    return {
        heading.text.strip(): [
            (
                " ".join((line.xpath("a[@data-where]") or [line])[0].text_content().split()),
                line.xpath("string(a/@href)"),
            )
            for line in heading.getnext()
        ]
        for heading in root.iter("h3")
    }


def told(client, article, **changes):
    response = ask(client, article, draft(article, **changes))
    assert response.status_code == 200
    return listed(response.json()["checklist"])


def test_of_a_whole_draft_there_is_nothing_to_say(editor):
    article = make.story(shown=[make.photo()])

    assert told(editor, article) == {}
    assert "Đã đủ" in ask(editor, article, draft(article)).json()["checklist"]


def test_the_draft_is_checked_and_not_what_is_saved(editor):
    article = make.story()
    before = Revision.objects.count()

    found = told(editor, article, lead="", section="", bylines=[], headline="Tít " * 30)

    assert found == {
        "Chưa xuất bản được": [
            (NO_LEAD, "#id_lead"),
            (NO_SECTION, "#id_section"),
            (NO_BYLINE, "#bylines-group"),
        ],
        "Nên xem lại": [
            ("Tít dài 119 ký tự; danh sách tin chỉ hiện khoảng 90.", "#id_headline"),
        ],
    }
    assert Revision.objects.count() == before
    assert Article.objects.get().lead == article.lead


def test_what_is_typed_mends_it_at_once(editor):
    article = make.story(lead="", section=None, headline_is_proposed=True)
    article.bylines.all().delete()
    Article.objects.update(section=None)
    article.refresh_from_db()
    section, author = make.SectionFactory(), make.AuthorFactory()
    saving.save(article, by=make.editor(), expected_version=article.version)

    lacking = told(editor, article, section="", bylines=[])
    mended = told(
        editor,
        article,
        headline="Tít đã viết",
        lead="Sapo.",
        section=str(section.pk),
        bylines=[str(author.pk)],
    )

    assert [len(lines) for lines in lacking.values()] == [4]
    assert mended == {}


def test_a_caption_that_is_typed_counts_and_the_photo_has_a_link(editor):
    photo = make.photo("", alt_text="")
    article = make.story(shown=[photo])
    key = article.photo_uses.get().key

    response = ask(editor, article, draft(article, captions=["Chợ phiên"]))

    ((line,),) = listed(response.json()["checklist"]).values()
    assert line[0].startswith("Ảnh “Chợ phiên · anh.jpg” chưa có mô tả")
    assert line[1] == f"#photo-{key}"
    assert f'href="/admin/photos/photo/{photo.pk}/change/"' in response.json()["checklist"]


def test_a_photo_that_was_placed_a_moment_ago_is_checked(editor):
    photo = make.photo("Chợ phiên")
    Photo.objects.update(alt_text="")
    article = make.story()
    placed = [{"key": "0123456789ab", "photo": photo.pk, "caption": ""}]
    body = f'{article.body}<figure data-photo="0123456789ab"></figure>'

    found = told(editor, article, body=body, photo_choices=json.dumps(placed))

    assert [len(lines) for lines in found.values()] == [1]
    assert not article.photo_uses.exists()


def test_decisions_that_are_not_saved_count(editor):
    make.person("Lê Văn Đạo", is_protected=True)
    article = make.story(accept=False)
    lead = "Em Lê Văn Đạo kể."
    entity = Article.objects.get() and make.person("Sầm Văn Hải")
    chosen = {"kind": "person", "text": "Lê Văn Đạo", "decision": "rejected"}

    before = told(editor, article, lead=lead)
    protected = ask(editor, article, draft(article, lead=lead)).json()["html"]
    pk = int(html.fromstring(protected).xpath("string(//li[@data-entity]/@data-entity)"))
    after = told(editor, article, lead=lead, choices=[chosen | {"entity": pk}])

    assert [len(lines) for lines in before.values()] == [1]
    assert after == {}
    assert entity.pk != pk


@pytest.mark.parametrize(
    "forged",
    [
        {"photos": 5},
        {"photos": [["x"], 7, [None, None]]},
        {"bylines": "x"},
        {"section": ["1"]},
        {"section": "9" * 30},
        {"photo_choices": "{"},
        {"is_proposed": "yes"},
    ],
)
def test_forged_values_say_nothing(editor, forged):
    article = make.story(shown=[make.photo()])

    response = ask(editor, article, draft(article, **forged))

    assert response.status_code == 200
    assert set(listed(response.json()["checklist"])) <= {"Chưa xuất bản được"}


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_reporters_find_it_for_their_own_stories_only(client, status):
    article = make.in_status(status)
    Article.objects.update(embargo_until=datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC))
    theirs = make.story()
    client.force_login(article.created_by)

    page = client.get(address(article)).content.decode()

    assert "Kiểm tra trước khi xuất bản" in page
    assert "cấm phổ biến" in page or "00, 01/01/2100" in page
    assert ask(client, article, {}).status_code == 200
    assert ask(client, theirs, {}).status_code == 404


def test_a_story_that_readers_have_tells_what_it_was_published_over_and_what_stops_it_now(editor):
    article = make.approved(shown=[make.photo(), make.awaiting_photo()])
    publishing.publish(article, revision=article.approved_revision, by=make.editor())
    over = "Số ảnh bạn đọc chưa thấy được: 1."

    before = listed(editor.get(address(article)).context["checklist"])
    Photo.objects.filter(is_awaiting=False).update(alt_text="")
    now = listed(editor.get(address(article)).context["checklist"])

    assert before == {"Nên xem lại": [(over, "")]}
    [(sentence, _place)] = now.pop("Chưa xuất bản được")
    assert sentence.startswith("Ảnh “Bến cá buổi sớm · anh.jpg” chưa có mô tả")
    assert now == before


def test_who_may_only_read_is_led_nowhere(client):
    article = make.in_status("submitted")
    article.bylines.all().delete()
    saving.save(article, by=make.editor(), expected_version=article.version)
    client.force_login(article.created_by)

    answer = ask(client, article, {}).json()["checklist"]

    assert NO_BYLINE in answer
    assert "<a" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(editor, django_assert_num_queries, count):
    photos = [make.photo(f"Bến cá {n}") for n in range(count)]
    people = [make.person(f"Lê Văn {name}") for name in ["Đạo", "Hải", "Lâm"][:count]]
    for who in people:
        make.tenure(who, "Giám đốc Sở Y tế")
    lead = " ".join(f"Ông {who.name}, Giám đốc Sở Y tế, dự." for who in people)
    body = "".join(f'<p><a href="/tin/x-{n}/">đây</a></p>' for n in range(count))
    article = make.story(shown=photos, lead=lead)
    sent = draft(article, body=article.body + body)
    ask(editor, article, sent)

    # One of them only for links that lead nowhere: whether they will later.
    with django_assert_num_queries(26):
        ask(editor, article, sent)

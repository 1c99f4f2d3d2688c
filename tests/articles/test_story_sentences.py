"""What the desk says of a story: refusals, warnings, the history, each once and in Vietnamese."""

import pytest
from django.urls import reverse
from lxml import html

from articles.models import Article
from tests import factories as make
from tests.articles.desk import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Sign in as somebody; returns the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_a_name_is_accepted_only_with_its_record_and_that_is_said_once(desk):
    article = make.story(body="<p>Bà Mai Thị Nhã đến bến cá.</p>")

    response = send(desk(make.editor()), article, **{"mentions-0-decision": "accepted"})

    assert list(response.context["errors"]) == [
        ["Hãy chọn hồ sơ nhân vật hoặc cơ quan, tổ chức ứng với “Mai Thị Nhã”."]
    ]
    assert article.mentions.get().decision == "proposed"


def test_an_author_twice_in_one_role_is_refused_without_names_of_columns(desk):
    article = make.story()
    author = article.bylines.get().author_id
    twice = {"bylines-TOTAL_FORMS": 2, "bylines-1-author": author, "bylines-1-role": "reporter"}

    response = send(desk(make.editor()), article, **twice, **{"bylines-1-position": 1})

    assert response.context["inline_admin_formsets"][2].formset.non_form_errors() == [
        "Trong danh sách có một tác giả ghi hai lần với cùng vai trò."
    ]
    assert article.bylines.count() == 1


def history(client, article):
    """What the history page says, the oldest first."""
    page = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    rows = html.fromstring(page.content.decode()).findall(".//tbody/tr")
    return [row.findall("td")[1].text for row in rows]


def test_history_names_fields_as_the_form_does(desk):
    article = make.story(body="<p>Bà Mai Thị Nhã đến bến cá.</p>", shown=[make.photo()])
    client = desk(make.editor())

    send(client, article, headline="Tít mới", body="<p>Khác</p>", dateline="Vân Sa")
    send(client, article, **{"photo_uses-0-caption": "Chú thích riêng"})

    assert history(client, article) == [
        "Đã thay đổi tít, nội dung và nơi đưa tin.",
        "Đã thay đổi chú thích ảnh riêng cho bài này cho ảnh trong bài “Bến cá buổi sớm”.",
    ]


def test_the_editors_own_line_ends_are_no_change_of_the_text(desk):
    article = make.story(body="<p>Một</p><p>Hai</p>")
    client = desk(make.editor())

    send(client, article, body="<p>Một</p>\r\n\r\n<p>Hai&nbsp;</p>\r\n", _act="submit")

    # The step alone; no field was changed.
    assert article.status_changes.count() == 1
    assert (article.revisions.count(), history(client, article)) == (
        1,
        ["bản nháp → chờ biên tập"],
    )


def told(response):
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def test_an_empty_story_is_submitted_with_a_warning_and_not_approved(desk):
    reporter, editor = make.UserFactory(), make.editor()
    new = desk(reporter).post("/admin/articles/article/add/", {"headline": ""}, follow=True)
    article = Article.objects.get()

    submitted = send(desk(reporter), article, _act="submit")
    send(desk(editor), article, _act="review")
    approved = send(desk(editor), article, _act="approve")

    article.refresh_from_db()
    lacks = ["Tin, bài chưa có tít.", "Tin, bài chưa có sapo.", "Tin, bài chưa có chuyên mục."]
    assert told(new) == [("success", "Đã mở tin, bài mới. Mời bạn viết ở đây.")]
    assert told(submitted)[1:] == [("warning", sentence) for sentence in lacks]
    assert told(approved) == [("error", " ".join(lacks))]
    assert (article.status, str(article)) == ("in_review", "(chưa có tít)")


def test_a_story_that_is_another_reporters_is_not_said_to_be_missing(desk):
    article = make.story()

    pages = [
        desk(make.UserFactory()).get(f"/admin/articles/article/{number}/change/", follow=True)
        for number in [article.pk, 999999, "<b>"]
    ]

    assert [told(page) for page in pages] == [
        [
            (
                "warning",
                f"Không mở được tin, bài số {number}: không có, hoặc không thuộc quyền của bạn.",
            )
        ]
        for number in [article.pk, 999999, "<b>"]
    ]
    assert "<b>:" not in pages[2].content.decode()


def test_two_authors_of_one_name_are_told(desk):
    make.AuthorFactory(printed_name="Thu Trà")

    response = desk(make.editor()).post(
        "/admin/articles/author/add/", {"printed_name": "Thu  Trà"}, follow=True
    )

    assert told(response)[0] == (
        "warning",
        "Đã có tác giả khác cùng tên này; bạn đọc sẽ không phân biệt được.",
    )


@pytest.mark.parametrize(("name", "sentences"), [("", 1), (" ", 1), ("…", 1), ("\u200b", 1)])
@pytest.mark.parametrize("model", ["author", "topic"])
def test_a_name_of_nothing_is_refused_once(desk, model, name, sentences):
    field = {"author": "printed_name", "topic": "name"}[model]

    response = desk(make.editor()).post(f"/admin/articles/{model}/add/", {field: name})

    assert [len(errors) for errors in response.context["errors"]] == [sentences]


def test_a_date_that_is_none_is_answered_with_an_example(desk):
    response = send(desk(make.editor()), make.story(), story_on="31/02/2025")

    assert list(response.context["errors"]) == [["Ngày chưa đúng. Ví dụ: 25/11/2025."]]

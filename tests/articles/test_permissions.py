"""What each role meets on the desk's pages, beside test_permission_table: lists, rows, messages."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.roles import Role
from articles.models import Article, ArticleStatus, Edition, StatusChange
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, IN_REVIEW, APPROVED = ArticleStatus
R, P, E, M = Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR
LIST = "admin:articles_article_changelist"

# Fields and buttons of the story and its lists; their counts are hidden fields, and say nothing.
WRITABLE = re.compile(
    r'<(?:input(?! type="hidden")|select|textarea|button)\b[^>]*'
    r'name="((?:headline|lead|body|section|topics|dateline|photo_uses|mentions|bylines|_)[\w-]*)"'
)


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def state(article):
    """Return all that an act could have changed."""
    row = Article.objects.values("status", "approved_revision", "version", "headline", "body")
    return (
        row.get(pk=article.pk),
        StatusChange.objects.filter(article=article).count(),
        list(Edition.objects.filter(article=article).values_list("kind", "visible_until")),
    )


def form_values(client, article):
    """The values of the form as somebody sees it who may change it, whoever sends them then."""
    client.force_login(make.managing_editor())
    return values_of(client.get(change(article)))


# A reporter, by every way in

FORGED = {
    "status": "approved",
    "approved_revision": "1",
    "version": "0",
    "created_by": "1",
    "source_hash": "x",
    "embargo_until_0": "01/01/2020",
    "is_published": "on",
}


def test_reporter_saves_the_own_draft_and_nothing_that_is_forged(client):
    user = make.UserFactory()
    article = make.story(by=user)
    version = article.version
    client.force_login(user)
    values = values_of(client.get(change(article)))

    response = client.post(change(article), values | FORGED | {"headline": "Đầu đề mới"})

    stored = Article.objects.get()
    assert response.status_code == 302
    assert (
        stored.headline,
        stored.status,
        stored.approved_revision,
        stored.version,
        stored.created_by,
        stored.source_hash,
        stored.embargo_until,
    ) == ("Đầu đề mới", DRAFT, None, version + 1, user, "", None)
    assert not Edition.objects.exists()


def test_reporter_begins_a_story_as_a_draft_of_the_own(client):
    user, section = make.UserFactory(full_name="Đặng Thu Trà"), make.SectionFactory()
    client.force_login(user)

    client.post(
        reverse("admin:articles_article_add"),
        {"headline": "Bến cá", "section": section.pk, **FORGED, "_act": "publish"},
    )

    stored = Article.objects.get()
    assert (stored.status, stored.created_by, stored.approved_revision) == (DRAFT, user, None)
    assert [byline.author.printed_name for byline in stored.bylines.all()] == ["Đặng Thu Trà"]
    assert not Edition.objects.exists()


@pytest.mark.parametrize("status", [SUBMITTED, IN_REVIEW, APPROVED])
def test_reporter_reads_and_cannot_write_after_submission(client, status):
    user = make.UserFactory()
    article = make.in_status(status, by=user, shown=[make.awaiting_photo()])
    values = form_values(client, article)
    before = state(article)
    client.force_login(user)

    shown = client.get(change(article))
    sent = client.post(change(article), values | {"headline": "Đầu đề mới", "_save": "1"})

    assert (shown.status_code, sent.status_code) == (200, 403)
    assert state(article) == before
    # Nothing to type in and nothing to press, of the story or of its lists.
    html = shown.content.decode()
    client.force_login(make.editor())
    assert len(WRITABLE.findall(client.get(change(article)).content.decode())) > 10
    assert not shown.context["has_change_permission"]
    assert WRITABLE.findall(html) == []
    assert article.headline in html


def test_story_sent_back_is_the_reporters_again(client):
    user = make.UserFactory()
    article = make.in_status(SUBMITTED, by=user)
    make.workflow.move(
        article, DRAFT, by=make.editor(), revision=article.last_revision, note="Thiếu nguồn."
    )
    client.force_login(user)
    response = client.get(change(article))

    client.post(change(article), values_of(response) | {"headline": "Đầu đề mới"})

    assert "Thiếu nguồn." in response.content.decode()
    assert Article.objects.get().headline == "Đầu đề mới"


@pytest.mark.parametrize("status", ArticleStatus)
def test_reporter_finds_no_story_of_another(client, status):
    article = make.in_status(status, headline="Chuyện của người khác")
    values = form_values(client, article)
    before = state(article)
    revision = reverse(
        "admin:articles_article_revision", args=[article.pk, article.last_revision.pk]
    )
    history = reverse("admin:articles_article_history", args=[article.pk])
    client.force_login(make.UserFactory())

    answers = [
        client.get(change(article)),
        client.post(change(article), values | {"headline": "Của tôi", "_act": "submit"}),
        client.get(history),
        client.get(revision),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 404]
    assert not any("Chuyện của người khác" in answer.content.decode() for answer in answers)
    assert state(article) == before


def test_reporter_lists_and_searches_only_the_own(client):
    user = make.UserFactory()
    make.story(by=user, headline="Bến cá của tôi")
    make.story(headline="Bến cá của người khác")
    client.force_login(user)

    found = [client.get(reverse(LIST), query) for query in [{}, {"q": "ben ca"}]]

    assert [[str(row) for row in page.context["cl"].result_list] for page in found] == [
        ["Bến cá của tôi"],
        ["Bến cá của tôi"],
    ]


def test_reporter_puts_no_row_into_the_story_of_another(client):
    """The lists under a form name rows by id: an id of another story's row is refused."""
    user = make.UserFactory()
    mine, other = make.story(by=user), make.story()
    theirs = other.bylines.get()
    client.force_login(user)
    values = values_of(client.get(change(mine)))

    client.post(
        change(mine),
        values
        | {
            "bylines-0-id": theirs.pk,
            "bylines-0-article": mine.pk,
            "bylines-0-DELETE": "on",
        },
    )

    theirs.refresh_from_db()
    assert theirs.article == other


# The others


@pytest.mark.parametrize("status", ArticleStatus)
def test_photo_editor_reads_only(client, status):
    article = make.in_status(status)
    values = form_values(client, article)
    before = state(article)
    client.force_login(make.UserFactory(role=P))

    answers = [
        client.get(change(article)).status_code,
        client.post(change(article), values | {"headline": "Đầu đề mới"}).status_code,
        client.get(reverse("admin:articles_article_add")).status_code,
        client.get(reverse("admin:articles_article_import")).status_code,
    ]

    assert answers == [200, 403, 403, 403]
    assert state(article) == before


def test_refused_act_is_told(client):
    article = make.published().article
    client.force_login(make.editor())
    values = values_of(client.get(change(article)))

    response = client.post(change(article), values | {"_act": "withdraw", "notice": "Rút."})

    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]


@pytest.mark.parametrize("role", Role)
def test_nobody_deletes_a_story(client, role):
    user = make.UserFactory(role=role)
    article = make.story(by=user)
    client.force_login(user)

    answers = [
        client.post(
            reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}
        ).status_code,
        client.post(
            reverse(LIST), {"action": "delete_selected", "_selected_action": [article.pk]}
        ).status_code,
    ]

    assert answers[0] == 403
    assert Article.objects.exists()


def test_anonymous_is_asked_to_sign_in(client):
    article = make.story()

    answers = [
        client.get(change(article)),
        client.post(change(article), {"_act": "publish"}),
        client.get(reverse(LIST)),
    ]

    assert {answer["Location"].partition("?")[0] for answer in answers} == {"/admin/login/"}


def test_closed_account_is_out(client):
    user = make.managing_editor()
    client.force_login(user)
    user.is_active = False
    user.save()

    response = client.get(reverse(LIST))

    assert response["Location"].partition("?")[0] == "/admin/login/"


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(client, django_assert_num_queries, count):
    user = make.editor()
    for _ in range(count):
        make.published(by=user)
    client.force_login(user)

    # session, account, two counts, rows, bylines; the filters: sections, authors
    with django_assert_num_queries(8):
        response = client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count

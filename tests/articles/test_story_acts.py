"""The buttons under a story, where somebody else was at it between reading and pressing."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import publishing, saving
from articles.admin.stories import ArticleAdmin
from articles.models import Article, Edition, StatusChange
from tests import factories as make
from tests.articles.desk import send

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
MOVED_ON = "Tin, bài đã thay đổi từ khi bạn đọc. Hãy xem lại."
WRITTEN = "Sapo đồng nghiệp viết lại."


@pytest.fixture
def meanwhile(monkeypatch):
    """Let a colleague act when the form has been saved, and its button has not been done."""

    def let(act):
        answer = ArticleAdmin.response_change

        def after(*args):
            act()
            return answer(*args)

        monkeypatch.setattr(ArticleAdmin, "response_change", after)

    return let


def saved(article, **changes):
    """The colleague's save, of what the other has not read."""
    Article.objects.filter(pk=article.pk).update(**changes)
    theirs = Article.objects.get(pk=article.pk)
    saving.save(theirs, by=make.editor(), expected_version=theirs.version)


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("status", "act"),
    [
        ("draft", "submit"),
        ("submitted", "review"),
        ("submitted", "send_back"),
        ("in_review", "approve"),
        ("in_review", "send_back"),
    ],
)
def test_no_step_is_taken_with_a_version_nobody_read(client, meanwhile, status, act):
    article = make.in_status(status)
    client.force_login(make.managing_editor())
    steps = StatusChange.objects.count()
    meanwhile(lambda: saved(article, lead=WRITTEN))

    response = send(client, article, _act=act, note="Thiếu nguồn.")

    article.refresh_from_db()
    assert told(response) == [MOVED_ON]
    assert (article.status, article.lead, article.version) == (status, WRITTEN, 2)
    assert StatusChange.objects.count() == steps


@pytest.mark.parametrize("act", ["publish", "schedule", "replace", "reopen"])
def test_what_was_approved_meanwhile_is_not_published_unread(client, meanwhile, act):
    article = make.approved()
    if act == "replace":
        first = article.approved_revision
        publishing.publish(article, revision=first, by=make.editor(), at=timezone.now() + HOUR)
        make.approved_again(article, lead="Sapo đã đọc.")
    editions = list(Edition.objects.values_list("revision", "visible_from"))
    client.force_login(make.managing_editor())
    meanwhile(lambda: make.approved_again(Article.objects.get(pk=article.pk), lead=WRITTEN))

    response = send(client, article, _act=act, at="17/11/2099 06:00")

    article.refresh_from_db()
    assert told(response) == [MOVED_ON]
    assert (article.status, article.lead) == ("approved", WRITTEN)
    assert list(Edition.objects.values_list("revision", "visible_from")) == editions


def test_a_step_with_the_version_that_this_form_saved_is_taken(client):
    article = make.in_status("in_review")
    client.force_login(make.managing_editor())

    send(client, article, _act="approve", lead="Sapo tự viết.")

    article.refresh_from_db()
    assert (article.status, article.version) == ("approved", 2)
    assert article.approved_revision.snapshot["lead"] == "Sapo tự viết."


def test_accepting_all_names_is_one_act_or_none(client, meanwhile):
    make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.", accept=False)
    client.force_login(make.editor())
    meanwhile(lambda: saved(article, headline="Tít đồng nghiệp viết lại"))

    response = send(client, article, _act="accept_names")

    assert response.status_code == 200
    assert told(response) == [MOVED_ON]
    assert set(article.mentions.values_list("decision", flat=True)) == {"proposed"}
    assert Article.objects.get(pk=article.pk).version == 2


def test_cancelling_what_has_just_gone_out_says_so(client):
    article, now = make.approved(), timezone.now()
    publishing.publish(
        article,
        revision=article.approved_revision,
        by=make.editor(),
        at=now - HOUR,
        now=now - 2 * HOUR,
    )
    client.force_login(make.editor())

    response = send(client, article, _act="cancel")

    assert told(response) == ["Không còn gì được hẹn giờ: có thể bạn đọc đã thấy bài. Hãy xem lại."]
    assert Edition.objects.count() == 1
    assert not LogEntry.objects.filter(object_id=str(article.pk)).exists()

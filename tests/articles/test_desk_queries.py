"""The pages of the desk take one number of queries, whatever stands in their rows."""

import datetime
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import embargoes, publishing, queues, saving, workflow
from articles.models import Article, ArticleStatus, Byline
from entities.models import Entity, Post, Tenure
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import address

pytestmark = pytest.mark.django_db

MOST = 20
LETTERS = "abcdeghiklmnopqrstuvxy"
# Long enough to be looked for under another number.
TEXT = "Bến cá họp từ sớm, giá mực tăng nhẹ, tàu về muộn hơn mọi năm vì gió mùa. " * 4
LIST_QUERIES = 8
LIST = "admin:articles_article_changelist"


def name(number: int) -> str:
    first, second = divmod(number, len(LETTERS))
    return f"Lê Văn {LETTERS[first].upper()}o{LETTERS[second]}n"


def full_story(rows: int, **kwargs) -> Article:
    """A story with `rows` photos, names with an office, authors and topics, saved twice."""
    # No name twice: who is meant would be asked by two queries more.
    first = Entity.objects.count()
    office = Post.objects.first() or Post.objects.create(
        organisation=make.organisation(), label="Giám đốc Sở Y tế"
    )
    made = Entity.objects.filter(name="Phạm Hương").first() or make.person("Phạm Hương")
    body = [f"<p>{TEXT}</p>", f'<p>Bà <a data-entity="{made.pk}">Phạm Hương</a> dự.</p>']
    for number in range(rows):
        who = make.person(name(first + number))
        Tenure.objects.create(person=who, post=office, start_on=datetime.date(2020, 1, 1))
        body.append(f"<p>Ông {who.name}, Phó Giám đốc Sở Y tế, đến bến.</p>")
    # A picture takes a moment to be read: most of them are still to come.
    photos = [make.photo(f"Ảnh của ông {name(first)}", creators=["Thanh Vân"])]
    photos += [make.awaiting_photo(f"Ảnh {n}: ông {name(first + n)}") for n in range(1, rows)]
    article = make.story(body="".join(body), shown=photos, **kwargs)
    for creator in [photo.creators.get() for photo in photos]:
        creator.name, creator.entity = "", made
        creator.save()
    for _ in range(rows - 1):
        Byline.objects.create(article=article, author=make.AuthorFactory())
    article.topics.set([make.TopicFactory() for _ in range(rows)])
    saving.save(article, by=article.created_by, expected_version=article.version)
    return Article.objects.get(pk=article.pk)


def through(article: Article, *steps: ArticleStatus) -> None:
    by = make.editor()
    for step in steps:
        note = "Sửa lại." if step == ArticleStatus.DRAFT else ""
        workflow.move(article, step, by=by, revision=article.last_revision, note=note)


def queries(client, page: str, count) -> int:
    client.get(page)
    with count() as captured:
        assert client.get(page).status_code == 200
    return len(captured)


SUBMITTED, IN_REVIEW = ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW
APPROVED, DRAFT = ArticleStatus.APPROVED, ArticleStatus.DRAFT


HOUR = datetime.timedelta(hours=1)


def steps(*taken: ArticleStatus):
    return lambda article: through(article, *taken)


def approve(article: Article) -> None:
    through(article, SUBMITTED, IN_REVIEW, APPROVED)


def publish(article: Article, **kwargs) -> None:
    approve(article)
    publishing.publish(article, revision=article.last_revision, by=make.editor(), **kwargs)


def schedule(article: Article) -> None:
    publish(article, at=timezone.now() + HOUR)


def put_under_embargo(article: Article) -> None:
    until = timezone.now() + HOUR
    embargoes.move(article, until, by=make.managing_editor(), note="Họp báo.")


def withdraw(article: Article) -> None:
    publish(article)
    publishing.withdraw(article, by=make.managing_editor(), notice="Bài đã được rút.")


def change_record(article: Article) -> None:
    """Publishing again would give readers another alternative text."""
    photo = article.photo_uses.order_by("pk").first().photo
    Photo.objects.filter(pk=photo.pk).update(alt_text="Tàu về bến.")


def approved_anew(article: Article) -> None:
    make.approved_again(article, dateline="Cửa Lạch")


STATES = {
    "draft": [],
    "sent-back": [steps(SUBMITTED, DRAFT)],
    "submitted": [steps(SUBMITTED)],
    "in-review": [steps(SUBMITTED, IN_REVIEW)],
    "approved": [approve],
    "scheduled": [schedule],
    "scheduled-another": [schedule, approved_anew],
    "scheduled-and-a-record-changed": [schedule, change_record],
    "live": [publish],
    "live-another": [publish, approved_anew],
    "live-and-a-record-changed": [publish, change_record],
    "withdrawn": [withdraw],
    "withdrawn-and-embargo": [withdraw, put_under_embargo],
    "embargo": [put_under_embargo, approve],
    "embargo-and-scheduled": [put_under_embargo, schedule],
}


@pytest.mark.parametrize("state", STATES)
def test_the_form_costs_the_same_for_one_row_and_for_many(
    client, django_assert_max_num_queries, state
):
    client.force_login(make.managing_editor())
    found = {}
    for rows in [1, 9]:
        article = full_story(rows)
        for go_on in STATES[state]:
            go_on(article)
            article = Article.objects.get(pk=article.pk)
        found[rows] = queries(
            client, address(article), partial(django_assert_max_num_queries, MOST)
        )

    assert found[1] == found[9]


def test_the_queue_of_what_is_live_is_read_in_its_order_until_a_page_is_full():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by its statistics.")
    now = timezone.now()
    rows = queues.stories("live", user=make.editor(), now=now).with_publication(now)

    plan = rows.order_by("-updated_at", "-pk")[:200].explain()

    assert "USING INDEX articles_desk_newest" in plan
    assert "TEMP B-TREE" not in plan


def test_the_list_asks_nothing_of_the_text_where_nobody_searches(client):
    client.force_login(make.editor())

    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST))

    assert [query["sql"] for query in captured if "LIKE" in query["sql"].upper()] == []


@pytest.mark.parametrize("query", ["", "?queue=waiting", "?whose=me"])
def test_the_list_and_its_queues_cost_the_same_for_one_row_and_for_thirty(
    client, django_assert_num_queries, query
):
    me = make.editor()
    article = make.in_status(SUBMITTED, by=me)
    client.force_login(me)
    client.get(reverse(LIST))

    for more in [0, 29]:
        rows = [Article(headline=f"Tin {n}", status=SUBMITTED, created_by=me) for n in range(more)]
        Article.objects.bulk_create(rows)
        Byline.objects.bulk_create(
            Byline(article=row, author=article.bylines.get().author) for row in rows
        )
        with django_assert_num_queries(LIST_QUERIES):
            client.get(f"{reverse(LIST)}{query}")

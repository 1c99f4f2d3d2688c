"""Own stories that a text may link to: who is offered which, found how."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import linking, publishing
from articles.models import ArticleStatus, Edition
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = reverse("admin:articles_article_linking")
DAY = datetime.timedelta(days=1)


def published(headline, *, ago=1, **kwargs):
    return make.published(headline=headline, now=timezone.now() - ago * DAY, **kwargs)


def scheduled(headline, **kwargs):
    article = make.approved(headline=headline, **kwargs)
    return publishing.publish(
        article,
        revision=article.approved_revision,
        by=make.editor(),
        at=timezone.now() + DAY,
    )


def found(typed, *, by=None, besides=None):
    targets = linking.find(typed, by=by or make.editor(), now=timezone.now(), besides=besides)
    return [target.headline for target in targets]


def answer(client, user=None, **query):
    client.force_login(user or make.editor())
    return client.get(ADDRESS, query).json()


# Finding


def test_found_without_diacritics_headlines_first_then_the_newest():
    published("Chợ cá họp sớm", ago=3, lead="Bến Ngân đông từ ba giờ.")
    published("Bến Ngân thông xe cầu mới", ago=2)
    published("Lễ hội ở bến Ngân", ago=1)
    published("Ngân Hải: cán bộ xuống tận bến")
    published("Giá rau ổn định")

    assert found("ben ngan") == [
        "Lễ hội ở bến Ngân",
        "Bến Ngân thông xe cầu mới",
        "Ngân Hải: cán bộ xuống tận bến",
        "Chợ cá họp sớm",
    ]
    assert found("  BẾN   cầu ") == ["Bến Ngân thông xe cầu mới"]
    assert found("không có bài nào") == []


def test_nothing_typed_finds_the_newest_and_never_the_story_itself():
    first, second = published("Một", ago=2), published("Hai")

    assert found("") == ["Hai", "Một"]
    assert found("", besides=second.article_id) == [first.headline]


def test_a_headline_that_the_desk_has_changed_since_is_found_by_what_readers_see():
    article = published("Bến cá vào vụ", lead="Sapo.").article
    article.headline = "Tít đang sửa"
    article.save()

    assert found("ben ca") == []
    assert found("bến cá vào") == ["Bến cá vào vụ"]


def test_drafts_withdrawn_and_approved_stories_are_not_offered():
    make.story(headline="Bến nháp")
    make.approved(headline="Bến duyệt")
    article = published("Bến gỡ").article
    publishing.withdraw(article, by=make.managing_editor(), notice="Đã gỡ.")

    assert found("bến") == []


def test_a_scheduled_story_is_offered_to_who_may_see_it_behind_those_that_are_out():
    mine, other = make.UserFactory(), make.UserFactory()
    edition = scheduled("Bến mai lên trang", by=mine)
    published("Bến hôm nay")

    assert [found("bến", by=user) for user in [make.editor(), mine, other]] == [
        ["Bến hôm nay", "Bến mai lên trang"],
        ["Bến hôm nay", "Bến mai lên trang"],
        ["Bến hôm nay"],
    ]
    [target] = linking.find("mai", by=mine, now=timezone.now())
    assert target.visible_from == edition.visible_from


def test_an_update_that_waits_is_the_story_that_readers_see():
    edition = published("Bến cũ")
    published("Bến khác", ago=5)
    revision = make.approved_again(edition.article, headline="Bến mới")
    article = revision.article
    publishing.publish(article, revision=revision, by=make.editor(), at=timezone.now() + DAY)

    assert Edition.objects.count() == 3
    targets = linking.find("bến", by=make.editor(), now=timezone.now())
    assert [(one.headline, one.visible_from) for one in targets] == [
        ("Bến cũ", None),
        ("Bến khác", None),
    ]
    assert linking.at(article.pk, by=make.editor(), now=timezone.now()).headline == "Bến cũ"


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "a" * 5000, "bến x " * 400, "😀"])
def test_odd_words_are_only_words(client, typed):
    published("Bến cá")

    assert answer(client, q=typed) == {"stories": []}


# Asking


def test_what_is_shown_of_a_story(client):
    edition = published("Bến cá vào vụ")
    waiting = scheduled("Bến mai")

    day = timezone.localtime(edition.first_published_at)
    opens = timezone.localtime(waiting.visible_from)
    assert answer(client, q="bến") == {
        "stories": [
            {
                "story": edition.article_id,
                "path": edition.path,
                "headline": "Bến cá vào vụ",
                "note": f"{edition.section_name} · {day:%d/%m/%Y}",
                "mark": None,
            },
            {
                "story": waiting.article_id,
                "path": waiting.path,
                "headline": "Bến mai",
                "note": f"{waiting.section_name} · {opens:%d/%m/%Y}",
                "mark": f"lên trang lúc {opens:%H:%M, %d/%m/%Y}",
            },
        ]
    }


@pytest.mark.parametrize(
    "form", ["{site}{path}", "{path}", "{site}/muc-cu/tit-cu-{number}/?utm=x#y", "{desk}"]
)
def test_an_address_of_ours_is_the_story_by_its_number(client, form):
    edition = published("Bến cá")
    desk = reverse("admin:articles_article_change", args=[edition.article_id])
    number = edition.article_id

    address = form.format(site=settings.SITE_URL, path=edition.path, number=number, desk=desk)
    stories = answer(client, q=address)["stories"]

    assert [story["path"] for story in stories] == [edition.path]


def test_an_address_of_a_story_that_nobody_reads_is_told(client):
    draft = make.in_status(ArticleStatus.APPROVED)

    told = {"stories": [], "say": "Bạn đọc chưa mở được tin, bài ở địa chỉ này."}
    assert answer(client, q=f"/tin/bai-{draft.pk}/") == told
    assert answer(client, q=f"/admin/articles/article/{draft.pk}/change/") == told
    for nowhere in [f"/tin/bai-{9**30}/", f"/admin/articles/article/{9**30}/change/"]:
        assert answer(client, q=nowhere) == {
            "stories": [],
            "say": "Địa chỉ này không phải trang bạn đọc mở được.",
        }


def test_another_page_of_ours_is_its_address(client):
    section = make.SectionFactory(slug="kinh-te")

    assert answer(client, q=f"{settings.SITE_URL}{section.get_absolute_url()}") == {
        "stories": [],
        "page": "/kinh-te/",
    }


@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_desk_may_ask(client, role):
    client.force_login(make.UserFactory(role=role))

    assert client.get(ADDRESS).status_code == 200


def test_nobody_else_may(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_for_many(client, django_assert_num_queries, count):
    for number in range(count):
        published(f"Bến {number}")
    client.force_login(make.editor())

    # The session, the person, and what is out and what waits.
    with django_assert_num_queries(4):
        assert len(client.get(ADDRESS, {"q": "bến"}).json()["stories"]) == count

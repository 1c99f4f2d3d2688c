"""How headline, lead and lead photo look in lists, of a form that nobody has saved."""

import json

import pytest
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from articles.models import Revision
from tests import factories as make

pytestmark = pytest.mark.django_db


def ask(client, article, **sent):
    address = reverse("admin:articles_article_cards", args=[article.pk])
    return client.post(address, json.dumps(sent), "application/json")


def sent(article, **changes):
    keys = [use.key for use in article.photo_uses.all()]
    draft = {
        "headline": article.headline,
        "lead": article.lead,
        "body": article.body,
        "captions": ["" for _key in keys],
        "photos": [[key, ""] for key in keys],
    }
    return draft | changes


def shown(response):
    """Headline, lead and picture of both pages."""
    found = []
    for page in response.json().values():
        root = html.document_fromstring(page)
        words = root.xpath("//*[@data-headline or contains(@class, 'card__link')]")
        lead = root.xpath("//*[@data-lead or contains(@class, 'card__lead')]")
        found.append(
            (
                words[0].text_content(),
                lead[0].text_content() if lead else "",
                root.xpath("string(//img/@src)"),
            )
        )
    return found


def test_what_is_typed_is_shown_and_nothing_is_kept(client):
    article = make.story(shown=[make.photo()])
    client.force_login(article.created_by)
    before = Revision.objects.count()

    response = ask(client, article, **sent(article, headline="  Tít  mới", lead="Sapo <b>mới</b>"))

    preview = article.photo_uses.get().photo.get_preview_url()
    assert shown(response) == [("Tít mới", "Sapo <b>mới</b>", preview)] * 2
    article.refresh_from_db()
    assert (article.headline == "Tít mới", Revision.objects.count()) == (False, before)


def test_the_credit_is_under_the_picture_of_the_list(client):
    article = make.story(shown=[make.photo()])
    client.force_login(article.created_by)

    page = html.document_fromstring(ask(client, article, **sent(article)).json()["list"])

    assert page.find_class("card__credit")[0].text_content() == "Ảnh: Thanh Vân"


def test_the_photo_that_is_ticked_leads_and_else_the_first(client):
    article = make.story(shown=[make.photo(), make.photo(colour="red")])
    client.force_login(make.editor())
    first, second = article.photo_uses.order_by("pk")

    answers = [ask(client, article, **sent(article, leading=key)) for key in ["", second.key, "x"]]

    pictures = [shown(answer)[0][2] for answer in answers]
    addresses = [use.photo.get_preview_url() for use in [first, second, first]]
    assert pictures == addresses


def test_without_a_photo_there_is_no_picture(client):
    article = make.story(shown=[make.awaiting_photo()])
    client.force_login(make.editor())

    assert [
        picture for _headline, _lead, picture in shown(ask(client, article, **sent(article)))
    ] == [
        "",
        "",
    ]


def test_without_a_form_it_is_the_story_as_saved(client):
    article = make.story(headline="Đã lưu")
    client.force_login(make.editor())

    assert [headline for headline, _lead, _picture in shown(ask(client, article))] == ["Đã lưu"] * 2


@pytest.mark.parametrize("body", ["[]", "x", '{"body": 1}', '{"body": "", "leading": {}}'])
def test_a_forged_question_is_refused_or_harmless(client, body):
    article = make.story()
    client.force_login(make.editor())
    address = reverse("admin:articles_article_cards", args=[article.pk])

    assert client.post(address, body, "application/json").status_code in {200, 400}


@pytest.mark.parametrize("role", Role)
def test_a_story_of_somebody_else_is_as_open_as_the_story_itself(client, role):
    article = make.story()
    client.force_login(make.UserFactory(role=role))

    expected = 404 if role == Role.REPORTER else 200
    assert ask(client, article).status_code == expected


@pytest.mark.parametrize("count", [1, 3])
def test_many_photos_cost_the_same(client, django_assert_num_queries, count):
    article = make.story(shown=[make.photo(f"Ảnh {n}", colour="red") for n in range(count)])
    client.force_login(make.editor())
    draft = sent(article)

    with django_assert_num_queries(12):
        ask(client, article, **draft)

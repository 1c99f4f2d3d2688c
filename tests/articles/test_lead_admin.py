"""The lead photo in the list under a story, and in what the editor placed."""

import json

import pytest
from lxml import html

from accounts.roles import Role
from articles import leading, workflow
from articles.models import ArticleStatus, PhotoUse, Revision
from tests import factories as make
from tests.articles.desk import address, post, send

pytestmark = pytest.mark.django_db

ABOVE = "Ảnh chính không nằm trong bài"
ONE_ONLY = "Mỗi tin, bài chỉ có một ảnh chính."


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def two(**kwargs):
    shown = [make.photo("Bến cá"), make.photo("Chợ nổi", colour="red")]
    return make.story(shown=shown, **kwargs)


def lead():
    return list(PhotoUse.objects.filter(is_lead=True).values_list("photo__caption", flat=True))


def told(response):
    return html.fromstring(response.content.decode()).xpath("string(//ul[@class='messagelist'])")


def test_a_tick_lets_a_photo_lead_and_taking_it_away_none(editor):
    article = two()

    send(editor, article, **{"photo_uses-1-leads": "on"})
    chosen = lead()
    kept = Revision.objects.latest("pk").snapshot["photos"]
    send(editor, article, **{"photo_uses-1-leads": ""})

    assert (chosen, lead()) == (["Chợ nổi"], [])
    assert [use["is_lead"] for use in kept] == [False, True]


def test_without_script_the_new_tick_wins_over_the_old_one(editor):
    article = two()
    leading.choose(article, article.photo_uses.get(photo__caption="Bến cá"))

    data = post(editor, article)
    assert data["photo_uses-0-leads"] == "on"
    editor.post(address(article), data | {"photo_uses-1-leads": "on"})

    assert lead() == ["Chợ nổi"]


def test_two_new_ticks_are_refused_with_a_sentence(editor):
    article = two()

    ticks = {"photo_uses-0-leads": "on", "photo_uses-1-leads": "on"}
    response = send(editor, article, **ticks)

    assert ONE_ONLY in response.content.decode()
    assert lead() == []


def test_a_save_that_says_nothing_of_it_leaves_the_lead_as_it_is(editor):
    article = two()
    leading.choose(article, article.photo_uses.get(photo__caption="Chợ nổi"))

    send(editor, article, lead="Sapo khác.")

    assert lead() == ["Chợ nổi"]


def test_a_lead_photo_that_is_removed_leads_no_more(editor):
    article = two()
    leading.choose(article, article.photo_uses.get(photo__caption="Chợ nổi"))

    send(editor, article, **{"photo_uses-1-DELETE": "on"})

    assert (lead(), article.photo_uses.count()) == ([], 1)


def added(photo, *, leads):
    row = {"photo_uses-TOTAL_FORMS": 1, "photo_uses-0-photo": photo.pk}
    return row | ({"photo_uses-0-leads": "on"} if leads else {})


@pytest.mark.parametrize(("leads", "figures"), [(True, 0), (False, 1)])
def test_a_photo_added_to_lead_stands_above_the_text_and_that_is_told(editor, leads, figures):
    article, photo = make.story(), make.photo("Bến cá")

    response = send(editor, article, **added(photo, leads=leads))

    article.refresh_from_db()
    assert article.body.count("<figure") == figures
    assert lead() == ["Bến cá"] * leads
    assert (ABOVE in told(response)) is leads


def test_that_it_stands_above_is_told_once_and_shown_in_the_list(editor):
    article, photo = make.story(), make.photo("Bến cá")
    send(editor, article, **added(photo, leads=True))

    response = send(editor, article, lead="Sapo khác.", _continue="1")

    assert ABOVE not in told(response)
    assert "Đứng ở đầu bài" in response.content.decode()


def chosen(*rows):
    names = ["key", "photo", "caption", "is_lead"]
    return json.dumps([dict(zip(names, row, strict=False)) for row in rows])


def test_a_photo_placed_in_the_editor_leads(editor):
    article, photo = two(), make.photo("Đò ngang", colour="green")
    leading.choose(article, article.photo_uses.get(photo__caption="Chợ nổi"))
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'

    send(editor, article, body=body, photo_choices=chosen(("0a1b2c3d", photo.pk, "", True)))

    assert lead() == ["Đò ngang"]


def test_a_choice_that_says_no_lead_leaves_the_list_to_say_it(editor):
    article = two()
    use = article.photo_uses.get(photo__caption="Chợ nổi")
    leading.choose(article, use)

    send(editor, article, photo_choices=chosen((use.key, use.photo_id, "Riêng", False)))

    assert lead() == ["Chợ nổi"]


def test_a_forged_choice_of_lead_is_refused(editor):
    article, photo = make.story(), make.photo()
    forged = chosen(("0a1b2c3d", photo.pk, "", "yes"))

    response = editor.post(address(article), post(editor, article, photo_choices=forged))

    assert "Hãy chọn lại" in response.content.decode()


def test_the_choice_of_the_second_saver_is_kept(editor):
    article, photo = two(), make.photo("Đò ngang", colour="green")
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'
    ticked = post(editor, article, **{"photo_uses-1-leads": "on"})
    placed = post(
        editor, article, body=body, photo_choices=chosen(("0a1b2c3d", photo.pk, "", True))
    )
    send(editor, article, lead="Người thứ nhất viết.")

    for stale in [ticked, placed]:
        editor.post(address(article), stale)

    lost = Revision.objects.filter(is_taken=False).order_by("pk")
    assert [[use["is_lead"] for use in one.snapshot["photos"]] for one in lost] == [
        [False, True],
        [False, False, True],
    ]


# Who may


def test_a_reporter_chooses_in_a_story_of_their_own(client):
    reporter = make.UserFactory(role=Role.REPORTER)
    article = two(by=reporter)
    client.force_login(reporter)

    send(client, article, **{"photo_uses-1-leads": "on"})

    assert lead() == ["Chợ nổi"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_who_may_not_change_the_story_does_not_choose(client, role):
    user = make.UserFactory(role=role)
    article = two(by=user)
    workflow.move(
        article, ArticleStatus.SUBMITTED, by=make.editor(), revision=article.last_revision
    )
    client.force_login(user)
    page = client.get(address(article))

    data = {"photo_uses-TOTAL_FORMS": 2, "photo_uses-INITIAL_FORMS": 2, "photo_uses-1-leads": "on"}
    response = client.post(address(article), data)

    assert (page.status_code, response.status_code) == (200, 403)
    assert "photo_uses-1-leads" not in page.content.decode()
    assert lead() == []

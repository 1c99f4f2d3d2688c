"""What was given with a button is there again where the act came to nothing."""

import pytest
from lxml import html

from articles.models import ArticleStatus
from tests import factories as make
from tests.articles.desk import address, post

pytestmark = pytest.mark.django_db

NOTHING = {"note": "", "embargo_until": "", "embargo_note": ""}
GIVEN = {
    "note": "Thiếu nguồn </textarea>.",
    "embargo_until": "17/11/2055 06:00",
    "embargo_note": "Theo yêu cầu của sở",
}


def shown(page, names=tuple(GIVEN)) -> dict:
    tree = html.fromstring(page.content.decode())
    return {name: tree.xpath(f'//*[@name="{name}"]')[0].value or "" for name in names}


@pytest.fixture
def story(client):
    """One that can be sent back and put under embargo, before a managing editor."""
    article = make.in_status(ArticleStatus.IN_REVIEW)
    client.force_login(make.managing_editor())
    return article


def test_a_refused_act_shows_once_what_was_given_and_to_this_story_alone(client, story):
    other = make.in_status(ArticleStatus.IN_REVIEW)

    client.post(address(story), post(client, story, _act="no-such", **GIVEN))
    elsewhere = client.get(address(other))
    first, second = client.get(address(story)), client.get(address(story))

    assert [shown(page) for page in [elsewhere, first, second]] == [NOTHING, GIVEN, NOTHING]
    assert [page.context["is_brought"] for page in [elsewhere, first, second]] == [
        False,
        True,
        False,
    ]


def test_a_refused_form_shows_what_was_given(client, story):
    page = client.post(address(story), post(client, story, story_on="99/99/2025", **GIVEN))

    assert shown(page) == GIVEN


def test_what_was_given_waits_behind_the_page_of_two_texts(client, story):
    stale = post(client, story, lead="Người thứ hai viết.", _act="send_back", **GIVEN)
    client.post(address(story), post(client, story, lead="Người thứ nhất viết."))

    client.post(address(story), stale)

    assert shown(client.get(address(story))) == GIVEN


def test_what_is_saved_beside_a_note_leaves_the_note(client, story):
    client.post(address(story), post(client, story, lead="Viết tiếp.", _continue="1", **GIVEN))

    assert shown(client.get(address(story))) == GIVEN


def test_an_act_that_was_done_leaves_nothing_to_give_again(client, story):
    given = {"embargo_until": "17/11/2055 06:00", "embargo_note": "Theo yêu cầu của sở"}

    client.post(address(story), post(client, story, _act="embargo", **given, embargo_read=""))
    page = client.get(address(story))

    assert shown(page) == NOTHING | {"embargo_until": "17/11/2055 06:00"}
    assert page.context["is_brought"]


def test_an_end_that_was_typed_over_another_embargo_is_not_given_again(client, story):
    read = {"embargo_read": "2055-01-01T06:00:00+07:00"}

    client.post(address(story), post(client, story, _act="embargo", **GIVEN, **read))

    assert shown(client.get(address(story))) == GIVEN | {"embargo_until": ""}


def test_a_moment_that_could_not_be_read_is_there_again(client):
    article = make.approved()
    client.force_login(make.editor())

    client.post(address(article), post(client, article, _act="schedule", at="hôm qua"))

    assert shown(client.get(address(article)), ["at"]) == {"at": "hôm qua"}

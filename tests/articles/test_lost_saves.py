"""What is kept of the one who saved second: all of it, however it was sent."""

import pytest

from articles.models import Revision
from tests import factories as make
from tests.articles.desk import address, post, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(client):
    """Return a function that saves `sent` after somebody else has; what was kept of it."""
    client.force_login(make.editor())

    def save(article, sent, *, first=None):
        stale = post(client, article)
        send(client, article, lead="Người thứ nhất viết.", **(first or {}))
        response = client.post(address(article), stale | sent, follow=True)
        assert response.status_code == 200
        return Revision.objects.get(is_taken=False).snapshot

    return save


def test_nul_in_a_caption_loses_nothing(late):
    article = make.story(shown=[make.awaiting_photo()])

    kept = late(article, {"lead": "Của tôi.", "photo_uses-0-caption": "Bến\x00 cá"})

    assert (kept["lead"], kept["photos"][0]["caption"]) == ("Của tôi.", "Bến cá")


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        ("lead", "Của\x00 tôi.", "Của tôi."),
        ("headline", "Dài" * 100, "Dài" * 100),
        ("body", "<p>Của\x00 tôi.</p><script>x()</script>", "<p>Của tôi.</p>"),
    ],
)
def test_a_text_that_the_form_refuses_is_kept(late, field, sent, kept):
    assert late(make.story(), {field: sent})[field] == kept


def test_photos_just_added_and_taken_out_are_kept_as_they_were_sent(late):
    one, two, three = (make.awaiting_photo(caption) for caption in ["Một", "Hai", "Ba"])
    article = make.story(shown=[one, two])

    kept = late(
        article,
        {
            "photo_uses-TOTAL_FORMS": 4,
            "photo_uses-0-caption": "Một, viết lại",
            "photo_uses-1-DELETE": "on",
            "photo_uses-2-photo": three.pk,
            "photo_uses-2-caption": "Ba, viết lại",
            "photo_uses-3-photo": "9" * 30,
        },
    )

    assert [(use["photo"], use["caption"]) for use in kept["photos"]] == [
        (one.pk, "Một, viết lại"),
        (three.pk, "Ba, viết lại"),
    ]
    assert len({use["key"] for use in kept["photos"]}) == 2


def test_a_photo_that_was_replaced_in_its_row_is_kept_with_its_caption(late):
    one, two = make.awaiting_photo("Một"), make.awaiting_photo("Hai")
    article = make.story(shown=[one])
    key = article.photo_uses.get().key

    kept = late(article, {"photo_uses-0-photo": two.pk, "photo_uses-0-caption": "Ông Hai"})

    assert kept["photos"] == [{"key": key, "photo": two.pk, "caption": "Ông Hai", "is_lead": False}]


def test_a_day_that_was_emptied_is_kept_empty(late):
    assert late(make.story(story_on="2025-11-17"), {"story_on": ""})["story_on"] is None


def test_a_photo_that_the_first_took_out_is_kept_under_its_key(late):
    article = make.story(shown=[make.awaiting_photo()])
    use = article.photo_uses.get()

    kept = late(
        article,
        {"photo_uses-0-caption": "Của tôi"},
        first={"photo_uses-0-DELETE": "on"},
    )

    assert kept["photos"] == [
        {"key": use.key, "photo": use.photo_id, "caption": "Của tôi", "is_lead": False}
    ]


def test_bylines_are_kept_as_they_were_sent(late):
    article = make.story()
    first = article.bylines.get()
    second = make.AuthorFactory()

    kept = late(
        article,
        {
            "bylines-TOTAL_FORMS": 4,
            "bylines-0-position": 2,
            "bylines-1-author": second.pk,
            "bylines-1-role": "photographer",
            "bylines-1-position": 1,
            "bylines-2-author": "abc",
            "bylines-2-role": "photographer",
            "bylines-3-author": second.pk,
            "bylines-3-role": "forged",
        },
    )

    assert kept["bylines"] == [
        {"author": second.pk, "name": second.printed_name, "role": "photographer"},
        {"author": first.author_id, "name": first.author.printed_name, "role": "reporter"},
    ]

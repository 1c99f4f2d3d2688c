"""A credit in a caption that is written for one story only."""

import pytest
from django.urls import reverse

from articles import captioning
from articles.models import PhotoUse
from photos.credits import credit_of
from photos.models import Photo
from photos.typed import Outcome
from tests import factories as make
from tests.articles.desk import send

pytestmark = pytest.mark.django_db


def settled(caption, *, by=None, **photo):
    article = make.story(shown=[make.awaiting_photo("Bến cá", **photo)])
    use = article.photo_uses.get()
    use.caption = caption
    use.save()
    found = captioning.settle([use], by=by or make.editor())
    use = PhotoUse.objects.get()
    credit = credit_of(Photo.objects.with_credit().get()).printed
    return [what.outcome for _use, what in found], use.caption, credit


@pytest.mark.parametrize(
    ("caption", "photo", "expected"),
    [
        ("Tàu về.", {}, ([], "Tàu về.", "Ảnh: Thanh Vân")),
        ("Tàu về. Ảnh: Thanh Vân", {}, ([Outcome.DROPPED], "Tàu về.", "Ảnh: Thanh Vân")),
        ("Bến cá (Ảnh: Thanh Vân)", {}, ([Outcome.DROPPED], "", "Ảnh: Thanh Vân")),
        (
            "Tàu về. Ảnh: Lê Nam",
            {},
            ([Outcome.DIFFERS], "Tàu về. Ảnh: Lê Nam", "Ảnh: Thanh Vân"),
        ),
        (
            "Tàu về. Ảnh: Lê Nam",
            {"creators": []},
            ([Outcome.TAKEN], "Tàu về.", "Ảnh: Lê Nam"),
        ),
    ],
)
def test_the_credit_is_told_once_and_never_lost(caption, photo, expected):
    assert settled(caption, **photo) == expected


def test_who_may_not_change_the_photo_gives_it_no_credit():
    found = settled("Tàu về. Ảnh: Lê Nam", by=make.UserFactory(), creators=[])

    assert found == ([Outcome.DIFFERS], "Tàu về. Ảnh: Lê Nam", "")


def test_saving_the_story_parts_a_caption_of_its_list_and_tells(client):
    client.force_login(make.editor())
    article = make.story(shown=[make.awaiting_photo("Bến cá")])

    response = send(client, article, **{"photo_uses-0-caption": "Tàu về. (Ảnh: Thanh Vân)"})

    assert PhotoUse.objects.get().caption == "Tàu về."
    told = "Ảnh đã có nguồn này, nên phần nguồn ở cuối chú thích được bỏ đi."
    assert told in [str(message) for message in response.context["messages"]]


# While it is written.

ASK = "admin:photos_photo_caption"


def ask(client, **sent):
    return client.post(reverse(ASK), {"of": "photo", "caption": "Tàu về. (Ảnh: Lê Nam)"} | sent)


def test_the_answer_says_what_was_read_what_to_look_at_and_what_can_be_done(client):
    client.force_login(make.editor())
    photo = make.awaiting_photo("Bến cá", creators=[])
    provider = make.organisation("Báo Quảng Minh", code="QMG")

    answer = ask(
        client,
        caption="Ông Trần Văn Bảy về bến. (Ảnh: Lê Nam/QMG)",
        photo=photo.pk,
        alt_text="",
    ).json()

    assert answer == {
        "credit": {
            "caption": "Ông Trần Văn Bảy về bến.",
            "raw": "(Ảnh: Lê Nam/QMG)",
            "creators": ["Lê Nam"],
            "provider": {"id": provider.pk, "name": "Báo Quảng Minh"},
            "kind": "unknown",
            "medium": "photo",
            "outcome": "taken",
            "can_be_parted": True,
            "text": "Đã hiểu: người chụp Lê Nam, nguồn QMG.",
        },
        "checks": [
            {"level": "note", "text": "“Trần Văn Bảy” chưa có trong danh sách tên đã biết."},
            {"level": "note", "text": "Chưa có mô tả ảnh: hãy tả những gì thấy trong ảnh."},
        ],
        "alt_text": "Ông Trần Văn Bảy về bến.",
        "acts": [
            {
                "do": "part",
                "label": "Tách nguồn ảnh ra khỏi chú thích",
                "question": "Ảnh đã ghi nguồn khác. Thay bằng nguồn trong chú thích?",
            },
            {
                "do": "alt_text",
                "label": "Viết mô tả ảnh từ chú thích này",
                "question": "Đã có mô tả ảnh. Thay bằng nội dung khác?",
            },
        ],
    }
    assert Photo.objects.get().caption == "Bến cá"


@pytest.mark.parametrize(
    ("sent", "outcome", "can_be_parted"),
    [
        ({"caption": "Tàu về. Ảnh: Thanh Vân"}, "dropped", True),
        ({"caption": "Tàu về. Ảnh: Lê Nam"}, "differs", True),
        ({"caption": "Tàu về. Ảnh: Lê Nam/XYZ", "photo": ""}, "taken", False),
        ({"caption": "Tàu về. Ảnh: Lê Nam/XYZ", "photo": "", "of": "upload"}, "taken", True),
        ({"caption": "Tàu về. Ảnh: Lê Nam", "of": "together", "photo": ""}, "taken", True),
        ({"caption": "Tàu về. Ảnh: Thanh Vân", "of": "story"}, "dropped", True),
        ({"caption": "Tàu về. Ảnh: Lê Nam", "of": "story"}, "differs", False),
    ],
)
def test_a_button_only_where_there_is_a_place_for_the_credit(client, sent, outcome, can_be_parted):
    client.force_login(make.editor())
    photo = make.awaiting_photo("Bến cá")
    more = {"story": make.story().pk} if sent.get("of") == "story" else {}

    credit = ask(client, **{"photo": photo.pk} | more | sent).json()["credit"]

    assert (credit["outcome"], credit["can_be_parted"]) == (outcome, can_be_parted)


def test_the_headline_is_known_in_a_story(client):
    client.force_login(make.editor())
    sent = {"of": "story", "story": make.story().pk, "headline": "TÀU VỀ", "caption": "Tàu về."}

    assert ask(client, **sent).json()["checks"] == [
        {"level": "warning", "text": "Chú thích trùng với tít bài."}
    ]


def test_only_who_may_write_the_caption_is_answered(client):
    reporter = make.UserFactory()
    client.force_login(reporter)
    own, other = make.awaiting_photo(uploaded_by=reporter), make.awaiting_photo()
    mine, anothers = [make.story(by=by).pk for by in [reporter, make.UserFactory()]]

    def status(**sent):
        return ask(client, **sent).status_code

    assert [status(photo=own.pk), status(photo=other.pk), status(photo=10**18)] == [200, 403, 403]
    assert [status(of="story", story=mine), status(of="story", story=anothers)] == [200, 403]
    assert [status(of="story"), status(of="together"), status(of="upload")] == [403, 200, 200]
    assert [status(of="x"), status(caption="a" * 3001), status(photo="x")] == [422, 422, 422]
    assert client.get(reverse(ASK)).status_code == 405
    client.logout()
    assert status() == 302


def test_an_answer_is_bounded(client, django_assert_max_num_queries):
    client.force_login(make.editor())
    photo = make.awaiting_photo("Bến cá")

    with django_assert_max_num_queries(30):
        ask(client, photo=photo.pk, alt_text="", caption="Ông Trần Văn Bảy. (Ảnh: A/B/QMG)")

"""The pages on which two photos are looked at, joined, told apart, and made two again."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.models import Fix, PhotoUse
from photos import likeness
from photos.models import AlikePhotos, Photo, PhotoJoining
from tests import factories as make
from tests.articles.photo_pages import live, page, run, sign_in, text

pytestmark = pytest.mark.django_db


def alike():
    """Two photos that the list asks about: the same file, with other words."""
    kept = make.photo("Bến cá buổi sớm", colour="gold")
    return kept, make.photo("Cá về bến", colour="gold", creators=["Hải Đăng"])


def address(first, second):
    return f"{page('join')}?first={first.pk}&second={second.pk}"


def proposed(client, first, second):
    """The form as it is shown, with what it proposes."""
    fields = client.get(address(first, second)).context["form"].fields
    return {name: field.initial or "" for name, field in fields.items()}


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_list_shows_what_is_alike_and_where_it_ran(client):
    sign_in(client, Role.PHOTO_EDITOR)
    kept, gone = alike()
    make.published(shown=[kept])
    make.story(shown=[gone])
    make.photo(colour="navy")

    shown = client.get(page("alike"))

    [pair] = shown.context["pairs"]
    assert [(c.photo, c.credit, c.ran and c.ran.edition.number, c.in_work) for c in pair] == [
        (kept, "Ảnh: Thanh Vân", 1, 1),
        (gone, "Ảnh: Hải Đăng", None, 1),
    ]
    assert f'href="{page("alike")}"' in text(client.get(page("changelist")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_query_count_does_not_grow(client, django_assert_num_queries, count):
    sign_in(client, Role.EDITOR)
    for colour in ["gold", "navy", "tomato"][:count]:
        make.published(shown=[make.photo(colour=colour)])
        make.photo(colour=colour)

    # Two of the sign-in, the count, the pairs, and the cards: photos, creators, editions, uses.
    with django_assert_num_queries(8):
        shown = client.get(page("alike"))

    assert len(shown.context["pairs"]) == count


def test_two_different_pictures_are_not_asked_again(client):
    by = sign_in(client, Role.EDITOR)
    kept, gone = alike()

    answer = client.post(page("apart"), {"first": gone.pk, "second": kept.pk}, follow=True)

    assert told(answer) == [
        f"Ảnh số {gone.pk} và ảnh số {kept.pk} là hai ảnh khác nhau; hệ thống không hỏi lại nữa."
    ]
    assert answer.context["pairs"] == []
    assert AlikePhotos.objects.get().parted_by == by
    assert likeness.parted_from(gone) == {kept.pk}


def test_what_differs_is_chosen_seen_and_done(client):
    by = sign_in(client, Role.PHOTO_EDITOR)
    kept, gone = alike()
    edition, draft = make.published(shown=[gone]), make.story(shown=[gone])
    choice = client.get(address(kept, gone))
    fields = ["kept", "caption", "alt_text", "credit", "reason"]
    assert list(choice.context["form"].fields) == fields

    wishes = {"kept": kept.pk, "caption": kept.pk, "alt_text": kept.pk}
    wishes |= {"credit": gone.pk, "reason": "Tải hai lần"}
    seen = client.post(address(kept, gone), wishes)

    found = seen.context["found"]
    assert [(c.ran.edition, c.caption, c.credit, c.is_file) for c in found.changes] == [
        (edition.pk, "", "", False)
    ]
    assert [(use.article, use.shown_caption) for use in found.in_work] == [
        (edition.article, "Cá về bến"),
        (draft, "Cá về bến"),
    ]
    assert not PhotoJoining.objects.exists()
    assert {use.photo for use in PhotoUse.objects.all()} == {gone}

    query = f"?first={kept.pk}&second={gone.pk}"
    done = client.post(f"{page('join')}{query}", dict(seen.context["sent"]) | {"confirmed": "1"})
    run(Fix.objects.get())

    assert done.url == page("change", kept.pk)
    assert told(done) == [
        f"Ảnh số {gone.pk} đã được gộp vào ảnh số {kept.pk}.",
        "Đang cập nhật 1 tin, bài đã xuất bản.",
    ]
    joining = PhotoJoining.objects.get()
    assert (joining.kept, joining.gone, joining.made_by) == (kept, gone, by)
    shown = live(edition.article).photos.get()
    assert (shown.photo, shown.caption, shown.credit) == (kept, "Cá về bến", "Ảnh: Hải Đăng")
    logged = LogEntry.objects.filter(object_id__in=[kept.pk, gone.pk])
    line = f"Ảnh số {gone.pk} đã được gộp vào ảnh số {kept.pk}. Tải hai lần"
    assert [(row.user, row.get_change_message()) for row in logged] == [(by, line)] * 2


def test_a_story_with_both_is_told_before(client):
    sign_in(client, Role.EDITOR)
    kept, gone = alike()
    article = make.story(shown=[kept, gone])

    seen = client.post(address(kept, gone), proposed(client, kept, gone))

    assert seen.context["found"].twice == [article]
    assert f"Trong “{article}” ảnh sẽ xuất hiện hai lần" in text(seen)


def test_the_address_of_the_one_that_went_leads_to_the_survivor_and_back(client):
    by = sign_in(client, Role.EDITOR)
    kept, gone = alike()
    client.post(address(kept, gone), proposed(client, kept, gone) | {"confirmed": "1"})
    joining = PhotoJoining.objects.get()

    led = client.get(page("change", joining.gone_id), follow=True)

    assert led.redirect_chain == [(page("change", joining.kept_id), 302)]
    assert "Tách lại thành hai ảnh" in text(led)
    back = client.post(page("undo_joining", joining.pk))
    assert back.url == page("change", joining.kept_id)
    assert PhotoJoining.objects.get().undone_by == by
    assert client.get(page("change", joining.gone_id)).status_code == 200


def test_what_went_is_in_no_list_and_no_choice(client):
    sign_in(client, Role.EDITOR)
    kept, gone = alike()
    Photo.objects.filter(pk=gone.pk).update(joined_into=kept)

    shown = client.get(page("changelist"))
    choice = client.get(reverse("admin:articles_article_photos")).json()

    assert list(shown.context["cl"].result_list) == [kept]
    assert [photo["id"] for photo in choice["photos"]] == [kept.pk]


def test_another_photo_is_found_by_its_likeness_or_number(client):
    sign_in(client, Role.EDITOR)
    kept, gone = alike()
    other = make.photo(colour="navy")

    shown = client.get(page("other", kept.pk))
    found = client.get(page("other", kept.pk), {"other": other.pk})

    assert [card.photo for card in shown.context["cards"]] == [gone]
    assert found.url == address(kept, other)
    assert f'href="{page("other", kept.pk)}"' in text(client.get(page("change", kept.pk)))


@pytest.mark.parametrize("query", ["", "?first=1&second=999", "?first={0}&second={0}"])
def test_no_two_photos_are_said(client, query):
    sign_in(client, Role.EDITOR)
    photo = make.photo()

    answer = client.get(page("join") + query.format(photo.pk))

    assert (answer.url, told(answer)) == (
        page("alike"),
        ["Một trong hai ảnh không còn nữa."],
    )


def test_a_reporter_sees_none_of_it(client):
    sign_in(client, Role.REPORTER)
    kept, gone = alike()
    joining = PhotoJoining.objects.create(
        kept=kept, gone=gone, made_by=make.editor(), made_at=timezone.now()
    )

    answers = [
        client.get(page("alike")),
        client.get(address(kept, gone)),
        client.get(page("other", kept.pk)),
        client.post(page("apart"), {"first": kept.pk, "second": gone.pk}),
        client.post(page("undo_joining", joining.pk)),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert page("alike") not in text(client.get(page("changelist")))
    assert page("other", kept.pk) not in text(client.get(page("change", kept.pk)))

import pytest
from django.urls import reverse

from articles import fixes, publishing
from articles.comparing_editions import compare
from articles.models import Edition
from photos.models import Photo
from tests import factories as make
from tests.articles.photo_pages import run
from tests.articles.test_comparing import marked

pytestmark = pytest.mark.django_db


def updated(edition, **changes):
    article = edition.article
    revision = make.approved_again(article, **changes)
    article.refresh_from_db()
    return publishing.publish(article, revision=revision, by=make.editor())


def test_an_edition_is_the_same_as_itself():
    edition = make.published(shown=[make.photo()])

    assert compare(edition, edition).is_same


def test_what_readers_find_otherwise_is_told_in_words():
    first = make.published(headline="Tàu về", body="<p>Bến cá họp sớm.</p>")
    second = updated(first, headline="Tàu về sớm", body="<p>Bến cá họp rất sớm.</p>")

    comparison = compare(first, second)

    assert [(c.label, marked(c.runs)) for c in comparison.fields] == [("tít", "Tàu về[+ sớm]")]
    assert [marked(b.runs) for b in comparison.blocks] == ["Bến cá họp [+rất ]sớm."]


def test_a_corrected_credit_is_a_change_of_the_public_text():
    photo = make.photo("Bến cá")
    first = make.published(shown=[photo])
    Photo.objects.filter(pk=photo.pk).update(caption="Chợ cá")
    fix = fixes.correct_photo(photo, by=make.editor(), reason="Nhầm chú thích.")
    run(fix)

    [change] = [
        block for block in compare(first, Edition.objects.latest("pk")).blocks if block.photo
    ]

    assert (change.state, marked(change.runs)) == ("changed", "[-Bến][+Chợ] cá Ảnh: Thanh Vân")


def test_a_withdrawal_takes_all_of_it_out():
    first = make.published(body="<p>Bến cá họp sớm.</p>")
    publishing.withdraw(first.article, by=make.managing_editor(), notice="Bài đã được rút.")

    comparison = compare(first, Edition.objects.latest("pk"))

    assert [(b.state, marked(b.runs)) for b in comparison.blocks] == [
        ("removed", "[-Bến cá họp sớm.]"),
        ("added", "[+Bài đã được rút.]"),
    ]


def test_the_page_of_two_editions(client):
    first = make.published(lead="Sapo đầu.")
    second = updated(first, lead="Sapo sau.")
    address = reverse("admin:articles_article_editions", args=[first.article_id])
    change = reverse("admin:articles_article_change", args=[first.article_id])
    other = make.published()
    client.force_login(make.editor())

    told = client.get(address, {"old": second.pk, "new": first.pk})
    wrong = [
        client.get(address, query)
        for query in [{}, {"old": "x", "new": first.pk}, {"old": first.pk, "new": other.pk}]
    ]
    form = client.get(change).content.decode()
    client.force_login(make.UserFactory())

    assert (told.context["old"], told.context["new"]) == (first, second)
    assert [answer.status_code for answer in wrong] == [404, 404, 404]
    assert f"{address}?old={first.pk}&amp;new={second.pk}" in form
    assert client.get(address, {"old": first.pk, "new": second.pk}).status_code == 404

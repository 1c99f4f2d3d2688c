import datetime
import re
import unicodedata
from urllib.parse import quote

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, EditionKind
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def headlines(cards):
    return [card.headline for card in cards]


def printed(response):
    """Return the headlines of the cards on a page, as readers get them."""
    return re.findall(r'class="card__link" href="[^"]*">([^<]*)<', response.content.decode())


def test_lists_leave_out_what_is_not_public(client):
    now = timezone.now()
    section = make.SectionFactory(slug="kinh-te")
    make.approved(headline="Bản nháp", section=section)
    coming = make.approved(headline="Hẹn giờ", section=section)
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    gone = make.published(headline="Đã gỡ", section=section, now=now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=now)
    old = make.published(headline="Tít cũ", section=section, now=now - 2 * HOUR)
    make.republished(old.article, headline="Tít mới", now=now - HOUR)

    for path in ["/", "/kinh-te/"]:
        page = client.get(path).content.decode()
        assert "Tít mới" in page
        for hidden in ["Bản nháp", "Hẹn giờ", "Đã gỡ", "Tít cũ"]:
            assert hidden not in page


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["Van-Hoa-Du-Lich", "Văn hóa – Du lịch", "VĂN HÓA, DU LỊCH"])
def test_a_section_is_found_as_its_name_is_written(client, typed, form):
    make.published(section=make.SectionFactory(slug="van-hoa-du-lich"))

    answer = client.get(f"/{quote(unicodedata.normalize(form, typed))}/?truoc=1-1")

    assert (answer.status_code, answer["Location"]) == (301, "/van-hoa-du-lich/?truoc=1-1")


@pytest.mark.parametrize("typed", ["chinh-tri", "---", "😀", "kinh-te.html", "favicon.ico"])
def test_what_is_no_section_leads_nowhere(client, typed):
    make.published(section=make.SectionFactory(name="Kinh tế", slug="kinh-te"))

    assert client.get(f"/{typed}/").status_code == 404


def test_card_with_a_picture_always_prints_its_credit(client):
    make.published(shown=[make.photo()])

    page = client.get("/").content.decode()

    assert page.count("<img") == page.count("Ảnh: Thanh Vân") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/kinh-te/", 1)])
def test_list_query_count_does_not_grow(client, django_assert_num_queries, path, queries, count):
    section = make.SectionFactory(slug="kinh-te")
    for _ in range(count):
        make.published(section=section, shown=[make.photo()])
    client.get(path)  # the menus, at most once a second

    with django_assert_num_queries(queries):
        client.get(path)


def test_section_leads_with_its_newest_story_and_goes_on_by_place(client):
    section = make.SectionFactory(name="Kinh tế", slug="kinh-te")
    now = timezone.now()
    for n in range(21):
        make.published(headline=f"Tin số {n}", section=section, now=now - n * HOUR)

    first = client.get("/kinh-te/")
    older = re.search(r'rel="next" href="([^"]*)"', first.content.decode())[1]
    second = client.get(f"/kinh-te/{older}")

    assert printed(first) == [f"Tin số {n}" for n in range(20)]
    assert first.content.decode().count("card--lead") == 1
    assert printed(second) == ["Tin số 20"]
    assert second.content.decode().count("card--lead") == 0
    assert f'<link rel="canonical" href="{settings.SITE_URL}/kinh-te/{older}">' in (
        second.content.decode()
    )


def test_section_names_the_story_before_it_for_the_first_page_alone(client):
    make.published(section=make.SectionFactory(slug="kinh-te"))

    page = client.get("/kinh-te/").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/kinh-te/">' in page
    assert 'rel="prev"' not in page
    assert 'rel="next"' not in page


def test_a_story_from_before_there_were_ready_cards_is_in_its_lists(client):
    section = make.SectionFactory(slug="kinh-te")
    now = timezone.now()
    for n in range(2):
        make.published(
            headline=f"Tin số {n}", section=section, shown=[make.photo()], now=now - n * HOUR
        )
    new = client.get("/kinh-te/")
    Edition.objects.update(row_html="", large_html="")

    old = client.get("/kinh-te/")

    assert printed(old) == printed(new) == ["Tin số 0", "Tin số 1"]
    assert old.content.decode().count("Ảnh: Thanh Vân") == 2


def test_unknown_section_is_a_404(client):
    assert client.get("/khong-co/").status_code == 404


def test_corrected_credit_reorders_no_list(client):
    now = timezone.now()
    section = make.SectionFactory(slug="kinh-te")
    older = make.published(headline="Tin cũ", section=section, now=now - 5 * HOUR)
    make.published(headline="Tin mới", section=section, now=now - HOUR)

    publishing.republish(older, kind=EditionKind.CREDIT, by=make.editor(), now=now)

    response = client.get("/kinh-te/")
    assert printed(response) == ["Tin mới", "Tin cũ"]
    assert Article.objects.count() == 2

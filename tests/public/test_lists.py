import datetime

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, EditionKind
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def headlines(cards):
    return [card.headline for card in cards]


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


def test_card_with_a_picture_always_prints_its_credit(client):
    make.published(shown=[make.photo()])

    page = client.get("/").content.decode()

    assert page.count("<img") == page.count("Ảnh: Thanh Vân") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/kinh-te/", 3)])
def test_list_query_count_does_not_grow(client, django_assert_num_queries, path, queries, count):
    section = make.SectionFactory(slug="kinh-te")
    for _ in range(count):
        make.published(section=section, shown=[make.photo()])
    client.get(path)  # the menus, at most once a second

    with django_assert_num_queries(queries):
        client.get(path)


def test_section_has_pages_and_forgives_a_bad_number(client):
    section = make.SectionFactory(slug="kinh-te")
    now = timezone.now()
    for n in range(21):
        make.published(headline=f"Tin số {n}", section=section, now=now - n * HOUR)

    second = client.get("/kinh-te/?trang=2")
    odd = [client.get(f"/kinh-te/?trang={value}") for value in ["x", "-1", "0", "9" * 30, "99"]]

    assert headlines(second.context["stories"]) == ["Tin số 20"]
    assert {response.status_code for response in odd} == {200}


def test_unknown_section_is_a_404(client):
    assert client.get("/khong-co/").status_code == 404


def test_corrected_credit_reorders_no_list(client):
    now = timezone.now()
    section = make.SectionFactory(slug="kinh-te")
    older = make.published(headline="Tin cũ", section=section, now=now - 5 * HOUR)
    make.published(headline="Tin mới", section=section, now=now - HOUR)

    publishing.republish(older, kind=EditionKind.CREDIT, by=make.editor(), now=now)

    response = client.get("/kinh-te/")
    assert headlines(response.context["stories"]) == ["Tin mới", "Tin cũ"]
    assert Article.objects.count() == 2

"""What the paper says of itself, and how it is reached."""

import pytest
from django.utils import timezone
from lxml import html

from public import chrome
from tests import factories as make

pytestmark = pytest.mark.django_db

SAID = {
    "NEWSROOM_OWNER": "Cơ quan của tỉnh",
    "NEWSROOM_LICENCE": "Số 000/GP",
    "NEWSROOM_EDITOR": "Trần Hải Vân",
    "NEWSROOM_ADDRESS": "Số 1 đường Bến Ngân",
    "NEWSROOM_PHONE": "0200 000-000",
    "NEWSROOM_EMAIL": "toa+soan@bao.example",
}
PAGES = ["/gioi-thieu/", "/lien-he/"]


def main_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode()).get_element_by_id("main")


def facts(main) -> list[tuple[str, str]]:
    terms = [one.text_content().strip() for one in main.iter("dt")]
    return list(zip(terms, [one.text_content().strip() for one in main.iter("dd")], strict=True))


def test_about_says_what_the_press_law_asks(client, settings):
    for name, text in SAID.items():
        setattr(settings, name, text)
    chrome.forget()

    assert facts(main_of(client, "/gioi-thieu/")) == [
        ("Cơ quan chủ quản", "Cơ quan của tỉnh"),
        ("Giấy phép", "Số 000/GP"),
        ("Tổng Biên tập", "Trần Hải Vân"),
        ("Địa chỉ", "Số 1 đường Bến Ngân"),
        ("Điện thoại", "0200 000-000"),
        ("Email", "toa+soan@bao.example"),
    ]


def test_contact_is_dialled_and_written_to(client, settings):
    for name, text in SAID.items():
        setattr(settings, name, text)

    main = main_of(client, "/lien-he/")

    assert facts(main) == [
        ("Địa chỉ", "Số 1 đường Bến Ngân"),
        ("Điện thoại", "0200 000-000"),
        ("Email", "toa+soan@bao.example"),
    ]
    links = {link.get("href") for link in main.iter("a")}
    assert {"tel:0200000000", "mailto:toa%2Bsoan@bao.example"} <= links


def test_a_number_in_words_is_no_link(client, settings):
    settings.NEWSROOM_PHONE = "hỏi tổng đài"

    assert "tel:" not in html.tostring(main_of(client, "/lien-he/"), encoding="unicode")


@pytest.mark.parametrize("address", PAGES)
def test_nothing_entered_is_said_kindly(client, settings, address):
    for name in SAID:
        setattr(settings, name, "")
    chrome.forget()

    main = main_of(client, address)

    assert facts(main) == []
    assert "ngay khi tòa soạn cung cấp" in main.text_content()


def test_settings_are_no_markup(client, settings):
    for name in SAID:
        setattr(settings, name, '<b>"x"</b>')
    chrome.forget()

    for address in PAGES:
        assert "<b>" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_page_is_linked_at_the_foot_of_every_other_and_is_anonymous(
    client, django_assert_num_queries, address
):
    make.published(now=timezone.now())
    front = client.get("/").content.decode()

    with django_assert_num_queries(0):
        response = client.get(address)

    assert f'href="{address}"' in front
    assert response.cookies == {}
    assert response["Cache-Control"] == "max-age=0, s-maxage=5"
    assert f'href="https://bao.example{address}"' in response.content.decode()

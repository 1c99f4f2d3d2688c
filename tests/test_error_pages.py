import pytest
from django.test import Client
from lxml import html

from tests import factories as make
from tests.vietnamese_pages.english import english_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/articles/article/add/"])
def test_a_form_without_its_cookie_is_answered_with_a_way_back(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.UserFactory())

    response = client.post(address, {"headline": "Tít"})

    page = html.fromstring(response.content.decode())
    assert response.status_code == 403
    assert page.findtext(".//h1") == "Chưa nhận được nội dung gửi lên"
    assert page.xpath("//main//a/@href") == ["/admin/", "/"]
    assert english_in(response.content) == []


def shown(response):
    page = html.fromstring(response.content.decode())
    return page.get_element_by_id("site-name").text_content().strip(), page.xpath("//h1/../p")[0]


@pytest.mark.parametrize(
    ("role", "sends_on"), [("reporter", True), ("editor", True), ("managing_editor", False)]
)
def test_a_page_outside_ones_role_says_whom_to_ask(client, role, sends_on):
    entity = make.person()
    client.force_login(make.UserFactory(role=role))

    response = client.post(f"/admin/entities/entity/{entity.pk}/delete/", {"post": "yes"})

    brand, text = shown(response)
    assert (response.status_code, brand) == (403, "Bàn làm việc")
    assert ("thư ký tòa soạn" in text.text_content()) == sends_on


def test_the_page_of_a_locked_account_has_a_head(client, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post("/admin/login/", {"username": "thutra", "password": "sai"})

    assert (response.status_code, shown(response)[0]) == (429, "Bàn làm việc")

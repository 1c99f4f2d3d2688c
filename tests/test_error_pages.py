import pytest
from django.test import Client
from lxml import html

from tests import factories as make
from tests.test_vietnamese_pages import english_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/articles/article/add/"])
def test_a_form_without_its_cookie_is_answered_with_a_way_back(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.UserFactory())

    response = client.post(address, {"headline": "Tít"})

    page = html.fromstring(response.content.decode())
    assert response.status_code == 403
    assert page.findtext(".//h1") == "Chưa nhận được nội dung gửi lên"
    assert [link.get("href") for link in page.iter("a")] == ["/admin/", "/"]
    assert english_in(response.content) == []

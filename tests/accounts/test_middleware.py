import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import Language
from tests import factories as make

pytestmark = pytest.mark.django_db


def language_of(response):
    html = response.content.decode()
    return html.partition('<html lang="')[2].partition('"')[0].partition("-")[0]


@pytest.mark.parametrize("language", Language)
def test_desk_speaks_the_language_of_the_account(client, language):
    client.force_login(make.UserFactory(language=language))

    response = client.get(reverse("admin:index"), headers={"accept-language": "fr"})

    assert language_of(response) == language


def test_sign_in_page_is_vietnamese(client):
    response = client.get(reverse("admin:login"), headers={"accept-language": "en"})

    assert language_of(response) == "vi"


def test_public_page_stays_vietnamese_after_an_english_desk(client):
    client.force_login(make.UserFactory(language="en"))
    desk = client.get(reverse("admin:index"))

    # The same thread, the same cookie.
    page = client.get("/", headers={"accept-language": "en"})

    assert [language_of(desk), language_of(page)] == ["en", "vi"]
    assert translation.get_language() == "vi"


def addresses():
    edition = make.published(headline="Cầu mới")
    return ["/", edition.section_path, edition.path, "/khong-co/"]


def test_public_pages_set_no_cookie_and_vary_by_none(client):
    responses = [client.get(address) for address in addresses()]

    assert [response.status_code for response in responses] == [200, 200, 200, 404]
    assert [dict(response.cookies) for response in responses] == [{}, {}, {}, {}]
    varied = {name for r in responses for name in r.get("Vary", "").lower().split(", ") if name}
    assert varied <= {"accept-encoding"}


def test_public_pages_do_not_ask_who_is_reading(client):
    edition = make.published()
    client.force_login(make.UserFactory())

    with CaptureQueriesContext(connection) as asked:
        response = client.get(edition.path)

    assert [sql for sql in asked if "session" in sql["sql"] or "accounts_user" in sql["sql"]] == []
    assert len(asked) > 0
    assert "cookie" not in response.get("Vary", "").lower()

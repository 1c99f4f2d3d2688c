"""An account and the way to it are Vietnamese."""

from django.urls import reverse

from tests import factories as f
from tests.vietnamese_pages.english import english_in, visit


def test_pages_of_an_account_show_no_english(client, db):
    user = f.UserFactory()
    client.force_login(f.managing_editor())
    pages = [f"/admin/accounts/user/{user.pk}/{page}/" for page in ["change", "history"]]
    password = reverse("admin:auth_user_password_change", args=[user.pk])

    seen, found = visit(client, [*pages, password])
    refused = client.post(password, {"password1": "1", "password2": "2", "usable_password": "true"})

    assert (seen, found) == ({*pages, password}, {})
    assert english_in(refused.content) == []


def test_signing_in_and_out_shows_no_english(client, settings, db):
    user = f.UserFactory(username="thutra")
    wrong = {"username": "thutra", "password": "sai"}
    address = reverse("admin:login")

    pages = [client.get(address), client.post(address, wrong), client.post(address, {})]
    for _ in range(settings.AXES_FAILURE_LIMIT):
        locked = client.post(address, wrong)
    client.force_login(user)
    pages += [locked, client.post(reverse("admin:logout"))]

    assert [english_in(page.content) for page in pages] == [[]] * len(pages)
    assert locked.status_code == 429

"""What no table can hold is answered with 400, on both databases, and saves nothing."""

import datetime

import pytest
from django.contrib import admin
from django.db import DataError
from django.urls import reverse

from articles.models import Article
from newsroom.middleware import ImpossibleValuesMiddleware
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

TOO_LARGE = "9" * 30
LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
)


@pytest.mark.parametrize("address", [*LISTS, "/", "/kinh-te/"])
@pytest.mark.parametrize("query", ["q=%00", "status__exact=%00", "%00=1", "page=%00"])
def test_nul_in_an_address_is_a_bad_request(client, address, query):
    client.force_login(make.managing_editor())

    assert client.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("filter", ["id__exact", "id__in", "pk__in"])
def test_number_that_no_table_can_hold_is_no_fault_of_ours(client, address, filter):
    client.force_login(make.UserFactory(is_superuser=True))

    # Django ignores a filter it does not know, and sends an impossible one back to the list.
    assert client.get(f"{address}?{filter}={TOO_LARGE}").status_code in {200, 302, 400}


def test_forged_topic_changes_nothing(client):
    article = make.story()
    client.force_login(make.managing_editor())
    address = reverse("admin:articles_article_change", args=[article.pk])
    values = values_of(client.get(address))
    before = Article.objects.values().get()

    response = client.post(address, values | {"headline": "Mới", "topics": [TOO_LARGE]})

    # PostgreSQL compares it and finds no such topic; SQLite's driver cannot even ask.
    assert response.status_code in {200, 400}
    assert Article.objects.values().get() == before


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("lookup", ["regex", "iregex"])
def test_regular_expression_in_an_address_is_a_bad_request(client, address, lookup):
    client.force_login(make.managing_editor())

    assert client.get(f"{address}?kind__{lookup}=[").status_code == 400


@pytest.mark.parametrize("chosen", ["abc", "1\x00", TOO_LARGE, "²", ""], ids=ascii)
@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/admin/entities/entity/", "give_page"),
        ("/admin/accounts/user/", "close_accounts"),
        ("/admin/accounts/user/", "unlock_accounts"),
    ],
)
def test_acting_on_what_is_no_row_is_a_bad_request(client, address, action, chosen):
    client.force_login(make.managing_editor())

    response = client.post(address, {"action": action, "_selected_action": chosen})

    assert response.status_code == 400


@pytest.mark.parametrize("name", ["INITIAL", "TOTAL"])
def test_a_list_with_less_than_no_rows_is_a_bad_request(client, name):
    body = make.tenure(make.person()).post.organisation
    client.force_login(make.managing_editor())
    address = reverse("admin:entities_entity_change", args=[body.pk])
    values = values_of(client.get(address))

    response = client.post(address, values | {f"posts-{name}_FORMS": "-1"})

    assert response.status_code == 400


@pytest.mark.parametrize("name", ["a" * 300, "a" * 32, "../x", f"{'a' * 32}.jpg/x"])
def test_what_is_no_name_of_a_public_file_is_not_found(client, name):
    assert client.get(f"/media/anh/{name}").status_code == 404


@pytest.mark.parametrize("moment", ["abc", "2025-11-05", "", "9" * 30])
def test_a_moment_in_an_address_fills_no_form(client, moment):
    client.force_login(make.UserFactory())

    response = client.get("/admin/photos/photo/add/", {"taken_at": moment, "caption": "Bến cá"})

    assert response.status_code == 200
    assert response.context["adminform"].form["caption"].value() == "Bến cá"


@pytest.mark.parametrize(
    ("act", "is_the_senders"),
    [
        (lambda: Article.objects.extra(where=["id = %s"], params=[2**80]).get(), True),
        (lambda: float(10**400), False),
        (lambda: datetime.date.max + datetime.timedelta(days=1), False),
    ],
)
def test_a_sum_of_our_own_that_overflows_is_a_fault_of_ours(rf, act, is_the_senders):
    with pytest.raises((OverflowError, DataError, Article.DoesNotExist)) as raised:
        act()

    answer = ImpossibleValuesMiddleware(None).process_exception(rf.get("/"), raised.value)

    # PostgreSQL compares any number and finds no such row.
    is_answered = is_the_senders and raised.type is not Article.DoesNotExist
    assert (answer is not None) == is_answered

"""The ledger only grows: the model refuses to change it, and the database whoever goes round it."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Correction
from articles.models.correction import AppendOnly
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def record():
    return make.corrected(make.published(now=timezone.now() - HOUR))


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda row: row.save(), id="save"),
        pytest.param(lambda row: row.save(update_fields=["wrong"]), id="save fields"),
        pytest.param(lambda row: row.delete(), id="delete"),
        pytest.param(lambda row: Correction.objects.update(wrong=""), id="update"),
        pytest.param(lambda row: Correction.objects.all().delete(), id="delete all"),
    ],
)
def test_the_model_refuses_what_is_no_new_record(act):
    row = record()
    before = list(Correction.objects.values())
    row.wrong = "Khác."

    with pytest.raises(AppendOnly):
        act(row)

    assert list(Correction.objects.values()) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_correction SET wrong = 'Khác.'",
        "UPDATE articles_correction SET folded_text = ''",
        "DELETE FROM articles_correction",
    ],
)
def test_the_database_refuses_what_is_no_new_record(sql):
    record()
    before = list(Correction.objects.values())

    with (
        pytest.raises(IntegrityError, match="articles_correction is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert list(Correction.objects.values()) == before


def test_django_that_goes_round_the_model_is_refused_by_the_database():
    row = record()

    for act in [
        lambda: Correction._base_manager.update(wrong=""),
        lambda: Correction._base_manager.bulk_update([row], ["wrong"]),
        lambda: Correction._base_manager.all()._raw_delete("default"),
    ]:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()

    assert Correction.objects.get().wrong == "Tháng 5."

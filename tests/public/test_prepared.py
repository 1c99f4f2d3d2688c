"""What PostgreSQL keeps of the statements that readers' pages ask."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entities.models import Entity
from public.search import matching
from public.statements import LARGEST_KEY, Statement
from tests import factories as make

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's driver keeps them"
)


def kept(like="%"):
    """How often each statement that the server keeps was run by a plan for all values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements "
            "WHERE statement LIKE %s",
            [like],
        )
        return cursor.fetchall()


@pytest.fixture
def named():
    return Statement(
        lambda key: Entity.objects.filter(pk=key).order_by().values_list("name"), keys=["key"]
    )


@pytest.mark.django_db
def test_a_statement_is_a_query_as_any_other(named):
    person = make.person("Trần Thị Bưởi")

    with CaptureQueriesContext(connection) as asked:
        assert named.rows(key=person.pk) == [("Trần Thị Bưởi",)]

    assert len(asked) == 1
    assert str(person.pk) in asked[0]["sql"]


@on_postgresql
@pytest.mark.django_db
def test_one_statement_is_kept_for_keys_of_every_size(named):
    for key in [1, 40_000, 3_000_000_000, LARGEST_KEY]:
        assert named.rows(key=key) == []

    [(_statement, generic, custom)] = kept('%"entities_entity"."name"%')
    assert generic + custom == 4


@on_postgresql
@pytest.mark.django_db
def test_the_queries_of_the_orm_and_of_search_are_not_kept():
    make.published()
    list(Entity.objects.filter(name="Trần Thị Bưởi"))
    with CaptureQueriesContext(connection) as asked:
        matching.newest(matching.Wanted((("sua",),)), timezone.now(), 10)

    assert len(asked) == 1
    assert kept() == []


@on_postgresql
@pytest.mark.django_db
def test_nothing_is_kept_where_a_pooler_would_lose_it(named):
    database = connection.connection
    threshold, database.prepare_threshold = database.prepare_threshold, None
    try:
        assert named.rows(key=5) == []
        assert kept() == []
    finally:
        database.prepare_threshold = threshold


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_new_connection_begins_with_nothing(named):
    assert named.rows(key=5) == []
    connection.close()

    assert kept() == []
    assert named.rows(key=5) == []
    assert len(kept()) == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_went_wrong_in_a_transaction_leaves_the_statements_usable(named):
    with transaction.atomic():
        named.rows(key=5)
        transaction.set_rollback(True)

    assert named.rows(key=5) == []


def test_a_setting_keeps_nothing(tmp_path):
    """The settings of a house behind an old pooler."""
    code = "from newsroom import settings; print(settings.DATABASES['default']['OPTIONS'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"SECRET_KEY": "k" * 50, "DATABASE_URL": "postgres://a@b/c", "DATABASE_PREPARES": "0"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "'prepare_threshold': None" in done.stdout

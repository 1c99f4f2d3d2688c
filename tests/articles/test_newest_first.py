"""The newest stories are read from their index, whatever else a database has to choose from."""

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition

pytestmark = [
    pytest.mark.django_db,
    # PostgreSQL reads a table as small as this one whole.
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's planner"),
]


@pytest.mark.parametrize("columns", [["headline"], ["first_published_at"], []])
def test_newest_stories_are_not_sorted(columns):
    stories = Edition.objects.public(timezone.now()).stories().newest_first()

    plan = stories.values(*columns)[:6].explain()

    assert "articles_edition_newest" in plan
    assert "TEMP B-TREE" not in plan

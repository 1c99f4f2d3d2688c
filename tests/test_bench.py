"""The measurements run, at a small size, on the database the suite runs on."""

import pytest
from django.utils import timezone

from articles.models import Edition
from bench import registry
from bench.records import fill_registry, times
from bench.volume import fill_paper
from entities.models import Entity, Tenure

pytestmark = pytest.mark.django_db


def test_volume_makes_a_paper_whose_pages_can_be_read(client, django_assert_num_queries):
    longest = fill_paper(12)
    paths = list(Edition.objects.public(timezone.now()).values_list("path", flat=True))
    client.get(longest.path)

    statuses = [client.get(path).status_code for path in paths]
    with django_assert_num_queries(2):
        page = client.get(longest.path).content.decode()

    assert statuses == [200] * 12
    assert page.count("photo__credit") == 3


def test_registry_loads_and_says_how_long_it_took(capsys):
    registry.fill(["Quảng Ninh"], 3)

    assert [line.split(":")[0].strip() for line in capsys.readouterr().out.splitlines()] == [
        "places",
        "places, again",
        "bodies of Quảng Ninh",
        "bodies of Quảng Ninh, again",
        "3 lines of people",
        "3 lines of people, again",
    ]
    assert Tenure.objects.count() == 3


def test_records_are_made_and_merged():
    fill_registry(50)

    assert times(20).keys() == {"likely duplicates", "merging", "undoing"}
    assert Entity.objects.filter(merged_into__isnull=False).count() == 0

"""The measurements run, at a small size, on the database the suite runs on."""

import pytest
from django.utils import timezone

from articles.models import Edition
from bench.volume import fill_paper

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

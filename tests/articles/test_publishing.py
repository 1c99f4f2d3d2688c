import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_published_story_is_visible_from_now():
    edition = make.published(shown=[make.photo()])

    assert edition.kind == "first"

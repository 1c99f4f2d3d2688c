"""The seed story: every name that was marked in it by hand, however the text is typed."""

import unicodedata

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.spotting import spot
from entities import services
from entities.models import EntityKind
from tests import factories as make
from tests.names.seed import CORE, DAY, NOT_NAMES, SEED, WAYS
from vietnamese.text import normalise

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _registry(django_db_setup, django_db_blocker):
    """The province's bodies as the command makes them, two national ones, and the person."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        call_command("load_bodies", "--province", "Quảng Ninh", verbosity=0)
        services.create(EntityKind.PERSON, "Vũ Đại Thắng", gender="male")
        for name in ["Quân khu 3", "Bộ Tư lệnh Bộ đội Biên phòng"]:
            services.create(EntityKind.ORGANISATION, name)
        make.organisation("Trung tâm Truyền thông Quảng Ninh", code="QMG")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def found(_registry, settings):
    settings.NEWSROOM_PROVINCE = "Quảng Ninh"
    return lambda text: spot(text, day=DAY)


@pytest.mark.parametrize("way", WAYS)
def test_every_marked_name_is_found_and_nothing_that_is_none(found, way):
    made = {(row["start"], row["end"]): row for row in found(WAYS[way](SEED))["mentions"]}

    assert len(CORE) == 11
    assert {SEED[start:end] for start, end in CORE - made.keys()} == set()
    assert [
        span for span in made for start, end in NOT_NAMES if span[0] < end and start < span[1]
    ] == []


def test_the_credit_is_never_a_mention(found):
    assert "QMG" not in {row["text"] for row in found(SEED)["mentions"]}


def test_offsets_are_those_of_the_normalised_text(found):
    text = normalise(unicodedata.normalize("NFD", SEED))

    rows = found(unicodedata.normalize("NFD", SEED))["mentions"]

    assert {text[row["start"] : row["end"]] == row["text"] for row in rows} == {True}

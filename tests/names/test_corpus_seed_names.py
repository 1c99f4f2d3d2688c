"""The seed story: every name that was marked in it by hand, however the text is typed."""

import datetime
import json
import os
import unicodedata
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.spotting import spot
from entities import services
from entities.models import EntityKind
from tests import factories as make
from tests.names.ways import WAYS_OF_TYPING
from vietnamese.text import normalise

pytestmark = pytest.mark.django_db

CORPUS = Path(os.environ["NEWSROOM_CORPUS"])
ANNOTATION = json.loads((CORPUS / "text/seed_annotation.json").read_text(encoding="utf-8"))
SEED = (CORPUS.parent / "seeds" / ANNOTATION["file"]).read_text(encoding="utf-8")
CORE = {
    (row["start"], row["end"])
    for row in ANNOTATION["entities"]
    if row["layer"] == "core" and row["type"] in {"PER", "ORG"}
}
NOT_NAMES = [(row["start"], row["end"]) for row in ANNOTATION["hard_negatives"]]
DAY = datetime.date(2025, 11, 18)


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


@pytest.mark.parametrize("way", ["as it is", "all capitals", *WAYS_OF_TYPING])
def test_every_marked_name_is_found_and_nothing_that_is_none(found, way):
    typed = {"as it is": str, "all capitals": str.upper, **WAYS_OF_TYPING}[way](SEED)

    made = {(row["start"], row["end"]): row for row in found(typed)["mentions"]}

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

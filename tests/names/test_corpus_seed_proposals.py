"""The seed story where nobody is on record: every name written in full is proposed."""

import pytest

from articles.spotting import spot
from tests.names.seed import DAY, IN_FULL, NOT_NAMES, SEED, WAYS


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_names_without_a_record_are_proposed_however_the_text_is_typed(way):
    proposed = spot(WAYS[way](SEED), day=DAY)["proposals"]

    places = {tuple(span) for row in proposed for span in row["spans"]}
    assert len(IN_FULL) == 7
    assert {SEED[start:end] for start, end in IN_FULL - places} == set()
    assert [
        span for span in places for start, end in NOT_NAMES if span[0] < end and start < span[1]
    ] == []
    assert {row["text"] for row in proposed} >= {"Vũ Đại Thắng", "Quân khu 3"}

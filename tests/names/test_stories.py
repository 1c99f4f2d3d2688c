"""What is found in 47 stories of our own: pinned, the same in every way of typing, and right."""

import datetime
import json

import pytest
from django.db import transaction

from articles.spotting import lines_of
from entities.finding import find_known, resolve
from entities.found import Rule
from entities.lookup import name_key
from tests.names import gold
from tests.names.ways import WAYS_OF_TYPING
from vietnamese.text import tone_key

pytestmark = pytest.mark.django_db

PINNED = json.loads(gold.PINNED.read_text(encoding="utf-8"))

# Where the finder and the person who marked the stories differ, and why it stays so.
DIFFERENCES = [
    # An office and a given name, "đội trưởng Huy": no honorific, so no reference.
    ("07-ngan-hai-fc-vo-dich", "Huy", "missed"),
    # "Anh Thắng bên phường" is another Thắng than the one named before: only sense tells.
    ("19-phong-van-giam-doc-so-xay-dung", "Thắng", "wrong"),
]


@pytest.fixture(scope="module")
def marks(django_db_setup, django_db_blocker):
    """{id of an entity: its mark}, of one registry for all stories."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {pk: mark for mark, pk in gold.write_registry().items()}
        transaction.set_rollback(True)


def places(found: dict[str, list]) -> list:
    """Where each name stands and whose it is, however it is typed."""
    return [(start, end, mark) for start, end, _text, mark, _rule in found["mentions"]]


@pytest.mark.parametrize("stem", gold.STORIES)
def test_story_gives_what_is_pinned(marks, stem):
    story = gold.story(stem)

    assert gold.shown(story.text, story.date, marks) == PINNED[stem]


@pytest.mark.parametrize("way", WAYS_OF_TYPING)
@pytest.mark.parametrize("stem", gold.STORIES)
def test_story_typed_in_another_way_gives_the_same_names(marks, stem, way):
    story = gold.story(stem)

    found = gold.shown(WAYS_OF_TYPING[way](story.text), story.date, marks)

    assert places(found) == places(PINNED[stem])


@pytest.mark.parametrize("stem", gold.STORIES)
def test_names_that_are_all_accepted_are_the_same_names(marks, stem):
    story = gold.story(stem)
    texts = [line.text for line in lines_of(story.text)]
    day = datetime.date.fromisoformat(story.date)
    found = resolve(texts, find_known(texts), day=day)
    chosen: dict[str, set[int]] = {}
    for one in found:
        if not one.is_short and one.rule != Rule.HOMONYM:
            kind = marks[one.entities[0]].partition(":")[0].replace("per", "person")
            chosen.setdefault(name_key(kind, one.text), set()).update(one.entities)

    again = resolve(texts, find_known(texts, chosen=chosen), day=day)

    assert [(one.span, one.entities) for one in again] == [
        (one.span, one.entities) for one in found
    ]


def differences() -> list[tuple[str, str, str]]:
    found = []
    for stem in gold.STORIES:
        story = gold.story(stem)
        marked = {(start, end): mark["id"] for start, end, mark in story.mentions}
        made = {(start, end): mark for start, end, mark in places(PINNED[stem])}
        found += [
            (stem, story.text[slice(*span)], "wrong" if span in made else "missed")
            for span in sorted(marked.keys() | made.keys())
            if marked.get(span) != made.get(span)
        ]
    return found


def test_what_is_pinned_is_what_a_person_marked():
    assert sum(len(gold.story(stem).mentions) for stem in gold.STORIES) > 500
    assert differences() == DIFFERENCES


def test_stories_all_in_capitals_propose_nearly_the_same_people(marks):
    right = wrong = missed = 0
    for stem in gold.STORIES:
        story = gold.story(stem)
        found = gold.shown(story.text.upper(), story.date, marks)["proposals"]
        people = {tone_key(text) for _start, text, kind, *_rest in found if kind == "person"}
        pinned = {
            tone_key(text)
            for _start, text, kind, *_rest in PINNED[stem]["proposals"]
            if kind == "person"
        }
        right += len(people & pinned)
        wrong += len(people - pinned)
        missed += len(pinned - people)

    # Missed are foreign names, those of five words, and rare family names in a list.
    assert (right, wrong, missed) == (94, 5, 23)


def test_who_is_ambiguous_is_left_to_a_person():
    asked = {
        (stem, start, text)
        for stem in gold.STORIES
        for start, text, _candidates in PINNED[stem]["ambiguous"]
    }
    marked = {
        (stem, start, mark["text"])
        for stem in gold.STORIES
        for start, _end, mark in gold.story(stem).ambiguous
    }

    assert asked == marked


def test_proposals_are_names():
    right, wrong, missed = {}, {}, {}
    for kind in ["person", "organisation"]:
        proposed = {
            (stem, text)
            for stem in gold.STORIES
            for _start, text, of, _cue, _title in PINNED[stem]["proposals"]
            if of == kind
        }
        marked = {
            (stem, mark["text"])
            for stem in gold.STORIES
            for _start, _end, mark in gold.story(stem).unknown
            if mark["kind"] == kind
        }
        right[kind], wrong[kind] = len(proposed & marked), len(proposed - marked)
        missed[kind] = len(marked - proposed)

    # People without any cue are never proposed; bodies only where their words are known.
    assert (right, wrong, missed) == (
        {"person": 117, "organisation": 44},
        {"person": 0, "organisation": 2},
        {"person": 7, "organisation": 17},
    )

"""The story as it stands on somebody's screen, unsaved: what the panel of names is asked about."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _

from articles import naming, placing
from articles.mentions import story_texts, texts_of
from articles.models import Article, Decision
from articles.richtext import plain_blocks, sanitise
from vietnamese import names
from vietnamese.text import normalise, squeeze

# Some 16,000 words: longer than any story, and answered in a second or two if all are names.
LONGEST_STORY = names.LONGEST_READ
MOST_CAPTIONS = 300

Place = tuple[str, int, int, int, str]


class Unreadable(Exception):
    """What was sent cannot be worked with; the text says why, `status` is HTTP's."""

    def __init__(self, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.status = status


@dataclass
class Rest:
    """
    The rest of the form, for the checklist; what is none of its values says nothing.

    `photos` are {key: (photo or None, caption)} of the list under the text, `bylines` the
    numbers of authors.
    """

    is_proposed: bool
    section: int | None
    bylines: list[int]
    photos: dict[str, tuple[int | None, str]]
    placings: list[placing.Placing]


@dataclass
class Draft:
    """
    `texts` are those of mentions.texts_of: headline, lead, `blocks` of the body, captions.

    `decisions` are {pk of the saved row: (decision, entity)}, `choices` those on names
    without a row.
    """

    texts: list[str]
    body: str
    blocks: int
    day: datetime.date | None = None
    decisions: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    choices: list[naming.Choice] = field(default_factory=list)
    form: "Rest | None" = None

    def places(self, spans: Iterable[tuple[int, int, int]]) -> list[Place]:
        """Return (field, number in it, start, end, words) for the browser to find."""
        return [self._place(index, start, end) for index, start, end in spans]

    def _place(self, index: int, start: int, end: int) -> Place:
        words = self.texts[index][start:end]
        if index < 2:
            return ("headline", "lead")[index], 0, start, end, words
        number = index - 2
        if number < self.blocks:
            return "body", number, start, end, words
        return "caption", number - self.blocks, start, end, words


def read(request, article: Article) -> Draft:
    """Return what the request's JSON says; without a text of its own, the story as saved."""
    sent = _json(request)
    if "body" not in sent:
        texts = story_texts(article)
        return Draft(texts, article.body, len(list(plain_blocks(article.body))))
    headline, lead, body = (_text(sent.get(name, "")) for name in ["headline", "lead", "body"])
    captions = sent.get("captions", [])
    if not isinstance(captions, list) or len(captions) > MOST_CAPTIONS:
        raise Unreadable(_("This could not be read."))
    captions = [normalise(_text(caption)).strip() for caption in captions]
    if len(headline) + len(lead) + len(body) + sum(map(len, captions)) > LONGEST_STORY:
        raise Unreadable(_too_long(), 413)
    clean = sanitise(body)
    try:
        choices = naming.read_choices(json.dumps(sent.get("choices", [])))
    except naming.NamingRefused as refusal:
        raise Unreadable(str(refusal)) from refusal
    return Draft(
        texts=texts_of(squeeze(headline), normalise(lead).strip(), clean, captions),
        body=clean,
        blocks=len(list(plain_blocks(clean))),
        day=typed_day(_text(sent.get("story_on", ""))),
        decisions=_decisions(sent.get("decisions", {})),
        choices=choices,
        form=_rest(sent, captions),
    )


def _rest(sent: dict[str, Any], captions: list[str]) -> Rest:
    rows = sent.get("photos", [])
    photos = {
        row[0]: (_number(row[1]), caption)
        for row, caption in zip(rows if isinstance(rows, list) else [], captions, strict=False)
        if isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)
    }
    authors = sent.get("bylines", [])
    numbers = [_number(one) for one in authors[:100]] if isinstance(authors, list) else []
    try:
        placings = placing.read(_text(sent.get("photo_choices", "")))
    except placing.PlacingRefused:
        placings = []
    return Rest(
        is_proposed=sent.get("is_proposed") is True,
        section=_number(sent.get("section")),
        bylines=[number for number in numbers if number is not None],
        photos=photos,
        placings=placings,
    )


def _number(value: Any) -> int | None:
    is_one = isinstance(value, str) and value.isdecimal() and len(value) < 19
    return int(value) if is_one else None


def _too_long() -> str:
    return _("The story is too long for its names to be followed; they are found when it is saved.")


def _json(request) -> dict[str, Any]:
    try:
        sent = json.loads(request.body or b"{}")
    except RequestDataTooBig as error:
        raise Unreadable(_too_long(), 413) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This could not be read.")) from error
    if not isinstance(sent, dict):
        raise Unreadable(_("This could not be read."))
    return sent


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(_("This could not be read."))
    return value


def typed_day(value: Any) -> datetime.date | None:
    """The day as it is typed so far; what is none yet says nothing."""
    try:
        return forms.DateField(required=False).clean(value)
    except forms.ValidationError:
        return None


def _decisions(sent: Any) -> dict[int, tuple[str, int | None]]:
    if not isinstance(sent, dict):
        raise Unreadable(_("This could not be read."))
    found: dict[int, tuple[str, int | None]] = {}
    for pk, values in sent.items():
        match values:
            case [str(decision), entity] if (
                pk.isdecimal() and len(pk) < 19 and decision in Decision.values
            ) and (entity is None or naming.is_record(entity)):
                found[int(pk)] = decision, entity
            case _:
                raise Unreadable(_("This could not be read."))
    return found

"""The story as it stands on somebody's screen, unsaved: what the panel of names is asked about."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _

from articles import naming
from articles.mentions import story_texts, texts_of
from articles.models import Article, Decision
from articles.richtext import plain_blocks, sanitise
from vietnamese.text import normalise, squeeze

# Some 40,000 words: longer than any story, and answered in about a second.
LONGEST_STORY = 250_000
MOST_CAPTIONS = 300

Place = tuple[str, int, int, int, str]


class Unreadable(Exception):
    """What was sent cannot be worked with; the text says why, `status` is HTTP's."""

    def __init__(self, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.status = status


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
        day=typed_day(sent.get("story_on", "")),
        decisions=_decisions(sent.get("decisions", {})),
        choices=choices,
    )


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

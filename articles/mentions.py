"""
The names in a story: what the finder says, beside what a person has decided.

A decision holds for the story and is never asked again; only rows that nobody
has decided on come and go with the text.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Decision, Mention
from articles.richtext import plain_blocks
from entities.finding import Chosen, find_known, kinds_of, resolve
from entities.found import SURE, Found, Rule
from entities.lookup import name_key
from entities.models import EntityKind
from entities.proposing import propose
from vietnamese import names

Span = tuple[int, int, int]

# Unknown names that a story is asked about; who writes more of them has written no story.
MOST_PROPOSED = 300


@dataclass
class Sighting:
    """
    What the finder says about one entity or one unknown name in a story.

    `spans` are (index of the text, start, end) of every place, short references
    included; `candidates` the records an ambiguous name may mean, likeliest first.
    """

    entity: int | None
    text: str
    kind: str
    rule: str
    texts: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    candidates: tuple[int, ...] = ()
    count: int = 0
    short_count: int = 0
    is_sure: bool = True
    evidence: str = ""


def texts_of(headline: str, lead: str, body: str, captions: Sequence[str]) -> list[str]:
    """Return the texts that are searched, in the order that the places of names go by."""
    return [headline, lead, *plain_blocks(body), *captions]


def story_texts(article: Article) -> list[str]:
    """Return the texts of the story as it is saved."""
    captions = [use.shown_caption for use in article.photo_uses.select_related("photo")]
    return texts_of(article.headline, article.lead, article.body, captions)


def sightings(
    texts: Sequence[str],
    *,
    chosen: Chosen | None = None,
    day: datetime.date | None = None,
) -> list[Sighting]:
    """
    Return known names first, then proposals, each once, in the order of the text.

    `day` is the day of the story, today if not given: offices held then tell namesakes apart.
    """
    known = find_known(texts, chosen=chosen)
    proposals, strangers = propose(texts, known=[one.span for one in known])
    found = resolve(texts, known, day=day or timezone.localdate(), strangers=strangers)
    return [*_known(texts, found), *_proposed(texts, proposals[:MOST_PROPOSED])]


def _proposed(texts: Sequence[str], proposals: Sequence[names.Proposal]) -> list[Sighting]:
    return [
        Sighting(
            entity=None,
            text=proposal.text[:200],
            kind=proposal.kind,
            rule=proposal.cue[:30],
            texts={texts[index][start:end]: None for index, start, end in proposal.spans},
            titles=dict.fromkeys(proposal.titles),
            spans=list(proposal.spans),
            count=proposal.count,
            evidence=proposal.evidence,
        )
        for proposal in proposals
    ]


def _known(texts: Sequence[str], found: Sequence[Found]) -> list[Sighting]:
    kinds = kinds_of(found)
    titles = _titles(texts, [one for one in found if kinds[one.entities[0]] == EntityKind.PERSON])
    seen: dict[tuple[int, ...], Sighting] = {}
    for one in found:
        if one.is_short and one.rule == Rule.HOMONYM:
            # Nobody is asked whom "ông Thắng" means: it is not linked anyway.
            continue
        who = tuple(sorted(one.entities))
        sighting = seen.get(who)
        if sighting is None:
            sighting = seen[who] = _sighting(one, kinds[one.entities[0]])
        sighting.spans.append(one.span)
        if one.is_short:
            sighting.short_count += 1
            continue
        sighting.count += 1
        sighting.texts[one.text] = None
        sighting.titles |= dict.fromkeys(titles.get(one.span, ()))
    return list(seen.values())


def _titles(texts: Sequence[str], people: Sequence[Found]) -> dict[Span, tuple[str, ...]]:
    """Return the offices beside each full name, by its place."""
    by_text: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in people:
        if not one.is_short:
            by_text[one.index].append((one.start, one.end))
    return {
        (index, *span): titles
        for index, spans in by_text.items()
        for span, titles in names.titles_beside(texts[index], spans).items()
    }


def _sighting(one: Found, kind: str) -> Sighting:
    is_homonym = one.rule == Rule.HOMONYM
    return Sighting(
        entity=None if is_homonym else one.entities[0],
        text=one.text,
        kind=kind,
        rule=one.rule,
        candidates=one.entities if is_homonym else (),
        is_sure=one.score >= SURE,
    )


def chosen_forms(rows) -> dict[str, list[int]]:
    """Return {key of a form in the text: records} for what a person accepted in this story."""
    chosen: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.entity_id is not None and row.decision == Decision.ACCEPTED:
            for key in {name_key(row.kind, text) for text in [row.text, *row.texts]}:
                chosen[key].append(row.entity_id)
    return chosen


@transaction.atomic
def refresh(article: Article, *, found: Sequence[Sighting] | None = None) -> None:
    """
    Bring the story's mentions up to date with its text, or with what was `found` in it.

    - New sightings come in as "to be decided".
    - Undecided rows that the text no longer bears out go.
    - Decided rows stay, with their count.
    """
    rows = list(article.mentions.all())
    by_entity = {row.entity_id: row for row in rows if row.entity_id is not None}
    by_text = {(row.kind, row.text): row for row in rows if row.entity_id is None}
    borne_out: set[int] = set()
    fresh: list[Mention] = []
    if found is None:
        found = sightings(story_texts(article), chosen=chosen_forms(rows), day=article.story_on)
    for sighting in found:
        row = (
            by_entity.get(sighting.entity)
            if sighting.entity is not None
            else by_text.get((sighting.kind, sighting.text))
        )
        if row is None:
            fresh.append(_mention(article, sighting))
            continue
        borne_out.add(row.pk)
        _update(row, sighting)
    Mention.objects.bulk_create(fresh)

    for row in rows:
        if row.pk in borne_out:
            continue
        if row.decision == Decision.PROPOSED:
            row.delete()
        elif row.count:
            row.count = 0
            row.save(update_fields=["count"])


def _mention(article: Article, sighting: Sighting) -> Mention:
    return Mention(
        article=article,
        entity_id=sighting.entity,
        text=sighting.text,
        kind=sighting.kind,
        **_said_of(sighting),
    )


def _update(row: Mention, sighting: Sighting) -> None:
    """Write what the finder says now, if that is anything new."""
    said = _said_of(sighting)
    if all(getattr(row, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))


def _said_of(sighting: Sighting) -> dict[str, Any]:
    return {
        "texts": list(sighting.texts),
        "titles": list(sighting.titles),
        "count": sighting.count,
        "short_count": sighting.short_count,
        "candidates": list(sighting.candidates),
        "is_sure": sighting.is_sure,
        "rule": str(sighting.rule),
        "evidence": sighting.evidence,
    }


@transaction.atomic
def accept_known(article: Article, *, by: User, only_certain: bool = False) -> int:
    """
    Accept the known names that are still undecided; homonyms and proposals are left. Count.

    With `only_certain` what rests on a judgement is left too: namesakes told apart by their
    offices, and "Tỉnh ủy" in a story about other provinces. Nobody is looking then.
    """
    undecided = article.mentions.filter(
        decision=Decision.PROPOSED, entity__isnull=False, count__gt=0
    )
    if only_certain:
        undecided = undecided.filter(is_sure=True).exclude(rule=Rule.NAMESAKE)
    return undecided.update(decision=Decision.ACCEPTED, decided_by=by, decided_at=timezone.now())

"""What editors see of each slot: the story that was chosen, how it stands, what readers see now."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.front import SLOTS, Arrangement, Slot, fill
from articles.models import Article, Edition


class State(models.TextChoices):
    LIVE = "live", _("readers see it")
    SCHEDULED = "scheduled", _("scheduled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    GONE = "gone", _("no longer scheduled")


@dataclass(frozen=True)
class Standing:
    """One slot at a moment: `article` was chosen or is None; `shown` stands there for readers."""

    slot: Slot
    article: int | None
    headline: str
    state: State | None
    # Of one that is scheduled.
    visible_from: datetime.datetime | None
    shown: int | None
    shown_headline: str

    @property
    def is_shown(self) -> bool:
        return self.article is not None and self.article == self.shown


def standings(chosen: Arrangement, now: datetime.datetime) -> list[Standing]:
    """Return one for each of SLOTS; three queries at most."""
    articles = {choice.article for choice in chosen.values()}
    rows = Edition.objects.current(now).filter(article__in=articles).order_by("visible_from")
    of: dict[int, Edition] = {}
    for edition in rows.only("article_id", "headline", "kind", "visible_from", "visible_until"):
        # The first is what readers see; an update that waits is no other story.
        of.setdefault(edition.article_id, edition)
    live = {pk for pk, edition in of.items() if edition.is_public(now) and not edition.is_notice}
    public = Edition.objects.public(now).stories().newest_first()
    newest = {
        edition.article_id: edition.headline
        for edition in public.only("article_id", "headline")[: 2 * len(SLOTS)]
    }
    known = newest | {pk: edition.headline for pk, edition in of.items()}
    known |= headlines(articles - known.keys())
    filled = fill(chosen, visible=live, newest=newest, now=now)
    return [_standing(slot, chosen, of, known, filled.get(slot.name), now) for slot in SLOTS]


def _standing(slot, chosen, of, known, shown, now) -> Standing:
    article = chosen[slot.name].article if slot.name in chosen else None
    edition = of.get(article)
    return Standing(
        slot=slot,
        article=article,
        headline=known.get(article, ""),
        state=None if article is None else _state(edition, now),
        visible_from=edition.visible_from if edition and edition.visible_from > now else None,
        shown=shown,
        shown_headline=known.get(shown, ""),
    )


def _state(edition: Edition | None, now: datetime.datetime) -> State:
    if edition is None:
        return State.GONE
    if edition.is_notice:
        return State.WITHDRAWN
    return State.LIVE if edition.is_public(now) else State.SCHEDULED


def headlines(articles: Iterable[int]) -> dict[int, str]:
    """Return {number of the story: its headline at the desk}."""
    wanted: Sequence[int] = list(articles)
    if not wanted:
        return {}
    return {row.pk: str(row) for row in Article.objects.filter(pk__in=wanted).only("headline")}

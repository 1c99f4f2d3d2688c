"""
What becomes of each row that points to a record, when it is merged into another and back.

RULES is the list that a test holds against the models: a new relation to Entity without
a rule fails it. Relations that stay say why; the others name what moves them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.journal import Journal
from articles.models import Decision, Mention
from entities.models import Alias, AliasKind, DistinctPair, Tenure
from photos.models import Portrait

# What makes two terms of office the same term.
TERM = ["start_on", "end_on", "is_acting"]
RANK = {Decision.PROPOSED: 0, Decision.REJECTED: 1, Decision.ACCEPTED: 2}


@dataclass(frozen=True)
class Rule:
    """
    `merge` and `undo` say in words what happens; `move` does it, None where the row stays.

    `label` says to the desk what moves; what has none is not counted before a merging.
    """

    merge: str
    undo: str
    move: Callable[[Journal, str], None] | None = None
    label: Promise | str = ""


def move_all(journal: Journal, relation: str) -> None:
    journal.move(relation, journal.rows(relation))


def move_aliases(journal: Journal, relation: str) -> None:
    survivor, gone = journal.survivor, journal.gone
    taken = {survivor.match_key, *survivor.aliases.values_list("match_key", flat=True)}
    journal.move(relation, journal.rows(relation).exclude(match_key__in=taken))
    name = Alias(entity=survivor, name=gone.name, kind=AliasKind.SPELLING)
    name.set_keys()
    if name.match_key not in {*taken, *survivor.aliases.values_list("match_key", flat=True)}:
        journal.make(name)


def move_posts(journal: Journal, relation: str) -> None:
    """Offices of one label become one: the terms move, and the emptied office goes."""
    kept = {post.label: post for post in journal.survivor.posts.all()}
    twins = list(journal.gone.posts.filter(label__in=kept).prefetch_related("tenures"))
    journal.move(relation, journal.gone.posts.exclude(label__in=kept))
    held = Tenure.objects.filter(post__organisation=journal.survivor)
    known = {(tenure.post_id, tenure.person_id, *term(tenure)) for tenure in held}
    double: list[Tenure] = []
    moved: list[tuple[Tenure, dict[str, int]]] = []
    for post in twins:
        survivor = kept[post.label].pk
        for tenure in post.tenures.all():
            if (survivor, tenure.person_id, *term(tenure)) in known:
                double.append(tenure)
            else:
                moved.append((tenure, {"post": survivor}))
    journal.remove(double)
    journal.change_all(moved)
    journal.remove(twins)


def move_tenures(journal: Journal, relation: str) -> None:
    known = {(tenure.post_id, *term(tenure)) for tenure in journal.survivor.tenures.all()}
    news = [
        tenure.pk
        for tenure in journal.gone.tenures.all()
        if (tenure.post_id, *term(tenure)) not in known
    ]
    journal.move(relation, Tenure.objects.filter(pk__in=news))


def term(tenure: Tenure) -> tuple:
    return tuple(getattr(tenure, name) for name in TERM)


def move_subjects(journal: Journal, relation: str) -> None:
    rows = journal.rows(relation)
    journal.remove(rows.filter(photo__in=journal.survivor.photos.values("pk")))
    move_all(journal, relation)


def move_creators(journal: Journal, relation: str) -> None:
    twins = journal.rows(relation).filter(photo__in=journal.survivor.created_photos.values("photo"))
    journal.remove(twins)
    move_all(journal, relation)


def move_portrait(journal: Journal, relation: str) -> None:
    if not Portrait.objects.filter(person=journal.survivor).exists():
        move_all(journal, relation)


def move_mentions(journal: Journal, relation: str) -> None:
    """In a story that names both they become one: decided beats undecided, accepted rejected."""
    both = Mention.objects.filter(
        entity=journal.survivor, article__in=journal.rows(relation).values("article")
    ).in_bulk(field_name="pk")
    kept = {mention.article_id: mention for mention in both.values()}
    twins = list(journal.rows(relation).filter(article__in=list(kept)))
    # First, so that an undo writes them back last: both are in the story again.
    journal.remove(twins)
    journal.change_all([(kept[o.article_id], joined(kept[o.article_id], o)) for o in twins])
    move_all(journal, relation)


def joined(kept: Mention, other: Mention) -> dict[str, Any]:
    deciding = max([kept, other], key=lambda mention: RANK[Decision(mention.decision)])
    return {
        "texts": list(dict.fromkeys([*kept.texts, *other.texts])),
        "titles": list(dict.fromkeys([*kept.titles, *other.titles])),
        "count": kept.count + other.count,
        "short_count": kept.short_count + other.short_count,
        "is_sure": kept.is_sure and other.is_sure,
        "decision": deciding.decision,
        "decided_by": deciding.decided_by_id,
        "decided_at": deciding.decided_at,
    }


def move_pairs(journal: Journal, relation: str) -> None:
    """What is not the one that goes is not the survivor either."""
    survivor = journal.survivor.pk
    of_survivor = DistinctPair.objects.filter(Q(first=survivor) | Q(second=survivor))
    known = {frozenset(pair) for pair in of_survivor.values_list("first", "second")}
    changes = []
    for pair in journal.rows(relation):
        other = pair.second_id if pair.first_id == journal.gone.pk else pair.first_id
        first, second = sorted([survivor, other])
        if other != survivor and frozenset([first, second]) not in known:
            changes.append((pair, {"first": first, "second": second}))
    journal.change_all(changes)


KEPT = "what was published is kept; new editions name anew"
DONE = "it says what was done then"

RULES = {
    "entities.Person.entity": Rule(
        "the details stay with the one that goes; empty ones of the survivor are filled from them",
        "what was filled is empty again",
    ),
    "entities.Organisation.entity": Rule(
        "the details stay, and fill empty ones; credit code and registry key move to one that "
        "has none, for they are unique",
        "what was filled is empty again; code and key go back",
    ),
    "entities.Organisation.parent": Rule(
        "moves", "goes back", move_all, _("bodies that are its parts")
    ),
    "entities.Organisation.succeeded_by": Rule(
        "moves", "goes back", move_all, _("bodies that it succeeded")
    ),
    "entities.Merge.survivor": Rule(f"stays: {DONE}", "stays"),
    "entities.Merge.gone": Rule(f"stays: {DONE}", "stays"),
    "entities.Alias.entity": Rule(
        "moves, unless the survivor has that name already; the name of the one that goes "
        "becomes another name of the survivor",
        "goes back; the name that was made another name goes",
        move_aliases,
        _("other names"),
    ),
    "entities.DistinctPair.first": Rule(
        "points to the survivor, unless that pair is known", "goes back", move_pairs
    ),
    "entities.DistinctPair.second": Rule(
        "points to the survivor, unless that pair is known", "goes back", move_pairs
    ),
    "entities.Post.organisation": Rule(
        "moves; offices of one label become one, and their terms with them",
        "goes back; an office that became another is there again",
        move_posts,
        _("offices"),
    ),
    "entities.Tenure.person": Rule(
        "moves, unless the survivor has the same office for the same time",
        "goes back",
        move_tenures,
        _("offices held"),
    ),
    "photos.Photo.provider": Rule(
        "moves; the credit changes, and published stories follow",
        "goes back, as do they",
        move_all,
        _("photos that it provided"),
    ),
    "photos.Photo.subjects": Rule(
        "moves; where the survivor is in the picture already, the row goes",
        "goes back; what went is there again",
        move_subjects,
        _("photos that show it"),
    ),
    "photos.PhotoCreator.entity": Rule(
        "moves; the credit changes, and published stories follow; nobody stands twice in one",
        "goes back, as do they",
        move_creators,
        _("photos made by the person"),
    ),
    "photos.Portrait.person": Rule(
        "moves, unless the survivor has one", "goes back", move_portrait, _("portrait")
    ),
    "articles.Author.person": Rule(
        "moves, and the bylines with it", "goes back", move_all, _("names that sign stories")
    ),
    "articles.Mention.entity": Rule(
        "moves; in a story that names both they become one: decided beats undecided, accepted "
        "beats rejected, counts and forms join",
        "goes back; what became one is two again",
        move_mentions,
        _("stories at the desk"),
    ),
    "entities.Entity.merged_into": Rule(
        "what was merged into the one that goes points to the survivor, the last of the chain",
        "points to the one that went again",
        move_all,
        _("records merged into it before"),
    ),
    "articles.Fix.entity": Rule(f"stays: {DONE}", "stays"),
    "articles.EditionEntity.entity": Rule(f"stays: {KEPT}", "stays, likewise"),
    "articles.EditionPhoto.subjects": Rule(f"stays: {KEPT}", "stays, likewise"),
    "articles.EditionPhotoSubject.entity": Rule(f"stays: {KEPT}", "stays, likewise"),
}

"""What is odd about a record, and may be right all the same: sentences for the desk."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from entities.models import Alias, Entity, Post, Tenure
from entities.periods import period_of, surely_at_once
from vietnamese.encodings import legacy_in

# A list of warnings that is longer is not read.
SHOWN = 5


def of(entity: Entity) -> list[str]:
    """Return what the desk should look at, at most a few sentences of each kind."""
    return [
        *old_code(_texts_of(entity)),
        *shared_names(entity)[:SHOWN],
        *double_holders(entity)[:SHOWN],
    ]


def old_code(texts: Sequence[str]) -> list[str]:
    """
    Return a sentence where something was typed for the fonts of an old code, TCVN3 or VNI.

    Each text is looked at alone, for a paragraph may be pasted among others; short ones together.
    """
    codes = {code for text in [*texts, " ".join(texts)] if (code := legacy_in(text))}
    return [
        _("The text looks as if typed in the old %(code)s code: convert it before it goes on.")
        % {"code": code.upper()}
        for code in sorted(codes)
    ]


def _texts_of(entity: Entity) -> list[str]:
    names = [entity.name, *entity.aliases.values_list("name", flat=True)]
    return [*names, entity.person.biography] if hasattr(entity, "person") else names


def shared_names(entity: Entity) -> list[str]:
    """Say which names of `entity` are another record's too: the finder cannot tell them apart."""
    own = Alias.objects.filter(entity=entity, is_local=False)
    keys = {entity.match_key, *own.values_list("match_key", flat=True)}
    names = Entity.objects.surviving().filter(match_key__in=keys).exclude(pk=entity.pk)
    aliases = (
        Alias.objects.filter(match_key__in=keys, is_local=False)
        .filter(Q(entity__merged_into__isnull=True) | ~Q(entity__merged_into=entity))
        .exclude(entity=entity)
        .select_related("entity__merged_into")
    )
    pairs = [
        *((other.name, other) for other in names),
        *((alias.name, alias.entity.merged_into or alias.entity) for alias in aliases),
    ]
    return list(
        dict.fromkeys(
            _(
                "“%(name)s” is a name of “%(other)s” (record %(number)d) too: "
                "in each story the desk will be asked."
            )
            % {"name": name, "other": other, "number": other.pk}
            for name, other in pairs
        )
    )


def double_holders(entity: Entity) -> list[str]:
    """Name two people who hold an office of one at once, on days that are sure."""
    posts = Post.objects.filter(is_single=True)
    posts = (
        posts.filter(tenures__person=entity)
        if entity.is_person
        else posts.filter(organisation=entity)
    )
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__in=posts.values("pk")).order_by("start_on", "pk")
    for tenure in rows.select_related("post", "person"):
        held[tenure.post_id].append(tenure)
    told = [
        _("“%(office)s” has two holders on one day: %(first)s and %(second)s.")
        % {"office": first.post.label, "first": first.person, "second": second.person}
        for tenures in held.values()
        for first, second in combinations(tenures, 2)
        if first.person_id != second.person_id
        and (not entity.is_person or entity.pk in {first.person_id, second.person_id})
        and surely_at_once(period_of(first), period_of(second))
    ]
    # Who acted in the office before held it twice.
    return list(dict.fromkeys(told))

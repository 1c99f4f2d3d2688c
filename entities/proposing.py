"""Unknown names of a text, without the words that a person has said are none."""

from collections.abc import Collection, Sequence

from entities.lookup import dismissed
from entities.models import EntityKind
from vietnamese import names
from vietnamese.matching import organisation_key, person_key
from vietnamese.names import Proposal
from vietnamese.references import Named


def propose(
    texts: Sequence[str], *, known: Collection[names.Span]
) -> tuple[list[Proposal], list[Named]]:
    """Return the proposals of vietnamese.names.read but for dismissed ones, and its strangers."""
    proposals, strangers = names.read(texts, known=known)
    keys = {proposal: key_of(proposal) for proposal in proposals}
    gone = dismissed(set(keys.values()))
    return [one for one in proposals if keys[one] not in gone], strangers


def key_of(proposal: Proposal) -> str:
    """Return the key under which the words would be found, were they on record."""
    is_person = proposal.kind == EntityKind.PERSON
    return person_key(proposal.text) if is_person else organisation_key(proposal.text)

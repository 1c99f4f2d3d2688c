"""Unknown names of a text, without the words that a person has said are none."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from entities.lookup import dismissed, name_key
from vietnamese import names
from vietnamese.names import LONGEST_READ, Proposal
from vietnamese.references import Named


def propose(
    texts: Sequence[str], *, known: Collection[names.Span]
) -> tuple[list[Proposal], list[Named]]:
    """Return the proposals of vietnamese.names.read but for dismissed ones, and its strangers."""
    proposals, strangers = names.read(texts, known=known)
    keys = {proposal: name_key(proposal.kind, proposal.text) for proposal in proposals}
    gone = dismissed(set(keys.values()))
    return [one for one in proposals if keys[one] not in gone], strangers


def unread() -> str:
    """Return what the desk is told of a text longer than is looked through."""
    sentence = _("Unknown names were looked for in the first %(count)d characters only.")
    return sentence % {"count": LONGEST_READ}

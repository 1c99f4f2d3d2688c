"""What a notice to readers is called, and what it must say: the setting NEWSROOM_NOTICES."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Correction, CorrectionKind

# What a notice may consist of, in the order in which readers find it.
PARTS: Mapping[str, Promise] = {
    "wrong": _("What was wrong"),
    "right": _("What is right"),
    "words": _("Words to readers"),
    "decided_by": _("Decided by"),
    "paper": _("Number of the paper"),
    "paper_on": _("Day of the paper"),
}
# Without these the table takes no row, whatever the setting says.
FLOOR: Mapping[str, frozenset[str]] = {
    CorrectionKind.CORRECTION: frozenset({"wrong", "right"}),
    CorrectionKind.APOLOGY: frozenset({"wrong", "right"}),
}
SAYS_SOMETHING = frozenset({"wrong", "right", "words"})
LONGEST_TITLE: int = Correction._meta.get_field("title").max_length or 0


def title_of(kind: str) -> str:
    return settings.NEWSROOM_NOTICES[kind]["title"]


def required_of(kind: str) -> list[str]:
    """Return the parts that a notice of this kind must have, in their order."""
    wanted = settings.NEWSROOM_NOTICES[kind]["requires"]
    return [part for part in PARTS if part in wanted]


@checks.register()
def check_notices(**kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"NEWSROOM_NOTICES: {fault}",
            hint="docs/corrections.md says what the file may say.",
            id="articles.E001",
        )
        for fault in _faults(settings.NEWSROOM_NOTICES)
    ]


def _faults(notices: Any) -> Iterator[str]:
    for kind in notices.keys() - set(CorrectionKind.values):
        yield f"[{kind}] is no kind of notice; there are {', '.join(CorrectionKind.values)}."
    for kind in CorrectionKind.values:
        said = notices.get(kind)
        if isinstance(said, dict):
            yield from _faults_of(kind, said)
        else:
            yield f"[{kind}] is missing, or is no table of title and requires."


def _faults_of(kind: str, said: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(said.keys() - {"title", "requires"}):
        yield f"[{kind}] has title and requires, and no {name}."
    title = said.get("title")
    if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE:
        yield f"[{kind}] needs a title of at most {LONGEST_TITLE} letters."
    requires = said.get("requires")
    if not isinstance(requires, list) or not all(part in list(PARTS) for part in requires):
        yield f"[{kind}] requires is a list of some of {', '.join(PARTS)}."
        return
    if lacking := sorted(FLOOR.get(kind, frozenset()) - set(requires)):
        yield f"[{kind}] must require {', '.join(lacking)}: no row is taken without."
    if not SAYS_SOMETHING & set(requires):
        yield f"[{kind}] must require one of {', '.join(sorted(SAYS_SOMETHING))}."

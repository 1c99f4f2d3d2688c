"""What the sweep over photos finds, and how it is said."""

import dataclasses
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class FindingKind(models.TextChoices):
    # Files that no row names, or that should lie elsewhere.
    ORPHAN = "orphan", gettext_lazy("file without a row")
    TAKEN_DOWN = "taken_down", gettext_lazy("taken down, and still in public storage")
    UNUSED = "unused", gettext_lazy("in public storage, and shown to nobody")
    # Rows whose file is missing.
    LOST_ORIGINAL = "lost_original", gettext_lazy("original is lost")
    LOST_PREVIEW = "lost_preview", gettext_lazy("small picture for the desk is lost")
    LOST_PUBLIC = "lost_public", gettext_lazy("file that readers see is lost")
    LOST_COPY = "lost_copy", gettext_lazy("copy of what an edition showed is lost")
    LOST_UPLOAD = "lost_upload", gettext_lazy("story file that waits for its import is lost")
    # What was begun and not ended.
    UNPREPARED = "unprepared", gettext_lazy("public files were never made")
    BEHIND = "behind", gettext_lazy("portrait shows the photo as it was before")
    STOPPED = "stopped", gettext_lazy("correction of published stories stands still")


@dataclasses.dataclass
class Finding:
    """`stories` are the headlines that readers see with the photo, or will."""

    kind: FindingKind
    files: list[str] = dataclasses.field(default_factory=list)
    photo: int | None = None
    stories: list[str] = dataclasses.field(default_factory=list)
    is_repaired: bool = False
    # Why not, where it was tried.
    why_not: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**dataclasses.asdict(self), "kind": self.kind.value}

    def __str__(self) -> str:
        parts = [str(self.kind.label)]
        if self.photo is not None:
            parts.append(_("photo %(number)d") % {"number": self.photo})
        if self.files:
            more = len(self.files) - 1
            others = ngettext("and %d more", "and %d more", more) % more if more else ""
            parts.append(f"{self.files[0]} {others}".strip())
        if self.stories:
            parts.append(_("shown in: %(stories)s") % {"stories": "; ".join(self.stories)})
        if self.is_repaired:
            parts.append(_("repaired"))
        elif self.why_not:
            parts.append(_("not repaired: %(reason)s") % {"reason": self.why_not})
        return " · ".join(parts)

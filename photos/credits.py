"""
The one renderer of credits.

Page, list, JSON-LD, XMP and feeds all print what stands here, so a credit is
the same everywhere and cannot be left out in one place by another spelling.
"""

import dataclasses

from django.utils.translation import override, pgettext

from entities.models import Entity
from photos.models import SPEAKS_FOR_ITSELF, CreditKind, Medium, Photo


@dataclasses.dataclass(frozen=True)
class Credit:
    """
    Who is to be named beside a picture, as plain data.

    `line` is for machines (IPTC Credit Line, schema.org creditText): no label.
    `printed` is for readers: with the label of the medium. Both are "" where
    nothing is known, and such a photo cannot be published.
    """

    creators: tuple[str, ...]
    provider: str
    kind: str
    medium: str

    @property
    def line(self) -> str:
        return "/".join(part for part in [" - ".join(self.creators), self.provider] if part)

    @property
    def printed(self) -> str:
        # A label for readers is Vietnamese whatever language the desk works in.
        with override("vi"):
            label = _label(self.medium, self.kind)
        if not self.line:
            return label if self.kind in SPEAKS_FOR_ITSELF else ""
        return f"{label}: {self.line}"

    @property
    def is_known(self) -> bool:
        return bool(self.printed)

    @property
    def machine_line(self) -> str:
        """`line`, or the label where a kind speaks for itself ("Ảnh tư liệu")."""
        return self.line or self.printed


def machine_line(printed: str) -> str:
    """Return what `Credit.machine_line` is of a credit that was printed: no label has a colon."""
    return printed.partition(": ")[2] or printed


def _label(medium: str, kind: str) -> str:
    match kind:
        case CreditKind.ARCHIVE:
            return pgettext("credit", "Archive photo")
        case CreditKind.ILLUSTRATION:
            return pgettext("credit", "Illustration photo")
        case CreditKind.SCREENSHOT:
            return pgettext("credit", "Screenshot")
        case CreditKind.READER:
            return pgettext("credit", "Reader's photo")
        case CreditKind.AI:
            return pgettext("credit", "AI image")
    match medium:
        case Medium.VIDEO:
            return pgettext("credit", "Video")
        case Medium.GRAPHIC:
            return pgettext("credit", "Graphic")
    return pgettext("credit", "Photo")


def credit_of(photo: Photo) -> Credit:
    """Return the credit of `photo`; reads provider and creators (see `with_credit`)."""
    return Credit(
        creators=tuple(creator.printed_name for creator in photo.creators.all()),
        provider=provider_name(photo.provider) if photo.provider else "",
        kind=photo.kind,
        medium=photo.medium,
    )


def provider_name(provider: Entity) -> str:
    """The code where there is one (QMG), else the short name, else the name."""
    organisation = provider.organisation
    return organisation.code or organisation.short_name or provider.name

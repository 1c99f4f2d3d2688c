"""What every reader of files returns: a story as plain data, before a row is written."""

import dataclasses
from collections.abc import Sequence

from django.utils.translation import gettext as _

from photos.captions import ParsedCaption


class ImportRefused(Exception):
    """A file that cannot become a story; `code` is for programs, the text for people."""

    def __init__(self, code: str, message: str, *, encoding: str = "", known: int | None = None):
        super().__init__(message)
        self.code = code
        # Set where reading the file in this encoding might do.
        self.encoding = encoding
        # The id of the story that we have already.
        self.known = known


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """A block of text: sanitised HTML of one element, and the same as plain text."""

    html: str
    text: str


@dataclasses.dataclass(frozen=True)
class StoryPhoto:
    """A caption at its place, with its picture where the file brought one."""

    parsed: ParsedCaption
    picture: bytes | None = None
    picture_name: str = ""


@dataclasses.dataclass(frozen=True)
class ParsedStory:
    """
    A story as read: `blocks` are lead, paragraphs and photos in the order of the file.

    The first Paragraph is the lead. `headline` is "" where the file has none.
    """

    headline: str
    blocks: Sequence[Paragraph | StoryPhoto]
    warnings: Sequence[str] = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def photos(self) -> list[tuple[StoryPhoto, int]]:
        """Each photo with the number of text paragraphs before it, the lead counted."""
        found, before = [], 0
        for block in self.blocks:
            if isinstance(block, Paragraph):
                before += 1
            else:
                found.append((block, before))
        return found

    @property
    def lead(self) -> str:
        return self.paragraphs[0].text


def empty() -> ImportRefused:
    return ImportRefused("empty", _("There is no text in this file."))

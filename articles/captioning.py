"""A credit at the end of a caption that was written for one story: it is the photo's, told once."""

from collections.abc import Iterable

from accounts.models import User
from articles.models import PhotoUse
from articles.placing import own_caption
from photos import services, typed
from photos.typed import Outcome, Settled


def settle(uses: Iterable[PhotoUse], *, by: User) -> list[tuple[PhotoUse, Settled]]:
    """
    Part the captions of `uses` from the credit in them; return those that had one, with what came.

    A photo without a credit takes it, if `by` may change that photo; one that has another
    credit keeps it, and then the caption stays whole. In the transaction of their saving.
    """
    return [(use, settled) for use in uses if (settled := _settle(use, by)) is not None]


def _settle(use: PhotoUse, by: User) -> Settled | None:
    parsed = services.read_caption(use.caption)
    if not parsed.has_credit:
        return None
    outcome = typed.compare(use.photo, parsed)
    if outcome is Outcome.TAKEN:
        may_change = by.has_perm("photos.change_photo", use.photo)
        outcome = typed.take(use.photo, parsed) if may_change else Outcome.DIFFERS
    if outcome is not Outcome.DIFFERS:
        use.caption = own_caption(parsed.caption, use.photo)
        use.save(update_fields=["caption"])
    return Settled(outcome, parsed)

"""
Telling readers of a mistake: the record, and the edition that shows it, in one transaction.

The only writer of Correction. `_write` is where every record passes, once it is there.
"""

import datetime
from dataclasses import asdict, dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import notices, notifying, packaging, publishing
from articles.models import (
    Article,
    Correction,
    CorrectionKind,
    Edition,
    EditionKind,
    Revision,
)
from photos.pictures import PictureRefused
from vietnamese.text import fold, normalise, squeeze

# The edition that a record makes. Only update and correction move the date readers see.
EDITION_OF = {
    CorrectionKind.UPDATE: EditionKind.UPDATE,
    CorrectionKind.CORRECTION: EditionKind.CORRECTION,
    CorrectionKind.APOLOGY: EditionKind.CORRECTION,
    CorrectionKind.CLARIFICATION: EditionKind.STATEMENT,
    CorrectionKind.RETRACTION: EditionKind.STATEMENT,
}
# Who withdraws a story withdraws a record; the others are for who corrects.
NEEDS_WITHDRAW = {CorrectionKind.WITHDRAWAL, CorrectionKind.RETRACTION}
LONGEST_LINE = 200


@dataclass(frozen=True)
class Parts:
    """What a record says. Plain text; which parts a kind needs, the settings say."""

    wrong: str = ""
    right: str = ""
    words: str = ""
    decided_by: str = ""
    paper: str = ""
    paper_on: datetime.date | None = None

    def tidied(self) -> "Parts":
        return replace(
            self,
            wrong=normalise(self.wrong).strip(),
            right=normalise(self.right).strip(),
            words=normalise(self.words).strip(),
            decided_by=squeeze(self.decided_by),
            paper=squeeze(self.paper),
        )


class CorrectionRefused(Exception):
    """Why nothing is recorded: a sentence for the desk."""


class PartsMissing(CorrectionRefused):
    """Of a notice; `parts` are {its name: the sentence at its field}."""

    def __init__(self, parts: dict[str, str]):
        super().__init__(" ".join(parts.values()))
        self.parts = parts


class Overtaken(CorrectionRefused):
    """Readers have another edition than the one that was read: somebody was faster."""


def may(user: User, kind: CorrectionKind, article: Article) -> bool:
    act = "withdraw" if kind in NEEDS_WITHDRAW else "correct"
    return user.has_perm(f"articles.{act}_article", article)


def kinds_open_to(user: User, article: Article) -> list[CorrectionKind]:
    """Return what `user` may record of a live story; a record is withdrawn where it stands."""
    kinds = [kind for kind in CorrectionKind if kind != CorrectionKind.RETRACTION]
    return [kind for kind in kinds if may(user, kind, article)]


def text_to_publish(article: Article) -> Revision | None:
    """Return the approved version that readers have not: it can go out with a record."""
    revision = article.approved_revision
    live = article.editions.public(timezone.now()).stories().first()
    return None if publishing.is_out(live, revision) else revision


def record(
    article: Article,
    *,
    kind: CorrectionKind,
    parts: Parts,
    by: User,
    live: int,
    revision: Revision | None = None,
    now: datetime.datetime | None = None,
) -> Correction:
    """
    Tell the readers of a live story; return the record, whose edition they have now.

    - `live` is the id of the edition that the writer has read.
    - `revision`, the approved one, goes out with it; without, the text stays to the letter.
    - A withdrawal leaves its notice in place of the story.
    - With a withdrawal or with `revision` what is scheduled is cancelled; otherwise it stays,
      and shows the record when its time comes.

    Raises CorrectionRefused, PublishRefused or PermissionDenied; then nothing has changed.
    """
    if kind == CorrectionKind.RETRACTION:
        raise CorrectionRefused(_("Choose the notice that is to be withdrawn."))
    if kind == CorrectionKind.UPDATE and revision is None:
        raise CorrectionRefused(
            _("An update needs a new text: approve it first, then tell readers of it.")
        )
    return _write(article, kind, parts, by=by, live=live, revision=revision, now=now)


def withdraw(
    withdrawn: Correction,
    *,
    parts: Parts,
    by: User,
    live: int,
    now: datetime.datetime | None = None,
) -> Correction:
    """
    Withdraw a record by another; the first stays, and says so. As `record` otherwise.

    What withdrew another stays withdrawn no further: readers are told anew instead.
    """
    if withdrawn.kind == CorrectionKind.RETRACTION:
        raise CorrectionRefused(
            _("This withdraws another notice, and stays. Write a new notice instead.")
        )
    kind = CorrectionKind.RETRACTION
    return _write(withdrawn.article, kind, parts, by=by, live=live, withdraws=withdrawn, now=now)


def require_parts(kind: CorrectionKind, parts: Parts) -> None:
    """Raise PartsMissing where the settings want more, or a line is too long."""
    given = asdict(parts.tidied())
    wrong = {
        name: _("“%(title)s” needs this.") % {"title": notices.title_of(kind)}
        for name in notices.required_of(kind)
        if not given[name]
    }
    if given["paper_on"] and not given["paper"]:
        wrong.setdefault("paper", _("Give the number of the paper, too."))
    for name in ["decided_by", "paper"]:
        if len(given[name]) > LONGEST_LINE:
            wrong[name] = _("At most %(count)d letters.") % {"count": LONGEST_LINE}
    if not wrong and not (given["wrong"] or given["right"] or given["words"]):
        wrong["words"] = _("Write what readers are to be told.")
    if wrong:
        raise PartsMissing(wrong)


def draft(kind: CorrectionKind, parts: Parts, *, now: datetime.datetime) -> Correction:
    """Return the record as it would be, unsaved: for looking at it before."""
    tidied = parts.tidied()
    return Correction(kind=kind, title=notices.title_of(kind), published_at=now, **asdict(tidied))


def _write(
    article: Article,
    kind: CorrectionKind,
    parts: Parts,
    *,
    by: User,
    live: int,
    revision: Revision | None = None,
    withdraws: Correction | None = None,
    now: datetime.datetime | None = None,
) -> Correction:
    if not may(by, kind, article):
        raise PermissionDenied(_("Your role does not allow this step."))
    require_parts(kind, parts)
    if revision is not None:
        _make_files(revision)
    with transaction.atomic():
        # Publishing locks the same row: of two who act at once, the second finds out here.
        Article.objects.select_for_update().get(pk=article.pk)
        moment = now or timezone.now()
        current = require_live(article, live, moment)
        if withdraws is not None and Correction.objects.filter(withdraws=withdraws).exists():
            raise CorrectionRefused(_("This notice was withdrawn already."))
        row = draft(kind, parts, now=moment)
        row.edition = _edition(current, kind, row, by=by, revision=revision, now=now)
        row.article, row.made_by, row.withdraws = article, by, withdraws
        row.published_at = row.edition.visible_from
        row.folded_text = _folded(row)
        row.save(force_insert=True)
        # The record is of an edition, and the edition shows it; what is to come shows it, too.
        for edition in article.editions.filter(visible_from__gte=row.published_at):
            publishing.rerender(edition)
        row.edition.refresh_from_db()
        return row


def require_live(article: Article, read: int, now: datetime.datetime) -> Edition:
    """Return the edition that readers have; raise CorrectionRefused if it is not the one `read`."""
    current = article.editions.public(now).first()
    if current is None or current.kind == EditionKind.NOTICE:
        raise CorrectionRefused(_("This story is not to be read by anybody at the moment."))
    if current.pk != read:
        raise Overtaken(
            _("Somebody changed meanwhile what readers see. Look at it, then send this again.")
        )
    return current


def _edition(
    current: Edition,
    kind: CorrectionKind,
    row: Correction,
    *,
    by: User,
    revision: Revision | None,
    now: datetime.datetime | None,
) -> Edition:
    reason = "\n".join(part for part in [row.wrong, row.right, row.words] if part)
    if kind == CorrectionKind.WITHDRAWAL:
        return publishing.withdraw(current.article, by=by, notice=row.words or reason, now=now)
    made = EDITION_OF[kind]
    if revision is not None:
        # Another text is more than a word to readers.
        made = EditionKind.UPDATE if made == EditionKind.STATEMENT else made
        return publishing.publish(
            current.article, revision=revision, by=by, kind=made, reason=reason, now=now
        )
    edition = publishing.restate(current, kind=made, by=by, reason=reason, now=now)
    if edition is None:
        raise CorrectionRefused(_("This story is not to be read by anybody at the moment."))
    # With another text, publishing tells it.
    notifying.corrected(current.article, edition, by=by)
    return edition


def _make_files(revision: Revision) -> None:
    """Before the transaction, as publishing does: pictures take their time."""
    try:
        packaging.make_files(revision)
    except PictureRefused as refusal:
        raise publishing.PublishRefused(str(refusal)) from refusal


def _folded(row: Correction) -> str:
    said = [row.edition.headline, row.title, row.wrong, row.right, row.words]
    return fold(" ".join([*said, row.decided_by, row.paper]))

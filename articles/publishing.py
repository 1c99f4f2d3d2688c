"""
From an approved revision to what readers see.

This module decides on editions and on their `visible_from` and `visible_until`,
and with articles.editions, its hand, it is their only writer. The clock publishes:
an edition is written with the moment it becomes visible, and nothing has to run then.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from articles import checklist, editions, files, notifying, packaging, previews, rendering, waiting
from articles.checked import Item
from articles.editions import Plan, PublishRefused
from articles.models import (
    Article,
    Edition,
    EditionKind,
    Revision,
    Section,
)
from articles.packaging import Facts
from photos.models import Photo
from photos.pictures import PictureRefused


def publish(
    article: Article,
    *,
    revision: Revision,
    by: User,
    at: datetime.datetime | None = None,
    kind: EditionKind = EditionKind.UPDATE,
    reason: str = "",
    now: datetime.datetime | None = None,
    replacing: Edition | None = None,
) -> Edition:
    """
    Publish the approved `revision`: now, or from `at` on.

    - Any other revision than the approved one is refused.
    - The first edition of a story is of kind first, whatever `kind` says.
    - A correction needs its own permission, a `reason`: what was wrong, and a story that readers
      have.
    - What was scheduled for this story before is replaced; with `replacing` only that edition,
      and nothing is published where somebody cancelled it meanwhile.
    - Warnings of the checklist do not stop it; they are recorded with the edition.
    - `now` is the moment of the act, for tests and the demo's past.

    Raises PublishRefused or PermissionDenied; then nothing has changed.
    """
    began = now or timezone.now()
    warnings = require_publishable(article, revision=revision, by=by, at=at, now=began)
    if kind == EditionKind.CORRECTION:
        _allow(by, "correct", article)
        if not reason.strip():
            raise PublishRefused(_("Say what was wrong and has been corrected."))

    _make_files(revision)
    with transaction.atomic():
        _lock(article)
        # The moment and the facts count from here: somebody may have published, or
        # corrected a credit, while we waited.
        moment = now or timezone.now()
        _require_approved(article, revision)
        _refuse_embargoed(article, at or moment)
        if kind == EditionKind.CORRECTION:
            _refuse_nothing_to_correct(article, moment)
        if replacing is not None and not _is_pending(replacing, moment):
            raise PublishRefused(
                _("The scheduled edition is not there any more. Look at it again.")
            )
        plan = editions.plan(
            article,
            revision,
            by=by,
            kind=kind,
            reason=reason,
            visible_from=at or moment,
            now=moment,
        )
        plan = replace(plan, over_warnings=[[one.code, one.sentence] for one in warnings])
        _refuse_what_is_out(article, plan, moment)
        _cancel_pending(article, moment)
        # What stood there before may be shown nowhere now.
        files.retire_soon()
        edition = editions.write(plan, max(at, moment) if at else moment, None)
        notifying.corrected(article, edition, by=by)
        return edition


def require_publishable(
    article: Article,
    *,
    revision: Revision,
    by: User,
    at: datetime.datetime | None = None,
    now: datetime.datetime | None = None,
) -> list[Item]:
    """
    Raise PublishRefused or PermissionDenied where `publish` would; write nothing.

    Returns the warnings of the checklist, over which it would be published.
    """
    now = now or timezone.now()
    _allow(by, "publish" if at is None or at <= now else "schedule", article)
    if at is not None and at < now:
        raise PublishRefused(_("The time has already passed."))
    _require_approved(article, revision)
    items = checklist.check(article, revision.snapshot, visible_from=at or now)
    if problems := checklist.blocks(items):
        raise PublishRefused(*problems)
    return checklist.warnings(items)


def cancel_scheduled(article: Article, *, by: User, now: datetime.datetime | None = None) -> int:
    """Take back the editions whose time has not come; return how many there were."""
    _allow(by, "schedule", article)
    with transaction.atomic():
        _lock(article)
        return _cancel_pending(article, now or timezone.now())


def withdraw(
    article: Article, *, by: User, notice: str, now: datetime.datetime | None = None
) -> Edition:
    """
    Take a published story from its readers: a notice stands in its place, answered 410.

    Pending editions are cancelled and links to previews end in the same transaction;
    nothing is deleted.
    """
    _allow(by, "withdraw", article)
    if not notice.strip():
        raise PublishRefused(_("Write the notice that readers will find in place of the story."))
    with transaction.atomic():
        _lock(article)
        now = now or timezone.now()
        live = article.editions.public(now).first()
        if live is None or live.kind == EditionKind.NOTICE:
            raise PublishRefused(_("This story is not to be read by anybody at the moment."))
        _cancel_pending(article, now)
        previews.revoke_all(article, by=by, now=now)
        plan = Plan(
            article=article,
            revision=live.revision,
            kind=EditionKind.NOTICE,
            facts={**live.facts, "notice": notice.strip(), "photos": [], "entities": []},
            section_id=live.section_id,
            story_on=live.story_on,
            by=by,
            reason=notice.strip(),
        )
        files.retire_soon()
        return editions.write(plan, now, None)


def republish(
    edition: Edition,
    *,
    kind: EditionKind,
    by: User,
    reason: str = "",
    now: datetime.datetime | None = None,
) -> Edition | None:
    """
    Bring one live or scheduled edition up to date with the records: a credit, a name.

    The words are those of the edition's own revision, never of the working copy,
    so an unpublished change cannot slip out. A scheduled edition is replaced and
    keeps its time. Returns None if the edition is no longer live or scheduled.
    """
    _make_files(edition.revision)

    def facts_now(current: Edition) -> Facts:
        return packaging.facts_of(current.revision, story_on=current.story_on)

    return _anew(edition, facts_now, kind=kind, by=by, reason=reason, now=now)


def take_out(edition: Edition, photo: Photo, *, by: User, reason: str) -> Edition | None:
    """
    Write one live or scheduled edition anew without `photo`, and otherwise to the letter.

    From its own facts: nothing else of the story or its other pictures can hold this up.
    Returns None if the edition is no longer live or scheduled, or shows no such photo.
    """

    def facts_without(current: Edition) -> Facts | None:
        # Asked under the lock: two that do this at once make one edition.
        shown = set(current.photos.of(photo).values_list("photo", flat=True))
        return packaging.without_photo(current.facts, shown) if shown else None

    kind = EditionKind.REMOVAL
    return _anew(edition, facts_without, kind=kind, by=by, reason=reason, now=None)


def restate(
    edition: Edition,
    *,
    kind: EditionKind,
    by: User,
    reason: str,
    now: datetime.datetime | None = None,
) -> Edition | None:
    """
    Write the live edition anew, to the letter: what is new of it is what readers are told.

    Returns None if it is no longer live. articles.correcting writes the record beside it.
    """
    return _anew(edition, lambda current: current.facts, kind=kind, by=by, reason=reason, now=now)


def _anew(
    edition: Edition,
    facts_of: Callable[[Edition], Facts | None],
    *,
    kind: EditionKind,
    by: User,
    reason: str,
    now: datetime.datetime | None,
) -> Edition | None:
    with transaction.atomic():
        _lock(edition.article)
        now = now or timezone.now()
        current = _still_shown(edition, now)
        facts = facts_of(current) if current is not None else None
        if current is None or facts is None:
            return None
        plan = Plan(
            article=current.article,
            revision=current.revision,
            kind=kind,
            facts=facts,
            section_id=current.section_id,
            story_on=current.story_on,
            by=by,
            reason=reason,
        )
        if current.visible_from > now:
            return _replace_pending(current, plan)
        visible_until = current.visible_until
        visible_from = max(now, current.visible_from + editions.TICK)
        editions.end(current, visible_from)
        return editions.write(plan, visible_from, visible_until)


@transaction.atomic
def rerender(edition: Edition) -> None:
    """Write the derived columns of one edition again; no new edition, no new date."""
    rendering.render(edition)
    edition.save(update_fields=rendering.DERIVED)


def build(
    revision: Revision,
    *,
    address_of: rendering.AddressOf,
    now: datetime.datetime | None = None,
) -> Edition:
    """
    Return the edition that publishing `revision` now would make, rendered and unsaved.

    No public file is made for it: its pictures are the desk's, and `address_of` says where
    the one with a given key is to be had. What a draft lacks is named in its place.
    """
    now = now or timezone.now()
    first = revision.article.editions.filter(visible_from__lte=now).order_by("number").first()
    day = editions.story_on(revision, first, now)
    facts = packaging.facts_of(revision, story_on=day, for_preview=True)
    with override("vi"):
        facts["headline"] = facts["headline"] or _("(no headline yet)")
        # The address is one of no page: it is not printed as a link.
        unnamed = Section(name=_("(no section yet)"), slug="xem-truoc")
    edition = Edition(
        article=revision.article,
        revision=revision,
        number=0,
        kind=EditionKind.UPDATE if first else EditionKind.FIRST,
        facts=facts,
        section=Section.objects.filter(pk=revision.snapshot["section"]).first() or unnamed,
        story_on=day,
        first_published_at=first.first_published_at if first else now,
        changed_for_readers_at=now,
        visible_from=now,
    )
    rendering.render(edition, address_of=address_of)
    return edition


def is_out(
    live: Edition | None,
    revision: Revision | None,
    at_hand: Mapping[int, Photo] = packaging.NO_PHOTOS,
    places: packaging.Places = packaging.NOWHERE,
) -> bool:
    """
    Whether readers have, or will have, all of `revision` that publishing it now would give them.

    Not only its words: a picture that came since, or a name made right, is to be published.
    What is `at_hand` or in `places` is not loaded again.
    """
    if live is None or revision is None or live.revision_id != revision.pk:
        return False
    now = packaging.facts_of(
        revision, story_on=live.story_on, with_files=False, at_hand=at_hand, places=places
    )
    return packaging.are_same(live.facts, now)


def _make_files(revision: Revision) -> None:
    try:
        packaging.make_files(revision, away=waiting.is_for(revision.article_id))
    except PictureRefused as refusal:
        raise PublishRefused(str(refusal)) from refusal


def _still_shown(edition: Edition, now: datetime.datetime) -> Edition | None:
    """Return `edition` if it is live or to come, else the one that is live in its place."""
    rows = Edition.objects.stories().select_related("article", "revision")
    current = rows.filter(pk=edition.pk).first()
    if current is not None and (current.visible_until is None or current.visible_until > now):
        return current
    return rows.public(now).filter(article=edition.article_id).first()


def _allow(by: User, act: str, article: Article) -> None:
    if not by.has_perm(f"articles.{act}_article", article):
        raise PermissionDenied(_("Your role does not allow this step."))


def _require_approved(article: Article, revision: Revision) -> None:
    article.refresh_from_db(fields=["status", "approved_revision", "version"])
    if problems := checklist.approval(article, revision):
        raise PublishRefused(*checklist.blocks(problems))


def _refuse_what_is_out(article: Article, plan: Plan, now: datetime.datetime) -> None:
    """Two clicks are one act: what readers have is not published again as an update of itself."""
    live = article.editions.public(now).stories().first()
    if live is None or live.revision_id != plan.revision.pk:
        return
    is_same = packaging.are_same(live.facts, plan.facts)
    if is_same and plan.kind in {EditionKind.FIRST, EditionKind.UPDATE}:
        raise PublishRefused(_("Readers have this version already."))


def _refuse_nothing_to_correct(article: Article, now: datetime.datetime) -> None:
    """A correction would bring back what was withdrawn, or be the first of a story."""
    if not article.editions.public(now).stories().exists():
        raise PublishRefused(_("Readers do not have this story: there is nothing to correct."))


def _lock(article: Article) -> None:
    """
    One writer of a story's editions and embargo at a time; `article` has its embargo from here.

    SQLite's transaction is the lock there.
    """
    article.embargo_until = Article.objects.select_for_update().get(pk=article.pk).embargo_until


def _refuse_embargoed(article: Article, visible_from: datetime.datetime) -> None:
    if problems := checklist.blocks(checklist.embargo(article, visible_from)):
        raise PublishRefused(*problems)


def _is_pending(edition: Edition, now: datetime.datetime) -> bool:
    return Edition.objects.filter(pk=edition.pk, visible_from__gt=now).exists()


def _cancel_pending(article: Article, now: datetime.datetime) -> int:
    pending = article.editions.filter(visible_from__gt=now)
    count = pending.count()
    if not count:
        return 0
    earliest = pending.order_by("visible_from").values_list("visible_from", flat=True)[0]
    pending.delete()
    # What would have ended when the first of them began goes on.
    article.editions.filter(visible_until=earliest).update(visible_until=None)
    return count


def _replace_pending(pending: Edition, plan: Plan) -> Edition:
    visible_from, visible_until = pending.visible_from, pending.visible_until
    kind, over = EditionKind(pending.kind), pending.over_warnings
    pending.delete()
    # Still the edition that somebody published over these.
    plan = replace(plan, kind=kind, over_warnings=over)
    return editions.write(plan, visible_from, visible_until, end_before=False)

"""Who sees which lists, in which order, and what is said where one is empty."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models.article import sees_all
from articles.overview.numbers import OWN, RIGHTS_DAYS
from articles.overview.panels import Link, Panel, Row, Tile

Words = str | Promise


@dataclass(frozen=True)
class Plan:
    """Names of lists and numbers, in the order they are shown."""

    tiles: list[str]
    main: list[str]
    side: list[str]
    # What asks for an act of theirs where it is not nought.
    urgent: frozenset[str]
    # For those lists nothing is said while they are empty.
    only_when_filled: frozenset[str] = frozenset()
    shows_photos: bool = False
    shows_members: bool = False


@dataclass(frozen=True)
class Text:
    """What stands over a list; short under its number; and where there is nothing."""

    heading: Words
    short: Words
    empty: Words
    act: tuple[Words, str, str] | None = None


WRITE = (_("Write a story"), "articles.add_article", "admin:articles_article_add")
STORIES = (_("All stories"), "articles.view_article", "admin:articles_article_changelist")
UPLOAD = (_("Upload photos"), "photos.add_photo", "admin:photos_photo_upload")
IMPORT = (_("New from file"), "articles.add_article", "admin:articles_article_import")
LIBRARY = (_("Photo library"), "photos.view_photo", "admin:photos_photo_changelist")
FRONT = (
    _("Arrange the front page"),
    "articles.add_frontarrangement",
    "admin:articles_frontarrangement_changelist",
)
# At the head of the page.
ACTS = [WRITE, IMPORT, UPLOAD, FRONT]

TEXTS = {
    "returned": Text(
        _("Sent back to me"),
        _("sent back to me"),
        _("Nothing was sent back to you."),
    ),
    "drafts": Text(
        _("I am writing"), _("I am writing"), _("You have no story in work."), act=WRITE
    ),
    "waiting": Text(
        _("Waiting for an editor, longest first"),
        _("waiting for an editor"),
        _("No story waits for an editor."),
        act=STORIES,
    ),
    "in_review": Text(
        _("With an editor"), _("with an editor"), _("No editor has a story in work."), act=STORIES
    ),
    "ready": Text(
        _("Approved, and not out yet"),
        _("approved, not out"),
        _("All that is approved is out or has its hour."),
    ),
    "names": Text(
        _("Unknown names that nobody has looked at"),
        _("with unknown names"),
        _("Every name in the stories at the desk was looked at."),
    ),
    "scheduled": Text(_("Scheduled today"), _("scheduled today"), ""),
    "later": Text(_("Scheduled for later days"), _("scheduled for later days"), ""),
    "live": Text(_("Live now"), _("live now"), ""),
    "published": Text(
        _("Just published (24 hours)"),
        _("published in 24 hours"),
        _("Nothing was published in the last 24 hours."),
        act=STORIES,
    ),
    "corrected": Text(
        _("Corrected (24 hours)"),
        _("corrected in 24 hours"),
        _("No correction in the last 24 hours."),
    ),
    "awaiting": Text(
        _("Photos that have not come"),
        _("photos have not come"),
        _("No caption waits for its photo."),
        act=UPLOAD,
    ),
    "rights": Text(
        _("Rights to photos that end (30 days)"),
        _("rights to photos end"),
        _("No rights end in the next 30 days for a photo that readers see."),
        act=LIBRARY,
    ),
}

DAY = ["published", "corrected"]
PHOTOS = ["awaiting", "rights"]


def of(user) -> Plan:
    """Return the plan of `user`: by what they may do, so that a new role needs no new plan."""
    writes = user.has_perm("articles.add_article")
    own = ["returned", "drafts"] if writes else []
    desk = ["waiting", "in_review", "ready", "names"]
    if user.has_perm("articles.review_article"):
        return Plan(
            tiles=[
                "waiting",
                "in_review",
                "ready",
                "scheduled",
                *DAY,
                "live",
                "awaiting",
                "rights",
            ],
            main=[*desk, *own],
            side=[*DAY, *PHOTOS],
            urgent=frozenset({"returned", "waiting", "rights"}),
            only_when_filled=frozenset(own),
            shows_photos=True,
            shows_members=user.has_perm("accounts.view_user"),
        )
    if sees_all(user):
        return Plan(
            tiles=[*PHOTOS, "waiting", "scheduled", *DAY, "live"],
            main=[*PHOTOS, "waiting"],
            side=DAY,
            urgent=frozenset({"rights"}),
            shows_photos=True,
        )
    return Plan(
        tiles=["returned", "drafts", "waiting", "in_review", "scheduled", "live", "awaiting"],
        main=[*own, "waiting", "in_review"],
        side=[*DAY, "awaiting"],
        urgent=frozenset({"returned"}),
    )


def tile(name: str, user, count: int, plan: Plan) -> Tile:
    return _tile(name, TEXTS[name].short, user, count, plan)


def panel(name: str, user, count: int, rows: list[Row], plan: Plan) -> Panel:
    text = TEXTS[name]
    head = _tile(name, text.heading, user, count, plan)
    return Panel(head, rows, str(text.empty), link(text.act, user))


def _tile(name: str, words: Words, user, count: int, plan: Plan) -> Tile:
    is_urgent = count > 0 and name in plan.urgent
    return Tile(name, str(words), count, address(name, user), is_urgent)


def link(act: tuple[Words, str, str] | None, user) -> Link | None:
    """Return where an act is begun, for who may."""
    if act is None or not user.has_perm(act[1]):
        return None
    return Link(str(act[0]), reverse(act[2]))


def acts(user) -> list[Link]:
    return [found for act in ACTS if (found := link(act, user))]


def address(name: str, user) -> str:
    """Return the page that lists exactly the rows of a number."""
    if name == "rights":
        return f"{reverse('admin:photos_photo_rights')}?days={RIGHTS_DAYS}"
    if name == "awaiting":
        picture = "awaiting" if sees_all(user) else "awaited"
        return f"{reverse('admin:photos_photo_changelist')}?picture={picture}"
    whose = "&whose=me" if name in OWN else ""
    return f"{reverse('admin:articles_article_changelist')}?queue={name}{whose}"

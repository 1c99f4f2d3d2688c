"""The first rows of each list of the overview: one query for each list that holds any."""

import datetime
from collections.abc import Callable, Collection, Mapping

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import lasting, queues, rights
from articles.models import Article, Edition, Mention, PhotoUse
from articles.models.article import sees_all
from articles.overview import numbers
from articles.overview.panels import Row
from photos.models import Photo

SHOWN = 8
# From here on a story that waits stands out.
LATE = datetime.timedelta(hours=2)
NOTE = 240


def of(
    user, *, now: datetime.datetime, counts: Mapping[str, int], names: Collection[str]
) -> dict[str, list[Row]]:
    """Return {name of a list: its first rows} for those of `names` that hold any."""
    return {name: LISTS[name](user, now) for name in LISTS if name in names and counts[name]}


# Stories


def _stories(name: str, user, now: datetime.datetime):
    """The stories of a queue, with the step that brought each where it is: when, who, why."""
    return (
        queues.stories(name, user=user, now=now, own=name in numbers.OWN)
        .select_related("section", "created_by")
        .only("headline", "updated_at", "section__name", "created_by__full_name")
        .annotate(
            step_at=queues.of_last_step("changed_at"),
            step_by=queues.of_last_step("changed_by__full_name"),
            step_note=queues.of_last_step("note"),
        )
    )


def _row(story: Article, words: str, facts: list[str], moment: datetime.datetime, **more) -> Row:
    address = reverse("admin:articles_article_change", args=[story.pk])
    section = story.section.name if story.section else _("no section yet")
    return Row(str(story), address, [section, *filter(None, facts)], words, moment, **more)


def _author(story: Article) -> str:
    return story.created_by.get_short_name() if story.created_by else ""


def _ago(moment: datetime.datetime, now: datetime.datetime) -> str:
    span = lasting.words(now - moment)
    return _("%(span)s ago") % {"span": span} if span else _("just now")


def _waits(since: datetime.datetime, now: datetime.datetime) -> str:
    span = lasting.words(now - since)
    return _("waits %(span)s") % {"span": span} if span else _("just now")


def _returned(user, now):
    return [
        _row(
            story,
            _ago(story.step_at, now),
            [_("%(name)s sent it back") % {"name": story.step_by}],
            story.step_at,
            note=Truncator(story.step_note).chars(NOTE),
        )
        for story in _stories("returned", user, now).order_by("-step_at", "-pk")[:SHOWN]
    ]


def _drafts(user, now):
    return [
        _row(story, _ago(story.updated_at, now), [], story.updated_at)
        for story in _stories("drafts", user, now).order_by("-updated_at", "-pk")[:SHOWN]
    ]


def _waiting(user, now):
    return [
        _row(
            story,
            _waits(story.step_at, now),
            [_author(story)],
            story.step_at,
            is_late=now - story.step_at >= LATE,
        )
        for story in _stories("waiting", user, now).order_by("step_at", "pk")[:SHOWN]
    ]


def _in_review(user, now):
    return [
        _row(
            story,
            lasting.words(now - story.step_at) or _("just now"),
            [_author(story), _("%(name)s edits it") % {"name": story.step_by}],
            story.step_at,
        )
        for story in _stories("in_review", user, now).order_by("step_at", "pk")[:SHOWN]
    ]


def _ready(user, now):
    return [
        _row(
            story,
            _ago(story.step_at, now),
            [_author(story), _("%(name)s approved it") % {"name": story.step_by}],
            story.step_at,
        )
        for story in _stories("ready", user, now).order_by("step_at", "pk")[:SHOWN]
    ]


def _names(user, now):
    found = Mention.objects.filter(article=OuterRef("pk")).unseen().order_by()
    counted = found.values("article").annotate(n=Count("pk")).values("n")
    stories = _stories("names", user, now).annotate(names=Subquery(counted))
    return [
        _row(
            story,
            ngettext("%d name", "%d names", story.names) % story.names,
            [_author(story)],
            story.step_at,
        )
        for story in stories.order_by("step_at", "pk")[:SHOWN]
    ]


# Editions


def for_editions(editions, user):
    """The newest of `editions` whose stories `user` may see; no large column is read."""
    seen = editions if sees_all(user) else editions.filter(article__created_by=user)
    return seen.select_related("article__created_by").only(
        "headline",
        "path",
        "section_name",
        "reason",
        "visible_from",
        "first_published_at",
        "article__headline",
        "article__created_by__full_name",
    )


def _edition_row(
    edition: Edition, moment: datetime.datetime, now: datetime.datetime, **more
) -> Row:
    article, local = edition.article, timezone.localtime(moment)
    is_today = local.date() == timezone.localdate(now)
    return Row(
        title=edition.headline,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        facts=[edition.section_name, *filter(None, [_author(article)])],
        words=f"{local:%H:%M}" if is_today else f"{local:%H:%M, %d/%m}",
        moment=moment,
        public=edition.path,
        **more,
    )


def _published(user, now):
    editions = for_editions(queues.first_seen(now), user).order_by("-first_published_at", "-pk")
    return [_edition_row(edition, edition.first_published_at, now) for edition in editions[:SHOWN]]


def _corrected(user, now):
    editions = for_editions(queues.corrections(now), user).order_by("-visible_from", "-pk")
    return [
        _edition_row(edition, edition.visible_from, now, note=Truncator(edition.reason).chars(NOTE))
        for edition in editions[:SHOWN]
    ]


# Photos


def _awaiting(user, now):
    stories = PhotoUse.objects.filter(photo=OuterRef("pk")).order_by("-pk")
    photos = numbers.awaiting(user).annotate(
        story=Subquery(stories.values("article__headline")[:1])
    )
    return [
        Row(
            title=str(photo),
            address=_photo_address(photo),
            facts=[_("in “%(headline)s”") % {"headline": photo.story}] if photo.story else [],
            words=_waits(photo.created_at, now),
            moment=photo.created_at,
        )
        for photo in photos.order_by("-created_at", "-pk")[:SHOWN]
    ]


def _rights(user, now):
    today = timezone.localdate(now)
    rows = []
    for photo in rights.ending(today, numbers.RIGHTS_DAYS)[:SHOWN]:
        left = (photo.rights_until - today).days
        day = {"day": f"{photo.rights_until:%d/%m/%Y}"}
        told = _("ended on %(day)s, and readers see it") if left < 0 else _("until %(day)s")
        words = ngettext("%d day left", "%d days left", left) % left if left >= 0 else _("ended")
        rows.append(Row(str(photo), _photo_address(photo), [told % day], words, is_late=left < 0))
    return rows


def _photo_address(photo: Photo) -> str:
    return reverse("admin:photos_photo_change", args=[photo.pk])


LISTS: Mapping[str, Callable[..., list[Row]]] = {
    "returned": _returned,
    "drafts": _drafts,
    "waiting": _waiting,
    "in_review": _in_review,
    "ready": _ready,
    "names": _names,
    "published": _published,
    "corrected": _corrected,
    "awaiting": _awaiting,
    "rights": _rights,
}

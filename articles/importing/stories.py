"""From a parsed story to rows: one transaction a story, or nothing at all."""

import base64
import dataclasses
import datetime
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import mentions, saving
from articles.cautions import days
from articles.importing import headlines, text, word
from articles.importing.parsed import ImportRefused, Paragraph, ParsedStory, StoryPhoto
from articles.mentions import Sighting
from articles.models import Article, PhotoUse, RevisionStep, Section
from articles.models.photo_use import new_photo_key
from articles.placing import own_caption
from articles.richtext import plain_blocks
from articles.uploading import UploadRefused, known, require_free
from entities.models import Entity
from photos import likeness, pictures, proposals, services
from photos.captions import ParsedCaption
from photos.credits import Credit, credit_of, provider_name
from photos.models import CreditKind, Medium, Photo
from photos.pictures import NotKept, Picture, PictureRefused
from photos.pictures import take as take_picture
from vietnamese.dates import find_dates
from vietnamese.text import fold

# In the page that shows a file before it is saved.
SHOWN_PICTURES, SHOWN_WIDTH = 20, 320


# Days back in which a story's own day may lie; older ones are what it remembers.
LONGEST_AGO = 31


@dataclasses.dataclass
class Imported:
    """What came of one file, for the reporter's eyes and for `--json`."""

    article: Article
    parsed: ParsedStory
    photos: list[Photo]
    warnings: list[str]


def read(data: bytes, *, encoding: str = "") -> ParsedStory:
    """Return the story in the bytes of a text or Word file; raises ImportRefused."""
    if word.is_word(data):
        return word.parse(data)
    return text.parse(text.decode(data, encoding=encoding))


def fingerprint(story: ParsedStory) -> str:
    """Return the SHA-256 of the normalised words, so that a space hides nothing."""
    return hashlib.sha256(fold(" ".join(words_of(story))).encode()).hexdigest()


def words_of(story: ParsedStory) -> list[str]:
    """Return headline, paragraphs and captions in the order of the file."""
    return [
        story.headline,
        *(
            block.text if isinstance(block, Paragraph) else block.parsed.caption
            for block in story.blocks
        ),
    ]


def day_told_in(story: ParsedStory) -> datetime.date | None:
    """Return the day that the lead tells of, "Ngày 17/11", if it lies in the last month."""
    today = timezone.localdate()
    days = [found.first for found in find_dates(story.lead, on=today) if not found.is_years]
    return next((day for day in days if 0 <= (today - day).days <= LONGEST_AGO), None)


def refuse_known(story: ParsedStory) -> str:
    """Raise ImportRefused ("duplicate") if we have this story, withdrawn or not; else its hash."""
    digest = fingerprint(story)
    known = Article.objects.filter(source_hash=digest).first()
    if known is not None:
        raise ImportRefused(
            "duplicate",
            _("We have this story already: “%(headline)s” (no. %(number)d).")
            % {"headline": known.headline, "number": known.pk},
            known=known.pk,
        )
    return digest


@dataclasses.dataclass(frozen=True)
class Prepared:
    """
    What takes its time, done before the transaction of `create`.

    `pictures` are one for each caption of the story, in order, or None where it has not come.
    """

    pictures: Sequence[Picture | None]
    sightings: Sequence[Sighting]
    warnings: Sequence[str] = ()


def prepare(
    story: ParsedStory,
    *,
    pictures: Sequence[Picture] = (),
    headline: str = "",
    story_on: datetime.date | None = None,
) -> Prepared:
    """
    Decode the pictures of a story and find the names in it.

    The pictures are those given, in order, else those its file brought. Raises
    ImportRefused where there are more of them than captions.
    """
    taken, warnings = _take_pictures(story, pictures)
    captions = [block.parsed.caption for block, _place in story.photos]
    body = [text for block in story.paragraphs[1:] for text in plain_blocks(block.html)]
    texts = [_headline(story, headline), story.lead, *body, *captions]
    return Prepared(taken, mentions.sightings(texts, day=story_on), warnings)


def _headline(story: ParsedStory, headline: str) -> str:
    return headline or story.headline or headlines.propose(story.lead)


def _take_pictures(
    story: ParsedStory, given: Sequence[Picture]
) -> tuple[list[Picture | None], list[str]]:
    if len(given) > len(story.photos):
        raise ImportRefused(
            "too_many_pictures",
            _("There are %(pictures)d pictures for %(captions)d captions.")
            % {"pictures": len(given), "captions": len(story.photos)},
        )
    for picture in given:
        try:
            require_free(picture)
        except UploadRefused as refusal:
            raise ImportRefused("picture", str(refusal)) from refusal
    found: list[Picture | None] = list(given)
    warnings = []
    for block, _place in story.photos[len(given) :]:
        try:
            found.append(_brought(block))
        except NotKept as refusal:
            raise ImportRefused("not_kept", str(refusal)) from refusal
        except (PictureRefused, UploadRefused) as refusal:
            # A drawing of Word's own, a moving picture: the caption waits for a better one.
            found.append(None)
            warnings.append(
                _("A picture in the file cannot be used: %(reason)s") % {"reason": refusal}
            )
    return found, warnings


def _brought(block: StoryPhoto) -> Picture | None:
    if block.picture is None:
        return None
    picture = take_picture(io.BytesIO(block.picture), name=block.picture_name)
    require_free(picture)
    return picture


@transaction.atomic
def create(
    story: ParsedStory,
    *,
    by: User | None,
    story_on: datetime.date | None = None,
    section: Section | None = None,
    headline: str = "",
    prepared: Prepared | None = None,
    use_known: bool | None = None,
) -> Imported:
    """
    Make a story of what was read: text, photos, names, its first revision.

    - `prepared` is what `prepare` made of it, which takes its time; without it every photo
      awaits its picture.
    - A picture whose file is in the library is that photo, with the caption of the text as the
      story's own: as `use_known` says, or, where nobody was asked, if the text has no other credit.
    - `story_on` is the day of the story, today if not given; it never makes
      anything visible.
    - Raises ImportRefused; then nothing is written.
    """
    digest = refuse_known(story)
    written = headline or story.headline
    article = Article(
        headline=_headline(story, headline),
        headline_is_proposed=not written,
        lead=story.lead,
        section=section,
        story_on=story_on or timezone.localdate(),
        source_hash=digest,
        created_by=by,
    )
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError:
        # A second click, or a colleague, in the same moment: the first is on record now.
        refuse_known(story)
        raise
    warnings = [*story.warnings, *(prepared.warnings if prepared else [])]
    if not written:
        warnings.append(_("The headline is a proposal and has to be written."))
    warnings += [item.sentence for item in days.odd(article.story_on)]
    brought = prepared.pictures if prepared else [None] * len(story.photos)
    photos, body = _photos_and_body(article, story, brought, by, warnings, use_known)
    article.body = body
    article.save(update_fields=["body"])
    saving.sign(article, by=by)
    saving.save(
        article,
        by=by,
        expected_version=0,
        step=RevisionStep.IMPORTED,
        sightings=prepared.sightings if prepared else None,
    )
    return Imported(article, story, photos, warnings)


def _photos_and_body(
    article: Article,
    story: ParsedStory,
    brought: Sequence[Picture | None],
    by: User | None,
    warnings: list[str],
    use_known: bool | None,
) -> tuple[list[Photo], str]:
    photos: list[Photo] = []
    parts: list[str] = []
    new_providers: list[Entity] = []
    is_lead_seen = False
    for block in story.blocks:
        if isinstance(block, Paragraph):
            # The first paragraph is the lead and stands above the body.
            if is_lead_seen:
                parts.append(block.html)
            is_lead_seen = True
            continue
        picture = brought[len(photos)]
        photo = _known(block, picture, use_known, warnings) if picture is not None else None
        caption = own_caption(block.parsed.caption, photo) if photo is not None else ""
        if photo is None:
            photo = services.create_awaiting(block.parsed, by=by, new_providers=new_providers)
            if picture is not None:
                _fill(photo, picture)
        photos.append(photo)
        use = PhotoUse.objects.create(
            article=article, photo=photo, key=new_photo_key(), caption=caption
        )
        parts.append(f'<figure data-photo="{use.key}"></figure>')
    warnings += [
        _("“%(name)s” is not on record as a provider; it was added, unconfirmed.")
        % {"name": provider.name}
        for provider in new_providers
    ]
    awaiting = sum(photo.is_awaiting for photo in photos)
    if awaiting:
        warnings.append(
            _("Photos whose picture has not come yet: %(count)d.") % {"count": awaiting}
        )
    return photos, "".join(parts)


def _known(
    block: StoryPhoto, picture: Picture, use_known: bool | None, warnings: list[str]
) -> Photo | None:
    """Return the photo of the library that has this file and is to stand here, or None."""
    services.one_at_a_time(picture)
    photo = known(picture)
    if photo is None or use_known is False:
        return None
    ours = credit_of(photo)
    is_same = not block.parsed.has_credit or _credit(block.parsed).printed == ours.printed
    said = {"id": photo.pk, "library": ours.printed or _("no credit"), "text": block.parsed.raw}
    if not is_same:
        warnings.append(
            _(
                "A picture of the file is in the library as no. %(id)d, with another credit: "
                "“%(library)s”, while the text has “%(text)s”."
            )
            % said
        )
    return photo if use_known or is_same else None


def _credit(parsed: ParsedCaption) -> Credit:
    """Return the credit of a caption as a photo of its own would have it."""
    entity = services.find_provider(parsed.provider)
    return Credit(
        creators=parsed.creators,
        provider=provider_name(entity) if entity is not None else parsed.provider,
        kind=CreditKind(parsed.kind),
        medium=Medium(parsed.medium),
    )


def _fill(photo: Photo, picture: Picture) -> None:
    try:
        services.fill(photo, picture)
    except NotKept as refusal:
        raise ImportRefused("not_kept", str(refusal)) from refusal
    proposals.fill_from_file(photo)


def report(imported: Imported) -> dict[str, Any]:
    """Return what was made of a file as plain data, as `import_story --json` prints it."""
    article = imported.article
    rows = list(article.mentions.select_related("entity"))
    return {
        "article": article.pk,
        "headline": article.headline,
        "headline_proposed": article.headline_is_proposed,
        "lead": article.lead,
        "paragraphs": len(imported.parsed.paragraphs),
        "photos": photo_report(imported),
        "mentions": [
            {
                "name": row.entity.name,
                "kind": row.kind,
                "texts": row.texts,
                "titles": row.titles,
                "count": row.count,
            }
            for row in rows
            if row.entity is not None
        ],
        "proposals": [
            {"text": row.text, "kind": row.kind, "titles": row.titles, "count": row.count}
            for row in rows
            if row.entity is None
        ],
        "warnings": imported.warnings,
        "admin_url": reverse("admin:articles_article_change", args=[article.pk]),
    }


def photo_report(imported: Imported) -> list[dict[str, Any]]:
    places = [place for _photo, place in imported.parsed.photos]
    rows = Photo.objects.with_credit().in_bulk([photo.pk for photo in imported.photos])
    return [
        {
            "caption": rows[photo.pk].caption,
            "credit": credit_of(rows[photo.pk]).machine_line,
            "after_paragraph": place,
        }
        for photo, place in zip(imported.photos, places, strict=True)
    ]


def _shown(story: ParsedStory) -> Iterator[dict[str, Any]]:
    left = SHOWN_PICTURES
    for block in story.blocks:
        row: dict[str, Any] = {"is_photo": isinstance(block, StoryPhoto), "block": block}
        if isinstance(block, StoryPhoto) and block.picture is not None and left:
            left -= 1
            try:
                jpeg = pictures.preview(block.picture, SHOWN_WIDTH)
                row["picture"] = _data_url(jpeg)
                row["likes"] = likeness.find_by(digest_of(block.picture), jpeg)
            except PictureRefused as refusal:
                row["refusal"] = str(refusal)
        yield row


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _data_url(jpeg: bytes) -> str:
    # Nothing is saved yet, so no address could answer with it.
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"


def preview(story: ParsedStory) -> dict[str, Any]:
    """Return what `create` would make, for a page that shows it before anything is saved."""
    return {
        "headline": story.headline or headlines.propose(story.lead),
        "headline_proposed": not story.headline,
        "blocks": list(_shown(story)),
        "sightings": mentions.sightings(words_of(story)),
        "warnings": list(story.warnings),
    }

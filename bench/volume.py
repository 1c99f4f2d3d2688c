"""A newspaper of any size, made fast: one published story, copied with its names and photos."""

import datetime
import io
import random
import secrets

from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from articles import mentions, publishing, saving, workflow
from articles.importing import stories
from articles.models import (
    Article,
    ArticleStatus,
    Edition,
    EditionAuthor,
    EditionEntity,
    EditionPhoto,
    EditionTopic,
    Revision,
    Section,
    Topic,
)
from entities import services
from entities.models import Entity, EntityKind, EntityPage
from photos.pictures import take
from photos.services import fill

PARAGRAPH = (
    "Theo báo cáo tại hội nghị, công tác chuẩn bị được triển khai từ sớm, các đơn vị phối hợp chặt "
    "chẽ với địa phương, giữ tiến độ và chất lượng của từng phần việc đã giao trong kế hoạch năm. "
)
PEOPLE, ORGANISATIONS, NAMES_A_STORY = 200, 100, 8


def fill_paper(count: int) -> Edition:
    """Make `count` published stories over five sections; return the newest, a long one."""
    chance = random.Random(7)
    editor = User.objects.create(username="bench", full_name="Bench", role=Role.MANAGING_EDITOR)
    sections = [Section.objects.create(name=f"Mục {n}", slug=f"muc-{n}") for n in range(5)]
    names = [
        services.create(EntityKind.PERSON, f"Lê Văn {letters(n)}", page=EntityPage.PUBLIC)
        for n in range(PEOPLE)
    ] + [
        services.create(EntityKind.ORGANISATION, f"Sở {letters(n)}", page=EntityPage.PUBLIC)
        for n in range(ORGANISATIONS)
    ]
    first = long_story(editor, sections[0], names[:NAMES_A_STORY])
    copy(first, count - 1, sections, names, chance)
    return first


def grow(first: Edition, count: int) -> None:
    """Write older copies of `first` until there are `count` published stories."""
    there = Edition.objects.count()
    names = list(Entity.objects.filter(page=EntityPage.PUBLIC).order_by("pk"))
    sections = list(Section.objects.order_by("pk"))
    copy(first, count - there, sections, names, random.Random(count), older_than=there - 1)


def letters(number: int) -> str:
    """A made-up syllable for each number: Baa, Bab, …"""
    return "B" + "".join(chr(97 + number // 26**place % 26) for place in [2, 1, 0])


def long_story(editor: User, section: Section, named: list[Entity]) -> Edition:
    """A story page of about 30 kB: 12 paragraphs, three photos, eight names."""
    listed = ", ".join(f"ông {entity.name}" for entity in named)
    parts = ["Tin dài để đo", f"Sáng nay, {listed} dự hội nghị."]
    for number in range(12):
        parts.append(PARAGRAPH * 5)
        if number % 4 == 0:
            parts.append(f"Quang cảnh hội nghị, ảnh {number} (Ảnh: QMG).")
    article = stories.create(
        stories.read("\n\n".join(parts).encode()), by=editor, section=section
    ).article
    for use in article.photo_uses.select_related("photo"):
        buffer = io.BytesIO()
        Image.new("RGB", (1600, 1000), "teal").save(buffer, "JPEG")
        buffer.seek(0)
        photo = fill(use.photo, take(buffer))
        photo.alt_text = "Quang cảnh hội nghị"
        photo.save(update_fields=["alt_text"])
    saving.put_byline(article, by=editor)
    article.topics.add(Topic.objects.create(name="Chủ đề để đo"))
    mentions.accept_known(article, by=editor)
    revision, _removed = saving.save(article, by=editor, expected_version=article.version)
    for step in [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED]:
        workflow.move(article, step, by=editor, revision=revision)
    return publishing.publish(article, revision=revision, by=editor)


# Where a story stands in a list, as rendering makes it.
READY = ["related_html", "row_html", "large_html", "gallery_html"]


def copy(
    first: Edition,
    count: int,
    sections: list[Section],
    names: list[Entity],
    chance: random.Random,
    older_than: int = 0,
) -> None:
    """Write `count` copies of `first`, each an hour older, with names drawn by chance."""
    now = timezone.now()
    articles = Article.objects.bulk_create(
        Article(headline=f"Tin số {n}", lead=first.lead, section=chance.choice(sections))
        for n in range(count)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=article, version=1, step="imported", schema=1, snapshot={})
        for article in articles
    )
    fields = [field.attname for field in Edition._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(first, name) for name in fields}
    editions = Edition.objects.bulk_create(
        [
            Edition(
                **values
                | {
                    "article_id": article.pk,
                    "revision_id": revision.pk,
                    "section_id": article.section_id,
                    "headline": article.headline,
                    "path": (path := f"/{article.section.slug}/tin-so-{n}-{article.pk}/"),
                    # What is ready of it leads to the copy.
                    **{name: values[name].replace(first.path, path) for name in READY},
                    "visible_from": (at := now - datetime.timedelta(hours=older_than + n + 1)),
                    "first_published_at": at,
                    "changed_for_readers_at": at,
                }
            )
            for n, (article, revision) in enumerate(zip(articles, revisions, strict=True))
        ],
        batch_size=200,
    )
    EditionEntity.objects.bulk_create(
        (
            EditionEntity(
                edition=edition,
                entity=entity,
                name=entity.name,
                position=position,
                first_published_at=edition.first_published_at,
            )
            for edition in editions
            for position, entity in enumerate(chance.sample(names, NAMES_A_STORY))
        ),
        batch_size=2000,
    )
    for model, rows in [(EditionTopic, first.topics), (EditionAuthor, first.authors)]:
        kept = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
        of_first = [{name: getattr(row, name) for name in kept} for row in rows.all()]
        model._default_manager.bulk_create(
            (
                model(
                    **row
                    | {
                        "edition_id": edition.pk,
                        "article_id": edition.article_id,
                        "first_published_at": edition.first_published_at,
                    }
                )
                for edition in editions
                for row in of_first
            ),
            batch_size=2000,
        )
    photos = list(first.photos.all())
    EditionPhoto.objects.bulk_create(
        (
            EditionPhoto(
                edition=edition,
                photo_id=photo.photo_id,
                key=secrets.token_hex(4),
                position=photo.position,
                checksum=photo.checksum,
                facts_key=photo.facts_key,
                caption=photo.caption,
                credit=photo.credit,
                files=photo.files,
            )
            for edition in editions
            for photo in photos
        ),
        batch_size=2000,
    )

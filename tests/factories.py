"""Rows for tests. Editions are made by publishing, as everywhere else."""

import datetime
import io

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from articles import correcting, mentions, publishing, saving, workflow
from articles.models import (
    Article,
    ArticleStatus,
    Author,
    Byline,
    Correction,
    CorrectionKind,
    Edition,
    PhotoUse,
    Revision,
    Section,
    Topic,
)
from entities import services as entities
from entities.models import Alias, Entity, EntityKind, EntityPage, Place, PlaceKind, Post, Tenure
from photos import services as photos
from photos.models import Photo, PhotoCreator
from photos.pictures import take


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Phạm Thị Hương {n}")
    role = Role.REPORTER
    password = factory.django.Password("mat-khau-thu-1")


def editor(**kwargs) -> User:
    return UserFactory(role=Role.EDITOR, **kwargs)


def managing_editor(**kwargs) -> User:
    return UserFactory(role=Role.MANAGING_EDITOR, **kwargs)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    name = factory.Sequence(lambda n: f"Mục {n}")
    slug = factory.Sequence(lambda n: f"muc-{n}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Chủ đề {n}")


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    printed_name = factory.Sequence(lambda n: f"Thu Trà {n}")


def person(name: str = "Lê Văn Đạo", *, page: EntityPage = EntityPage.PUBLIC, **kwargs) -> Entity:
    return entities.create(EntityKind.PERSON, name, page=page, **kwargs)


def organisation(
    name: str = "Sở Y tế tỉnh Ngân Hải", *, page: EntityPage = EntityPage.PUBLIC, **kwargs
) -> Entity:
    return entities.create(EntityKind.ORGANISATION, name, page=page, **kwargs)


def province(name: str = "Ngân Hải") -> Place:
    made, _is_new = Place.objects.get_or_create(
        name=name, kind=PlaceKind.PROVINCE, defaults={"code": f"P{Place.objects.count():03}"}
    )
    return made


def alias(entity: Entity, name: str, **kwargs) -> Alias:
    return Alias.objects.create(entity=entity, name=name, **kwargs)


def tenure(
    who: Entity,
    label: str = "Giám đốc Sở Y tế",
    at: Entity | None = None,
    start: datetime.date | None = datetime.date(2020, 1, 1),
    end: datetime.date | None = None,
    **kwargs,
) -> Tenure:
    at = at or organisation(f"Cơ quan {label}")
    post, _made = Post.objects.get_or_create(organisation=at, label=label)
    return Tenure.objects.create(person=who, post=post, start_on=start, end_on=end, **kwargs)


def jpeg(width: int = 1000, height: int = 700, colour: str = "steelblue", **kwargs) -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG", **kwargs)
    buffer.seek(0)
    return buffer


def awaiting_photo(caption: str = "Bến cá buổi sớm", **kwargs) -> Photo:
    kwargs.setdefault("credit_as_written", "(Ảnh: BNH)")
    kwargs.setdefault("alt_text", caption[:300] or "Tàu về bến")
    creators = kwargs.pop("creators", ["Thanh Vân"])
    photo = Photo.objects.create(caption=caption, **kwargs)
    for name in creators:
        PhotoCreator.objects.create(photo=photo, name=name)
    return photo


def photo(caption: str = "Bến cá buổi sớm", *, colour: str = "steelblue", **kwargs) -> Photo:
    return photos.fill(awaiting_photo(caption, **kwargs), take(jpeg(colour=colour), name="anh.jpg"))


def story(
    *,
    headline: str = "Bến cá Cửa Lạch vào vụ mới",
    lead: str = "Sáng nay, bến cá Cửa Lạch đón những chuyến tàu đầu vụ.",
    body: str = "<p>Tàu về sớm hơn mọi năm.</p>",
    by: User | None = None,
    section: Section | None = None,
    shown: list[Photo] | None = None,
    accept: bool = True,
    **kwargs,
) -> Article:
    """A saved draft with its first revision; `shown` photos stand at the end of its text."""
    by = by or UserFactory()
    article = Article.objects.create(
        headline=headline,
        lead=lead,
        body=body,
        section=section or SectionFactory(),
        created_by=by,
        **kwargs,
    )
    for picture in shown or []:
        use = PhotoUse.objects.create(article=article, photo=picture)
        article.body += f'<figure data-photo="{use.key}"></figure>'
    article.save()
    Byline.objects.create(article=article, author=AuthorFactory())
    saving.save(article, by=by, expected_version=0)
    if accept:
        mentions.accept_known(article, by=editor())
        saving.save(article, by=by, expected_version=article.version)
    return article


STEPS = [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED]


def in_status(status: ArticleStatus, **kwargs) -> Article:
    """A story that went over the desk as far as `status`."""
    article = story(**kwargs)
    by = editor()
    for step in STEPS:
        if article.status == status:
            return article
        workflow.move(article, step, by=by, revision=article.last_revision)
    return article


def approved(**kwargs) -> Article:
    return in_status(ArticleStatus.APPROVED, **kwargs)


def published(*, now: datetime.datetime | None = None, **kwargs) -> Edition:
    article = approved(**kwargs)
    return publishing.publish(
        article, revision=article.approved_revision, by=editor(), now=now or timezone.now()
    )


def republished(article: Article, *, now: datetime.datetime | None = None, **changes) -> Edition:
    """Change a published story, approve it again and publish it again."""
    kwargs = {key: changes.pop(key) for key in ["kind", "at", "reason"] if key in changes}
    revision = approved_again(article, **changes)
    return publishing.publish(article, revision=revision, by=editor(), now=now, **kwargs)


def corrected(edition: Edition, *, by: User | None = None, **parts) -> Correction:
    """Tell the readers of a published story, whose text stays; `edition` is any of its own."""
    said = {"wrong": "Tháng 5.", "right": "Tháng 6.", "decided_by": "Ban Biên tập"} | parts
    live = Edition.objects.public(timezone.now()).get(article=edition.article_id)
    return correcting.record(
        edition.article,
        kind=CorrectionKind.CORRECTION,
        parts=correcting.Parts(**said),
        by=by or editor(),
        live=live.pk,
    )


def approved_again(article: Article, **changes) -> Revision:
    """Change a story and take it through the desk again, up to approved."""
    by = editor()
    Article.objects.filter(pk=article.pk).update(**changes)
    article.refresh_from_db()
    revision, _removed = saving.save(article, by=by, expected_version=article.version)
    article.refresh_from_db()
    for step in STEPS[STEPS.index(article.status) + 1 :] if article.status in STEPS else STEPS:
        workflow.move(article, step, by=by, revision=revision)
    return revision

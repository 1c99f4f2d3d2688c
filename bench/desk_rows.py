"""The desk of a busy paper, made fast: most stories are out, some are in somebody's hands."""

import datetime
import json
import random

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import mentions, publishing, saving, workflow
from articles.models import (
    Article,
    ArticleStatus,
    Author,
    Byline,
    Edition,
    EditionKind,
    EditionPhoto,
    Mention,
    PhotoUse,
    Revision,
    RevisionStep,
    Section,
    StatusChange,
)
from bench import databases, people
from entities import services
from entities.models import EntityKind, EntityPage
from photos.models import Photo, PhotoCreator
from vietnamese.text import fold

WORDS = "Bến cá họp từ sớm, giá mực tăng nhẹ, tàu về muộn hơn mọi năm vì gió mùa. "
REPORTERS = 40
HOUR = datetime.timedelta(hours=1)
# How many of each are in somebody's hands; the rest is out.
IN_HAND = {"drafts": 400, "returned": 100, "submitted": 150, "in_review": 100, "ready": 50}
SCHEDULED, TODAY, CORRECTED, AWAITED, ENDING = 60, 120, 20, 300, 100


def fill(count: int) -> tuple[dict[str, User], Article, Article]:
    """Put `count` stories on the desk; return {role: somebody}, a rich draft, and one live."""
    chance, now = random.Random(7), timezone.now()
    who = {role: _account(role.value, role, chance) for role in Role}
    reporters = [who[Role.REPORTER]]
    reporters += [_account(f"pv{n}", Role.REPORTER, chance) for n in range(REPORTERS)]
    section = Section.objects.create(name="Kinh tế", slug="kinh-te")
    stories = _stories(count, section, reporters, chance)
    _put_on_desk(stories, who[Role.EDITOR], section, now, chance)
    article, live = (_rich(section, who[Role.REPORTER], chance) for _ in range(2))
    _publish(live, by=who[Role.EDITOR])
    databases.settle()
    return {role.value: user for role, user in who.items()}, article, live


def typed(article: Article) -> str:
    fields = {"headline": "Tít", "lead": "Sapo", "body": f"<p>{WORDS * 120}</p>"}
    return json.dumps({"read_version": article.version, "fields": fields})


def _account(name: str, role: Role, chance: random.Random) -> User:
    return User.objects.create(username=name, full_name=people.name(chance), role=role)


def _stories(count, section, reporters, chance) -> list[Article]:
    stories = []
    for number in range(count):
        headline = f"{people.name(chance)} thăm bến cá số {number}"
        stories.append(
            Article(
                headline=headline,
                lead=WORDS,
                folded_text=fold(f"{headline} {WORDS}"),
                section=section,
                # One in ten by the one who is measured.
                created_by=reporters[0] if number % 10 == 0 else chance.choice(reporters),
                version=1,
            )
        )
    Article.objects.bulk_create(stories, batch_size=1000)
    author = Author.objects.create(printed_name=people.name(chance))
    Byline.objects.bulk_create((Byline(article=s, author=author) for s in stories), batch_size=2000)
    return stories


def _put_on_desk(stories, editor, section, now, chance) -> None:
    step = RevisionStep.SAVED
    revisions = Revision.objects.bulk_create(
        [Revision(article=s, version=1, step=step, schema=2, snapshot={}) for s in stories],
        batch_size=1000,
    )
    version = {row.article_id: row for row in revisions}
    left = [*stories]
    queues = {name: [left.pop() for _ in range(_some(n, stories))] for name, n in IN_HAND.items()}
    # Written by the status: fifty thousand rows one by one take minutes.
    newest = Revision.objects.filter(article=OuterRef("pk")).values("pk")[:1]
    changes = []
    for name, rows in {**queues, "out": left}.items():
        status = STATUS.get(name, ArticleStatus.APPROVED)
        approved = Subquery(newest) if status == ArticleStatus.APPROVED else None
        last = rows[-1].pk if rows else 0
        first = rows[0].pk if rows else 0
        Article.objects.filter(pk__range=sorted([first, last])).update(
            status=status,
            approved_revision=approved,
            updated_at=now - HOUR * (24 * 60 if name == "out" else 1),
        )
        for story in rows:
            for old, new in STEPS.get(name, STEPS["ready"]):
                given = {"old": old, "new": new, "changed_by": editor, "note": "Rút lead."}
                changes.append(StatusChange(article=story, revision=version[story.pk], **given))
    StatusChange.objects.bulk_create(changes, batch_size=2000)
    waiting = [*queues["submitted"], *queues["in_review"]]
    Mention.objects.bulk_create(
        Mention(article=s, text=people.name(chance), kind=EntityKind.PERSON) for s in waiting
    )
    editions = _editions(left, version, editor, section, now)
    _photos(waiting, editions, now, chance)


D, S, R, A = ArticleStatus
STATUS = {"drafts": D, "returned": D, "submitted": S, "in_review": R}
STEPS = {
    "drafts": [],
    "returned": [(D, S), (S, D)],
    "submitted": [(D, S)],
    "in_review": [(D, S), (S, R)],
    "ready": [(D, S), (S, R), (R, A)],
}


def _some(number: int, stories) -> int:
    """That many, and of a small desk a tenth at most."""
    return min(number, max(len(stories) // 10, 1))


def _editions(stories, version, editor, section, now) -> list[Edition]:
    """One edition of each, the first of them to come, those behind them of the last 24 hours."""
    scheduled, today = _some(SCHEDULED, stories), _some(TODAY, stories)
    rows = []
    for number, story in enumerate(stories):
        if number < scheduled:
            at = now + HOUR * (number + 1) / 4
        elif number < scheduled + today:
            at = now - HOUR * 23 * (number - scheduled) / today
        else:
            at = now - HOUR * (24 + number)
        is_corrected = scheduled + today <= number < scheduled + today + CORRECTED
        rows.append(
            Edition(
                article=story,
                revision=version[story.pk],
                number=1,
                kind=EditionKind.CORRECTION if is_corrected else EditionKind.FIRST,
                made_by=editor,
                section=section,
                story_on=at.date(),
                first_published_at=at,
                changed_for_readers_at=at,
                visible_from=now - HOUR if is_corrected else at,
                render_version=1,
                path=f"/kinh-te/tin-{story.pk}/",
                section_name=section.name,
                headline=story.headline,
                lead=story.lead,
                published_text="",
                published_iso="",
                body_html=f"<p>{WORDS * 12}</p>",
                facts={},
            )
        )
    return Edition.objects.bulk_create(rows, batch_size=500)


def _photos(waiting, editions, now, chance) -> None:
    """As many photos as stories; some still to come, some shown without rights soon."""
    photos = [
        Photo(
            caption=WORDS, is_awaiting=False, original="a", checksum=f"{n:064}", width=9, height=9
        )
        for n in range(len(editions))
    ]
    for photo in photos[:ENDING]:
        photo.rights_until = now.date() + datetime.timedelta(days=chance.randint(-9, 29))
    photos += [Photo(caption=people.name(chance)) for _ in range(_some(AWAITED, editions))]
    Photo.objects.bulk_create(photos, batch_size=500)
    awaited = photos[len(editions) :]
    PhotoUse.objects.bulk_create(
        PhotoUse(article=chance.choice(waiting), photo=photo) for photo in awaited
    )
    EditionPhoto.objects.bulk_create(
        (
            EditionPhoto(
                edition=edition,
                photo=photo,
                key="a",
                position=0,
                checksum=photo.checksum,
                facts_key="a",
                credit="Ảnh: BNH",
                files=[],
            )
            for edition, photo in zip(reversed(editions), photos, strict=False)
        ),
        batch_size=1000,
    )


def _rich(section, author, chance) -> Article:
    """A draft of 2,000 words with six photos, ten names and three authors, in two versions."""
    names = [people.name(chance) for _ in range(10)]
    for name in names:
        services.create(EntityKind.PERSON, name, page=EntityPage.PUBLIC)
    told = [f"Ông {name} đến bến. {WORDS * 6}" for name in names]
    article = Article.objects.create(
        headline="Bến cá", lead=WORDS, section=section, created_by=author
    )
    for number in range(3):
        signs = Author.objects.create(printed_name=people.name(chance))
        Byline.objects.create(article=article, author=signs, position=number)
    figures = []
    for number in range(6):
        photo = Photo.objects.create(caption=f"Ảnh {number}: ông {names[number]} ở bến")
        PhotoCreator.objects.create(photo=photo, name=people.name(chance))
        use = PhotoUse.objects.create(article=article, photo=photo)
        figures.append(f'<figure data-photo="{use.key}"></figure>')
    for words in [told, [line.replace("muộn", "sớm") for line in told]]:
        article.body = "".join(f"<p>{line}</p>" for line in words * 2) + "".join(figures)
        article.save()
        step = RevisionStep.SAVED if article.version else RevisionStep.CREATED
        saving.save(article, by=author, expected_version=article.version, step=step)
    mentions.accept_known(article, by=author)
    return article


def _publish(article: Article, *, by: User) -> None:
    version = article.last_revision
    for step in [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED]:
        workflow.move(article, step, by=by, revision=version)
    publishing.publish(article, revision=version, by=by)

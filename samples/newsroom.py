"""The sample stories, taken through the desk by the demo's accounts, oldest first."""

import datetime
import io
import json
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles import correcting, mentions, publishing, saving, workflow
from articles.importing import stories
from articles.models import (
    Article,
    ArticleStatus,
    Author,
    Byline,
    CorrectionKind,
    Revision,
    Section,
    Topic,
)
from photos.pictures import take
from photos.services import fill
from samples import frontpage, talk
from samples.drawing import draw
from samples.seen import SEEN

FOLDER = Path(__file__).parent
NOTICE = "Bài đã được gỡ để kiểm tra lại số liệu. Tòa soạn xin lỗi bạn đọc. (Bài mẫu, hư cấu.)"
WRONG = "Bản đăng lần đầu ghi giao thông qua khu vực thông suốt trở lại lúc 17 giờ 30 phút."
RIGHT = "Giao thông qua khu vực thông suốt trở lại lúc 18 giờ 30 phút. (Bài mẫu, hư cấu.)"


def rows() -> list[dict[str, Any]]:
    return json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))


def create(
    now: datetime.datetime,
    tell: Callable[[str], None],
    *,
    only: Collection[str] = (),
) -> int:
    """
    Make the stories that are not there yet; return how many were made.

    `only` names some of the files; empty means all.

    Each is one transaction, so what is stopped half-way goes on the next time.
    """
    wanted = [
        (row, parsed)
        for row in rows()
        if (not only or row["file"] in only) and (parsed := _unless_known(row)) is not None
    ]
    if not wanted:
        return 0
    names = sorted({name for row, _parsed in wanted for name in row["photos"] if name})
    tell(f"Drawing {len(names)} pictures …")
    with ProcessPoolExecutor() as pool:
        drawn = dict(zip(names, pool.map(jpeg, names), strict=True))
    for number, (row, parsed) in enumerate(wanted, start=1):
        tell(f"[{number}/{len(wanted)}] {parsed.headline}")
        with transaction.atomic():
            _make(row, parsed, drawn, now)
    talk.create(now)
    frontpage.create(_placed(), now)
    return len(wanted)


def _unless_known(row: dict[str, Any]):
    parsed = stories.read((FOLDER / "stories" / row["file"]).read_bytes())
    known = Article.objects.filter(source_hash=stories.fingerprint(parsed)).exists()
    return None if known else parsed


def _placed() -> dict[str, int]:
    """Return {slot: number of the story} of those that the list puts on the front page."""
    found = {}
    for row in rows():
        if slot := row.get("slot"):
            parsed = stories.read((FOLDER / "stories" / row["file"]).read_bytes())
            article = Article.objects.filter(source_hash=stories.fingerprint(parsed)).first()
            if article is not None:
                found[slot] = article.pk
    return found


def jpeg(name: str) -> bytes:
    """Draw a picture and return it as a camera would hand it in."""
    buffer = io.BytesIO()
    draw(name).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _make(row: dict[str, Any], parsed, drawn: dict[str, bytes], now: datetime.datetime) -> None:
    moment = _moment(row, now)
    reporter = _reporter(row)
    article = stories.create(
        parsed,
        by=reporter,
        story_on=timezone.localdate(moment),
        section=Section.objects.get(slug=row["section"]),
    ).article
    _give_pictures(article, row, drawn)
    _sign(article, row)
    article.topics.set([Topic.objects.get_or_create(name=name)[0] for name in row["topics"]])
    article.dateline = row["dateline"]
    article.save(update_fields=["dateline"])
    editor = User.objects.get(username="bientapvien")
    if row["state"] in {"draft", "submitted"}:
        revision, _removed = saving.save(article, by=reporter, expected_version=article.version)
    else:
        mentions.accept_known(article, by=editor)
        revision, _removed = saving.save(article, by=editor, expected_version=article.version)
    for target in _steps(row["state"]):
        by = reporter if target == ArticleStatus.SUBMITTED else editor
        workflow.move(article, target, by=by, revision=revision)
    _publish(article, row["state"], revision, editor, moment, now)


def _steps(state: str) -> Iterator[ArticleStatus]:
    steps = [ArticleStatus.SUBMITTED, ArticleStatus.IN_REVIEW, ArticleStatus.APPROVED]
    yield from steps[: {"draft": 0, "submitted": 1, "in_review": 2}.get(state, 3)]


def _publish(
    article: Article,
    state: str,
    revision: Revision,
    editor: User,
    moment: datetime.datetime,
    now: datetime.datetime,
) -> None:
    match state:
        case "draft" | "submitted" | "in_review" | "approved":
            return
        case "scheduled":
            tomorrow = timezone.localtime(now) + datetime.timedelta(days=1)
            at = tomorrow.replace(hour=6, minute=0, second=0, microsecond=0)
            publishing.publish(article, revision=revision, by=editor, at=at, now=now)
            return
    edition = publishing.publish(article, revision=revision, by=editor, now=moment)
    later = moment + datetime.timedelta(hours=3)
    if state == "corrected":
        correcting.record(
            article,
            kind=CorrectionKind.CORRECTION,
            parts=correcting.Parts(wrong=WRONG, right=RIGHT, decided_by="Thư ký tòa soạn"),
            by=editor,
            live=edition.pk,
            now=later,
        )
    if state == "withdrawn":
        correcting.record(
            article,
            kind=CorrectionKind.WITHDRAWAL,
            parts=correcting.Parts(
                words=NOTICE,
                decided_by=f"Ban Biên tập {settings.NEWSROOM_NAME}",
                paper="07/QĐ-BNH",
                paper_on=timezone.localdate(later),
            ),
            by=User.objects.get(username="thuky"),
            live=edition.pk,
            now=later,
        )


def _moment(row: dict[str, Any], now: datetime.datetime) -> datetime.datetime:
    """The hour the story gives, `days_ago`; before this moment on a demo made before dawn."""
    day = timezone.localdate(now) - datetime.timedelta(days=row["days_ago"])
    hour = datetime.time.fromisoformat(row["time"])
    moment = timezone.make_aware(datetime.datetime.combine(day, hour))
    return min(moment, now - datetime.timedelta(minutes=10))


def _reporter(row: dict[str, Any]) -> User:
    names = [byline["name"] for byline in row["byline"]]
    signed = User.objects.filter(is_demo=True, full_name__in=names).order_by("username").first()
    return signed or User.objects.get(username="phongvien2")


def _give_pictures(article: Article, row: dict[str, Any], drawn: dict[str, bytes]) -> None:
    uses = article.photo_uses.order_by("pk").select_related("photo")
    for use, name in zip(uses, row["photos"], strict=True):
        if name:
            photo = fill(use.photo, take(io.BytesIO(drawn[name]), name=f"{name}.jpg"))
            photo.alt_text = SEEN[name]
            photo.save(update_fields=["alt_text"])


def _sign(article: Article, row: dict[str, Any]) -> None:
    article.bylines.all().delete()
    for position, byline in enumerate(row["byline"]):
        author = Author.objects.filter(printed_name=byline["name"]).first()
        if author is None:
            user = User.objects.filter(is_demo=True, full_name=byline["name"]).first()
            author = Author.objects.create(printed_name=byline["name"], user=user)
        Byline.objects.create(
            article=article, author=author, role=byline["role"], position=position
        )

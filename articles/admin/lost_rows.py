"""The lists under a story as somebody sent them who was not the first to save."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts.ids import id_of
from articles.models import Article, Author, BylineRole, Decision, Revision, new_photo_key
from articles.naming import Choice
from articles.revisions import photo_row
from photos.models import Photo

# More rows than any story has; a forged number must not keep us busy.
MOST_ROWS = 1000

Posted = Mapping[str, str]
Row = dict[str, Any]


def photos(sent: Posted, article: Article, *, version: int | None) -> list[Row]:
    """
    Return the photos of a snapshot: with the captions that were sent, and those just added.

    What the other saver added since stands with them; what they removed comes back under the
    key that it has in the text of `version`.
    """
    uses = {str(use.pk): use for use in article.photo_uses.all()}
    keys = {use.photo_id: use.key for use in uses.values()} | _keys_at(article, version)
    rows = list(_rows(sent, "photo_uses", ["id", "photo", "caption", "leads"]))
    posted = {row["id"]: row for row in rows}
    known = Photo.objects.in_bulk([pk for row in rows if (pk := id_of(row["photo"]))])
    shown = [
        photo_row(use) | (_sent(posted[pk], known) if pk in posted else {})
        for pk, use in uses.items()
        if pk not in posted or not posted[pk]["DELETE"]
    ]
    others = [row for row in rows if row["id"] not in uses and not row["DELETE"]]
    taken = {use["key"] for use in shown}
    for row in others:
        photo = known.get(id_of(row["photo"]) or 0)
        if photo is not None:
            key = keys.get(photo.pk, "")
            key = key if row["id"] and key and key not in taken else new_photo_key()
            taken.add(key)
            shown.append({"key": key} | _sent(row, known))
    return shown


def _sent(row: Row, known: Mapping[int, Photo]) -> Row:
    sent = {"caption": row["caption"], "is_lead": bool(row["leads"])}
    photo = known.get(id_of(row["photo"]) or 0)
    return sent if photo is None else sent | {"photo": photo.pk}


def _keys_at(article: Article, version: int | None) -> dict[int, str]:
    read = Revision.objects.filter(article=article, version=version, is_taken=True).first()
    return {use["photo"]: use["key"] for use in read.snapshot["photos"]} if read else {}


def bylines(sent: Posted, article: Article) -> list[Row]:
    """Return the bylines of a snapshot as they were sent; as they stand if none were."""
    if "bylines-TOTAL_FORMS" not in sent:
        rows = article.bylines.select_related("author")
        return [_byline(row.author, row.role) for row in rows]
    posted = [
        row
        for row in _rows(sent, "bylines", ["author", "role", "position"])
        if not row["DELETE"] and row["role"] in BylineRole.values
    ]
    authors = Author.objects.in_bulk([pk for row in posted if (pk := id_of(row["author"]))])
    posted.sort(key=lambda row: id_of(row["position"]) or 0)
    found = [(authors.get(id_of(row["author"]) or 0), row["role"]) for row in posted]
    return [_byline(author, role) for author, role in found if author is not None]


def _byline(author: Author, role: str) -> Row:
    return {"author": author.pk, "name": author.printed_name, "role": role}


def mentions(sent: Posted, article: Article, fresh: Iterable[Choice], now: list[Row]) -> list[Row]:
    """Return the names of a snapshot with what was decided on them in the list and the panel."""
    posted = {row["id"]: row for row in _rows(sent, "mentions", ["id", "entity", "decision"])}
    decided = []
    for pk, mention in zip(article.mentions.values_list("pk", flat=True), now, strict=True):
        row = posted.get(str(pk), {})
        is_decision = row.get("decision") in Decision.values
        decided.append(
            mention
            | ({"decision": row["decision"]} if is_decision else {})
            | ({"entity": entity} if (entity := id_of(row.get("entity", ""))) else {})
        )
    others = [
        {"entity": c.entity, "text": c.text, "kind": c.kind, "decision": c.decision}
        | {"texts": [c.text], "titles": [], "count": 1}
        for c in fresh
    ]
    return [*decided, *others]


def _rows(sent: Posted, prefix: str, fields: list[str]) -> Iterator[Row]:
    """Yield {field: text, "DELETE": bool} for each row of an inline."""
    count = id_of(sent.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    for number in range(min(count, MOST_ROWS)):
        row: Row = {name: sent.get(f"{prefix}-{number}-{name}", "") for name in fields}
        yield row | {"DELETE": bool(sent.get(f"{prefix}-{number}-DELETE"))}

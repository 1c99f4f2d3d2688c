"""The portraits of sample people: each a photo of the library, chosen by the photo editor."""

import io
from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User
from entities.models import Entity
from photos import portraits, services
from photos.models import Photo, Portrait
from photos.pictures import take
from samples import registry
from samples.newsroom import jpeg
from samples.seen import SEEN

TERMS = "Tranh vẽ của tòa soạn, chỉ dùng cho trang nhân vật. (Ảnh mẫu, hư cấu.)"


def create(tell: Callable[[str], None]) -> int:
    """
    Make the portraits whose photo is not in the library yet; return how many were made.

    A portrait that somebody took away again stays away: its photo is there.
    """
    wanted = [
        (person, row["portrait"])
        for row in registry.load()["people"]
        if "portrait" in row and (person := _without_face(row)) is not None
    ]
    if wanted:
        tell(f"Drawing {len(wanted)} portraits …")
    for person, name in wanted:
        with transaction.atomic():
            _make(person, name)
    return len(wanted)


def _without_face(row: dict[str, Any]) -> Entity | None:
    if Photo.objects.filter(source_file_name=f"{row['portrait']}.jpg").exists():
        return None
    people = Entity.objects.surviving().people().filter(name=row["name"], portrait=None)
    return people.order_by("pk").first()


def _make(person: Entity, name: str) -> None:
    parsed = services.read_caption(f"{person.name} (Ảnh: BNH).")
    photo = services.create_awaiting(parsed, by=User.objects.get(username="bientapanh"))
    services.fill(photo, take(io.BytesIO(jpeg(name)), name=f"{name}.jpg"))
    photo.alt_text, photo.usage_terms = SEEN[name], TERMS
    # The wide crops are cut around the face.
    photo.focal_y = 0.4
    photo.save(update_fields=["alt_text", "usage_terms", "focal_y"])
    photo.subjects.add(person)
    portraits.publish(Portrait.objects.create(person=person, photo=photo))

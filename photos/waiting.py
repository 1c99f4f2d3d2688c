"""Public files that wait: out of public storage for a time, and back under the same names."""

import os
import secrets
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.core.files.storage import storages
from django.db import transaction

from photos.models import Rendition
from photos.renditions import copy_of, keep_copy


def put_away(rows: Iterable[Rendition]) -> None:
    """Move files to private storage; in a transaction that holds their rows."""
    public = storages["default"]
    for row in rows:
        name = str(row.file.name)
        if public.exists(name) and keep_copy(public, name):
            transaction.on_commit(partial(public.delete, name), robust=True)


def bring_back(rows: Iterable[Rendition]) -> None:
    """Put files that wait back in public storage, each whole or not at all; as `put_away`."""
    public, private = storages["default"], storages["private"]
    for row in rows:
        name = str(row.file.name)
        kept = copy_of(name)
        if public.exists(name) or not private.exists(kept):
            continue
        # Somebody may ask for it just now, and keeps for a year what is answered.
        whole = Path(public.path(name))
        part = whole.with_name(f"{secrets.token_hex(16)}.part")
        whole.parent.mkdir(parents=True, exist_ok=True)
        with private.open(kept, "rb") as source, part.open("xb") as target:
            shutil.copyfileobj(source, target)
        part.chmod(0o644)
        os.replace(part, whole)

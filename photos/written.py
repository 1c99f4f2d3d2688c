"""Files that a transaction wrote, and that go if it fails: a rollback takes rows back only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile

logger = logging.getLogger(__name__)

_written: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("written", default=None)


@contextmanager
def nothing_left_behind() -> Iterator[None]:
    """Around a transaction: remove the files noted in it if it raises."""
    written: list[tuple[Storage, str]] = []
    token = _written.set(written)
    try:
        yield
    except BaseException:
        for storage, name in written:
            try:
                storage.delete(name)
            except OSError:
                # What failed first is what is told; this file is left to the sweep.
                logger.exception("%s stays without a row", name)
        raise
    finally:
        _written.reset(token)


def note(file: FieldFile) -> None:
    """Tell of a file that was just written to its storage."""
    written = _written.get()
    if written is not None:
        written.append((file.storage, str(file.name)))

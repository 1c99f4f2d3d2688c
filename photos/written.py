"""Files that a transaction wrote, and that go if it fails: a rollback takes rows back only."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from photos.pictures import NotKept
from photos.storage import StorageAway

logger = logging.getLogger(__name__)

Written = list[tuple[Storage, str]]
_written: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def nothing_left_behind() -> Iterator[None]:
    """Around a transaction: remove the files written in it if it raises."""
    outer = _written.get()
    written: Written = []
    token = _written.set(written)
    try:
        yield
    except BaseException:
        _remove(written)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer.extend(written)


def save(
    file: FieldFile,
    data: bytes,
    filename: str = "",
    *,
    aside: tuple[Storage, Callable[[str], str]] | None = None,
) -> None:
    """
    Write `data` to the storage of `file`, and its name to the row, which is not saved yet.

    What is not to lie there yet goes `aside`: another storage, and its name there by the name.
    Raises NotKept where the storage will not have it; then nothing of it is left there.
    """
    name = file.field.generate_filename(file.instance, filename)
    # Before the first byte: 128 random bits name it, so what lies there is what was begun here.
    storage, place = aside or (file.storage, str)
    _note(storage, place(name))
    put(storage, place(name), data)
    setattr(file.instance, file.field.name, name)


def put(storage: Storage, name: str, data: bytes) -> None:
    """
    Write a file that is not there yet.

    Raises NotKept, with nothing left of it; StorageAway where nobody answers, and would not
    answer to a deletion either.
    """
    try:
        storage.save(name, ContentFile(data))
    except StorageAway:
        raise
    except Exception as error:
        # A disk is full, a network is down: each storage has its own exceptions.
        logger.exception("%s could not be written", name)
        _remove([(storage, name)])
        raise NotKept from error


def _note(storage: Storage, name: str) -> None:
    written = _written.get()
    if written is None:
        return
    written.append((storage, name))
    if transaction.get_connection().in_atomic_block:
        # Committed, they belong to rows, whatever is raised afterwards.
        transaction.on_commit(written.clear, robust=True)


def _remove(written: Written) -> None:
    for storage, name in written:
        try:
            storage.delete(name)
        except Exception:
            # What stays is found by the sweep; the others go.
            logger.exception("%s could not be removed", name)

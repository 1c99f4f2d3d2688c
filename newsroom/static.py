import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Sheets that are one file for whoever reads, their parts put in where they are imported.
JOINED = ["css/reader.css", "css/records.css"]
_IMPORT = re.compile(r'@import "([\w./-]+)";')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    # CKEditor's own style sheets name a few pictures that it does not bring.
    manifest_strict = False

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name in JOINED:
            if name in paths:
                paths[name] = (_Joined(paths), name)
        yield from super().post_process(paths, dry_run, **options)


class _Joined(Storage):
    """What a sheet with its parts in it is read from."""

    def __init__(self, paths: dict[str, tuple[Storage, str]]):
        self.paths = dict(paths)

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(self.text(name).encode(), name=name)

    def text(self, name: str) -> str:
        storage, path = self.paths[name]
        with storage.open(path) as file:
            text = _COMMENT.sub("", file.read().decode())
        folder = PurePosixPath(name).parent
        return _IMPORT.sub(lambda part: self.text(str(folder / part[1])), text)

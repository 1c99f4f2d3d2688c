"""
Titles and required parts of what readers are told of a mistake.

docs/corrections.md says which law the defaults follow, and that it must be checked.
articles.notices reads the setting, and checks it at the start.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

DEFAULTS: dict[str, dict[str, Any]] = {
    "update": {"title": "Cập nhật", "requires": ["words"]},
    "correction": {
        "title": "Thông tin cải chính",
        "requires": ["wrong", "right", "decided_by"],
    },
    "apology": {
        "title": "Thông tin cải chính, xin lỗi",
        "requires": ["wrong", "right", "words", "decided_by"],
    },
    "clarification": {"title": "Thông tin làm rõ", "requires": ["words"]},
    "withdrawal": {"title": "Thông báo gỡ bài", "requires": ["words", "decided_by"]},
    "retraction": {"title": "Rút lại thông tin đã đăng", "requires": ["words", "decided_by"]},
}


def read(path: str) -> Mapping[str, Any]:
    """Return the defaults, with what the TOML file at `path` says of a kind in their place."""
    if not path:
        return DEFAULTS
    try:
        given = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"NEWSROOM_NOTICES={path!r}: {error}") from error
    merged: dict[str, Any] = {**DEFAULTS}
    for kind, said in given.items():
        default = DEFAULTS.get(kind, {})
        merged[kind] = {**default, **said} if isinstance(said, dict) else said
    return merged

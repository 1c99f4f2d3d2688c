"""Archives that were changed, and what restoring them says."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command


def refused(folder, *args):
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(folder), *args)
    return str(refusal.value)


def sign(folder, **changes):
    """Let a manifest say something else, with its right sum."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.sha256").write_text(f"{digest}  manifest.json\n")


CHANGED = "Tệp %s trong bản sao lưu không còn như lúc ghi: đã bị sửa hoặc bị hỏng."
GONE = "Bản sao lưu thiếu tệp %s."

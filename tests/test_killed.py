"""kill -9 in the middle of acts on photos; `python -m bench.kill_photos 100` does it more often."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent
LINES = [
    "files without a row: 0",
    "rows without a file: 0",
    "named by an edition and gone: 0",
    "found by a second sweep: 0",
]


def test_after_a_sweep_files_and_rows_agree_whatever_was_killed():
    command = [sys.executable, "-m", "bench.kill_photos", "5", "--database", connection.vendor]

    # A database of its own: a process that is forked sees nothing of one in our memory.
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ.copy(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.strip() for line in done.stdout.splitlines()[-4:]] == LINES

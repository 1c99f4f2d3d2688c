"""kill -9 of the real server while it saves; `python -m bench.kill_saves 100` does it often."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent


def test_nothing_is_half_saved_and_nothing_answered_is_lost():
    command = [sys.executable, "-m", "bench.kill_saves", "5", "--database", connection.vendor]

    # A server of its own, with a database of its own.
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ.copy(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    first, *_told, last = done.stdout.splitlines()
    assert first == f"{connection.vendor}: the server was killed 5 times"
    assert last == "  half, or answered and lost: 0"

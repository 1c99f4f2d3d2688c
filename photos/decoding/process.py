"""Our side: start the child, hand it the bytes, and believe it little."""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from photos.decoding.opening import Refused

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
# Longer than the child's own limit of CPU time: the machine may be busy.
SECONDS = 60
# More than all files of one picture together ever took.
MOST_BYTES = 40 * 1024 * 1024


def run(task: str, data: bytes, **asked: Any) -> tuple[dict[str, Any], list[bytes]]:
    """
    Let a child do `task` (photos.decoding.making) with the bytes of a file.

    Returns its answer and the files it made. Raises Refused with the child's code, or
    "crashed" where it died, hung or answered nonsense.
    """
    head = json.dumps({"task": task, **asked}).encode() + b"\n"
    code, out = _listen(head + data)
    if code != 0 or len(out) > MOST_BYTES:
        logger.warning("the decoder ended with %d on %d bytes", code, len(data))
        raise Refused("crashed")
    return _read(out)


def _listen(given: bytes) -> tuple[int, bytes]:
    """Return how the child ended, and what it said: so much of it, and for so long."""
    # -P and an empty environment: nothing of ours, and no secret, is in its reach.
    command = [sys.executable, "-P", "-s", "-m", "photos.decoding.child"]
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        child = subprocess.Popen(  # noqa: S603  our own program; what came from outside is its input
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        )
        clock = threading.Timer(SECONDS, child.kill)
        with child:
            clock.start()
            try:
                # Never more than this: who owns the child could fill our memory else.
                out = child.stdout.read(MOST_BYTES + 1) if child.stdout else b""
                if len(out) > MOST_BYTES:
                    child.kill()
                code = child.wait()
            finally:
                child.kill()
                clock.cancel()
    return code, out


def _read(out: bytes) -> tuple[dict[str, Any], list[bytes]]:
    line, _, rest = out.partition(b"\n")
    try:
        head = json.loads(line)
        if "refused" in head:
            raise Refused(head["refused"], **head["details"])
        blobs, position = [], 0
        for size in head["sizes"]:
            blobs.append(rest[position : position + size])
            position += size
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("crashed") from error
    if position != len(rest):
        raise Refused("crashed")
    return head["answer"], blobs

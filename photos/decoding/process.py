"""Our side: start the child, hand it the bytes, and believe it little."""

import json
import logging
import subprocess
import sys
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
    # -P and an empty environment: nothing of ours, and no secret, is in its reach.
    command = [sys.executable, "-P", "-s", "-m", "photos.decoding.child"]
    try:
        done = subprocess.run(  # noqa: S603  our own program; what came from outside is its input
            command,
            input=head + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        logger.warning("a picture of %d bytes took over %d s to %s", len(data), SECONDS, task)
        raise Refused("crashed") from error
    if done.returncode != 0 or len(done.stdout) > MOST_BYTES:
        logger.warning("the decoder ended with %d on %d bytes", done.returncode, len(data))
        raise Refused("crashed")
    return _read(done.stdout)


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

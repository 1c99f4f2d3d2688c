"""
What kill -9 leaves of a photo, and whether the sweep mends all of it.

    python -m bench.kill_photos [100] [--database sqlite|postgresql|both]

Each round does one act of the desk or of the worker in a process of its own and kills it at a
random moment. Afterwards `check_photos --repair` runs, and every file is compared with every row
by other code than the sweep's. Ends with 1 if a file is without a row, a row without its file,
or an edition without what it named.
"""

import argparse
import collections
import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable

from PIL import Image

from bench import databases


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=100)
    return databases.run("bench.kill_photos", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    chance = random.Random()
    names = list(ACTS)
    # How long each takes here: found out on the way, by which of them came to their ends.
    seconds = dict.fromkeys(names, 0.6) | {"take down": 0.2, "delete": 0.03}
    killed: collections.Counter[str] = collections.Counter()
    for number in range(options.rounds):
        name = names[number % len(names)]
        # Files are written at the end of an act: half of the moments lie there.
        share = chance.uniform(0.6, 1) if number // len(names) % 2 else chance.random()
        is_killed = run(ACTS[name](chance), after=seconds[name] * share)
        seconds[name] *= 1.1 if is_killed else 0.7
        killed[name] += is_killed
    shown = named_by_editions()
    found = swept()
    told = [f"{name} {killed[name]}" for name in names]
    print(f"{options.database}: {sum(killed.values())} of {options.rounds} acts were killed")
    print(f"  {', '.join(told)}")
    print(f"  found and repaired: {', '.join(f'{k} {n}' for k, n in sorted(found.items())) or 0}")
    files, rows = on_disk(), in_rows()
    wrong = {
        "files without a row": files - rows,
        "rows without a file": rows - files,
        "named by an edition and gone": {
            path for path in shown if not {path, f"published/{path}"} & files
        },
        "found by a second sweep": set(swept()),
    }
    for what, names in wrong.items():
        print(f"  {what}: {len(names)} {sorted(names)[:3] or ''}".rstrip())
    return int(any(wrong.values()))


def run(act: Callable[[], object], after: float) -> bool:
    """Do `act` in a process that is killed `after` seconds; return whether it was."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if not child:
        try:
            act()
            os._exit(0)
        finally:
            # Not our way out of the benchmark: a failed act is no killed one.
            os._exit(1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("an act failed by itself")
    return os.WIFSIGNALED(status)


def jpeg(chance: random.Random) -> io.BytesIO:
    noise = Image.frombytes("RGB", (40, 30), chance.randbytes(3600))
    buffer = io.BytesIO()
    noise.resize((700, 525)).save(buffer, "JPEG")
    buffer.seek(0)
    return buffer


# Each prepares what it needs and returns the act itself.


def upload(chance):
    from articles import uploading
    from photos import pictures
    from tests import factories as make

    by, data = make.UserFactory(), jpeg(chance)
    words = {"caption": "Bến cá", "credit": "Thanh Vân"}
    return lambda: uploading.take(pictures.take(data), by=by, **words)


def photo(chance):
    made = upload(chance)().photo
    made.alt_text = "Thuyền nằm trên bến"
    made.save()
    return made


def prepare(chance):
    from photos import tasks

    pk = photo(chance).pk
    return lambda: tasks.prepare.call(pk)


def publish(chance):
    from articles import publishing
    from tests import factories as make

    article, by = make.approved(shown=[photo(chance)]), make.editor()
    return lambda: publishing.publish(article, revision=article.approved_revision, by=by)


def replace(chance):
    from articles import replacing
    from photos import pictures
    from tests import factories as make

    shown, by, data = photo(chance), make.editor(), jpeg(chance)
    make.published(shown=[shown])
    return lambda: replacing.replace(shown, pictures.take(data), by=by, reason="Nét hơn.")


def retire(chance):
    import datetime

    from articles import files, publishing
    from photos.models import Rendition
    from tests import factories as make

    edition = make.published(shown=[photo(chance)])
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    for row in Rendition.objects.filter(photo__in=edition.photos.values("photo")):
        row.created_at -= datetime.timedelta(hours=5)
        row.save(update_fields=["created_at"])
    return files.retire_unused_files.call


def take_down(chance):
    from articles import takedowns
    from tests import factories as make

    shown, by = photo(chance), make.managing_editor()
    make.published(shown=[shown])
    return lambda: takedowns.take_down(shown, by=by, reason="Trẻ em.")


def delete(chance):
    from articles import deleting
    from photos import tasks
    from tests import factories as make

    unused, by = photo(chance), make.managing_editor()
    tasks.prepare.call(unused.pk)
    return lambda: deleting.delete(unused, by=by)


ACTS: dict[str, Callable[[random.Random], Callable[[], object]]] = {
    "upload": upload,
    "prepare": prepare,
    "publish": publish,
    "replace": replace,
    "retire": retire,
    "take down": take_down,
    "delete": delete,
}


def swept() -> collections.Counter[str]:
    """Run the command with repair, of any age; return how much it found of each kind."""
    import json

    from django.core.management import call_command

    out = io.StringIO()
    call_command("check_photos", "--repair", "--json", "--older-than", "0", stdout=out)
    return collections.Counter(json.loads(line)["kind"] for line in out.getvalue().splitlines())


def on_disk() -> set[str]:
    """Return every file under both roots, by its name in its storage."""
    from django.conf import settings

    return {
        os.path.relpath(f"{folder}/{name}", root)
        for root in [settings.MEDIA_ROOT, settings.PRIVATE_ROOT]
        for folder, _folders, names in os.walk(root)
        for name in names
    }


def named_by_editions() -> set[str]:
    from articles.models import EditionPhoto

    return {file["path"] for row in EditionPhoto.objects.all() for file in row.files}


def in_rows() -> set[str]:
    """Return every file that a row names; what is not public any more by its private copy."""
    from photos.models import PastFile, Photo, Rendition

    public = set(Rendition.objects.values_list("file", flat=True))
    private = {
        name
        for model in [Photo, PastFile]
        for row in model.objects.values_list("original", "preview")
        for name in row
        if name
    }
    return public | private | {f"published/{path}" for path in named_by_editions() - public}


if __name__ == "__main__":
    sys.exit(main())

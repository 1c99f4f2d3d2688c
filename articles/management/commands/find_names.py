import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing import options as read_options
from articles.importing import text
from articles.importing.parsed import ImportRefused
from articles.spotting import spot
from entities.importing import unreadable


class Command(BaseCommand):
    help = "Show the people and organisations in text files. Saves nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--date", metavar="YYYY-MM-DD")
        parser.add_argument("--encoding", default="", help="read the files in this encoding")
        parser.add_argument("--json", action="store_true", help="print a JSON line a file")

    def handle(self, *args, **options):
        refused = 0
        day = read_options.day(options["date"]) or timezone.localdate()
        for path in options["files"]:
            try:
                found = spot(self.text_of(path, options["encoding"]), day=day)
            except ImportRefused as refusal:
                refused += 1
                found = {"file": str(path), "error": str(refusal), "code": refusal.code}
            self.tell(path, found, as_json=options["json"])
        if refused:
            raise CommandError(
                _("%(refused)d of %(all)d files were refused.")
                % {"refused": refused, "all": len(options["files"])}
            )

    def text_of(self, path: Path, encoding: str) -> str:
        try:
            return text.decode(path.read_bytes(), encoding=encoding)
        except OSError as error:
            raise ImportRefused("unreadable", unreadable.sentence(error)) from error

    def tell(self, path: Path, found: dict, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"file": str(path), **found}, ensure_ascii=False))
            return
        if "error" in found:
            self.stderr.write(f"{path}: {found['error']}")
            return
        self.stdout.write(str(path))
        if "note" in found:
            self.stderr.write(f"{path}: {found['note']}")
        for row in found["mentions"]:
            self.stdout.write(f"  {row['start']}–{row['end']} {row['text']} = {row['name']}")
        for row in found["ambiguous"]:
            names = ", ".join(f"{one['name']} ({one['id']})" for one in row["candidates"])
            self.stdout.write(f"  {row['start']}–{row['end']} {row['text']} ? {names}")
        for row in found["proposals"]:
            self.stdout.write(f"  {row['start']}–{row['end']} {row['text']} + {row['title']}")

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from articles.importing import options as read_options
from articles.importing.command import Wishes, import_file
from articles.importing.options import OptionRefused
from articles.importing.parsed import ImportRefused
from articles.models import Article, Section
from photos.storage import StorageAway


class Command(BaseCommand):
    help = "Import stories from text files (UTF-8) and Word files (.docx)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--photo", action="append", type=Path, default=[], metavar="PICTURE")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--by", metavar="USERNAME")
        parser.add_argument("--section", metavar="SLUG")
        parser.add_argument("--headline", default="", metavar="TEXT")
        parser.add_argument("--date", metavar="YYYY-MM-DD")
        parser.add_argument("--encoding", default="", help="read the files in this encoding")
        parser.add_argument("--json", action="store_true", help="print a JSON line a file")

    def handle(self, *args, **options):
        try:
            wishes = self.wishes(options)
        except OptionRefused as refusal:
            if options["json"]:
                for path in options["files"]:
                    report = {"file": str(path), "error": str(refusal), "code": refusal.code}
                    self.tell(report, as_json=True)
            raise CommandError(str(refusal)) from refusal
        refused = 0
        for path in options["files"]:
            try:
                report = import_file(path, wishes)
            except ImportRefused as refusal:
                refused += 1
                report = {"file": str(path), "error": str(refusal), "code": refusal.code}
            except StorageAway as away:
                refused += 1
                report = {"file": str(path), "error": str(away), "code": "storage"}
            self.tell(report, as_json=options["json"])
        if refused:
            raise CommandError(
                _("%(refused)d of %(all)d files were refused.")
                % {"refused": refused, "all": len(options["files"])}
            )

    def wishes(self, options) -> Wishes:
        by = self.one(User.objects.filter(username=options["by"]), "--by", options["by"])
        section = self.one(
            Section.objects.filter(slug=options["section"]), "--section", options["section"]
        )
        if by is not None and not by.has_perm("articles.add_article"):
            raise OptionRefused(
                "not_allowed", _("%(name)s may not begin stories.") % {"name": by.username}
            )
        if options["publish"]:
            if by is None or section is None:
                raise OptionRefused("missing_option", _("--publish needs --by and --section."))
            if not by.has_perm("articles.publish_article"):
                raise OptionRefused(
                    "not_allowed", _("%(name)s may not publish.") % {"name": by.username}
                )
        if options["photo"] and len(options["files"]) > 1:
            raise OptionRefused("one_file_only", _("--photo goes with one file only."))
        longest = Article._meta.get_field("headline").max_length or 0
        if len(options["headline"]) > longest:
            raise OptionRefused(
                "headline_too_long",
                _("A headline has at most %(count)d letters.") % {"count": longest},
            )
        return Wishes(
            by=by,
            section=section,
            headline=options["headline"],
            story_on=read_options.day(options["date"]),
            pictures=tuple(options["photo"]),
            publish=options["publish"],
            encoding=options["encoding"],
        )

    def one(self, rows, option: str, value: str | None):
        if value is None:
            return None
        row = rows.first()
        if row is None:
            raise OptionRefused(
                f"unknown_{option.removeprefix('--')}",
                _("%(option)s: there is no “%(value)s”.") % {"option": option, "value": value},
            )
        return row

    def tell(self, report: dict, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        if "error" in report:
            self.stderr.write(f"{report['file']}: {report['error']}")
            return
        self.stdout.write(f"{report['file']}: {report['headline']}")
        self.stdout.write(f"  {report['url'] or report['admin_url']}")
        for warning in report["warnings"]:
            self.stdout.write(f"  ! {warning}")

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.archives import restore
from newsroom.archives.shape import FAILURES, ArchiveRefused, why


class Command(BaseCommand):
    help = "Fill an empty database and the storages from a backup, whole or not at all."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path, metavar="ARCHIVE")
        parser.add_argument("--check", action="store_true", help="read it all, and write nothing")

    def handle(self, *args, **options):
        act = restore.check if options["check"] else restore.restore
        try:
            manifest = act(options["archive"])
        except ArchiveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except FAILURES as error:
            told = _("Nothing was restored, and what was written is gone again. %(why)s")
            raise CommandError(told % {"why": why(error)}) from error
        moment = timezone.localtime(datetime.datetime.fromisoformat(manifest.made_at))
        told = (
            _("The backup of %(moment)s is whole: %(rows)d rows, %(files)d files, %(size)s.")
            if options["check"]
            else _(
                "Restored as of %(moment)s, and compared: %(rows)d rows, %(files)d files, %(size)s."
                " Now run migrate; everybody signs in anew."
            )
        )
        self.stdout.write(
            told
            % {
                "moment": date_format(moment, "SHORT_DATETIME_FORMAT"),
                "rows": manifest.row_count,
                "files": manifest.file_count,
                "size": filesizeformat(manifest.byte_count),
            }
        )

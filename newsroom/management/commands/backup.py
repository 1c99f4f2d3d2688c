from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.archives.backup import back_up, forget
from newsroom.archives.shape import FAILURES, ArchiveRefused, why


class Command(BaseCommand):
    help = "Write the database and all files into a dated folder in FOLDER, while all goes on."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--full", action="store_true", help="copy files that the last backup has, too"
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="delete all but the newest N backups afterwards"
        )

    def handle(self, *args, **options):
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError(_("--keep is 1 or more."))
        try:
            archive = back_up(options["folder"], now=timezone.now(), full=options["full"])
        except (ArchiveRefused, *FAILURES) as error:
            raise CommandError(_("No backup was made. %(why)s") % {"why": why(error)}) from error
        manifest = archive.manifest
        told = _("%(folder)s: %(rows)d rows, %(files)d files, %(size)s; %(linked)d were linked.")
        self.stdout.write(
            told
            % {
                "folder": archive.folder,
                "rows": manifest.row_count,
                "files": manifest.file_count,
                "size": filesizeformat(manifest.byte_count),
                "linked": archive.linked,
            }
        )
        if manifest.missing:
            for storage, name in manifest.missing:
                self.stderr.write(f"{storage}: {name}")
            count = len(manifest.missing)
            told = ngettext(
                "The backup is made, but %d file that a row names was not there.",
                "The backup is made, but %d files that rows name were not there.",
                count,
            )
            raise CommandError(told % count)
        if options["keep"]:
            forget(options["folder"], but=options["keep"])

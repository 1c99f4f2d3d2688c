from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from entities.importing import people, plan, report, table, unreadable


class Command(BaseCommand):
    help = "Import people and offices from a CSV file (UTF-8). Run again, it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show, and save nothing")
        parser.add_argument("--by", metavar="USERNAME", help="stands in the records’ history")

    def handle(self, *args, **options):
        by = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(
                _("%(option)s: there is no “%(value)s”.")
                % {"option": "--by", "value": options["by"]}
            )
        try:
            rows = table.read(options["file"].read_bytes())
            made = plan.make(rows) if options["dry_run"] else people.save(rows, by=by)
        except OSError as error:
            raise CommandError(unreadable.sentence(error)) from error
        except (table.ImportRefused, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in report.lines(made, rows):
            self.stdout.write(line)
        if made.refused:
            refused = {"refused": len(made.refused), "all": len(rows.rows)}
            raise CommandError(_("%(refused)d of %(all)d lines were refused.") % refused)

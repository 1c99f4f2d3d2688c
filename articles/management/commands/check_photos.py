import datetime
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from articles import sweeping


class Command(BaseCommand):
    help = "Compare the files of photos with the rows that name them. Safe to stop and repeat."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")
        parser.add_argument(
            "--older-than",
            type=int,
            default=60,
            metavar="MINUTES",
            help="younger files may belong to an upload that is running (60)",
        )
        parser.add_argument("--json", action="store_true", help="print a JSON line each")

    def handle(self, *args, **options):
        left, older_than = 0, datetime.timedelta(minutes=max(0, options["older_than"]))
        for finding in sweeping.check(repair=options["repair"], older_than=older_than):
            left += not finding.is_repaired
            row = json.dumps(finding.as_json(), ensure_ascii=False) if options["json"] else finding
            self.stdout.write(str(row))
        if left:
            told = ngettext("%d finding is left.", "%d findings are left.", left)
            raise CommandError(told % left)

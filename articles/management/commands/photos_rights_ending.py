from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from articles import rights


class Command(BaseCommand):
    help = "Print the photos that readers see and whose rights end soon; mail the list with --mail."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=rights.DAYS, help="how many days ahead")
        parser.add_argument("--mail", nargs="+", metavar="ADDRESS", help="send the list there, too")

    def handle(self, *args, **options):
        with override("vi"):
            rows = rights.listed(timezone.localdate(), max(0, options["days"]))
            lines = [line_of(row) for row in rows]
            text = "\n".join(lines) or _(
                "No rights end in these days for a photo that readers see."
            )
            self.stdout.write(text)
            # No news is no mail.
            if options["mail"] and rows:
                subject = ngettext(
                    "Rights end: %d photo", "Rights end: %d photos", len(rows)
                ) % len(rows)
                page = f"{settings.SITE_URL}{reverse('admin:photos_photo_rights')}"
                send_mail(subject, f"{text}\n\n{page}\n", None, options["mail"])


def line_of(row: rights.Ending) -> str:
    day = f"{row.photo.rights_until:%d/%m/%Y}"
    until = _("ended on %(day)s") if row.has_ended else _("end on %(day)s")
    stories = "; ".join(shown.name for shown in row.shown)
    return f"{until % {'day': day}} · {row.photo} · {stories}"

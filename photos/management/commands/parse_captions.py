import json
import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from photos import services
from photos.captions import parse

# What other programs read: as the house writes AI, and without our own word for freelancers.
KINDS = {"ai": "AI", "contributor": "unknown"}


class Command(BaseCommand):
    help = "Read captions from standard input, one a line, and print a JSON line for each."

    def handle(self, *args, **options):
        is_provider = services.registered_providers()
        for number, line in enumerate(sys.stdin.buffer, start=1):
            parsed = parse(
                self.text_of(line, number),
                is_provider=is_provider,
                own_codes=services.own_names(),
            )
            found = {
                "caption": parsed.caption,
                "creators": list(parsed.creators),
                "provider": parsed.provider,
                "kind": KINDS.get(parsed.kind, parsed.kind),
                "medium": parsed.medium,
                "raw": parsed.raw,
            }
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            # Who reads through a pipe gets each answer before the next question.
            self.stdout.flush()

    def text_of(self, line: bytes, number: int) -> str:
        try:
            return line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            told = _("Line %(number)d is not UTF-8; what cannot be read became “�”.")
            self.stderr.write(told % {"number": number})
            return line.decode(errors="replace")

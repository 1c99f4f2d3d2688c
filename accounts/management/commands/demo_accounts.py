import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from accounts import demo


class Command(BaseCommand):
    help = "Show the accounts of the demo with their passwords."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON list")

    def handle(self, *args, **options):
        try:
            accounts = demo.read()
        except demo.NotADemo as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps([asdict(account) for account in accounts]))
            return
        for account in accounts:
            self.stdout.write(f"  {account.username:<12} {account.password:<14} {account.role}")

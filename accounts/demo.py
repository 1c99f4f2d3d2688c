"""
Accounts to try the product with: one of each role, random passwords.

They are made on an empty database only. The passwords stand in one file, which
its owner alone may read; the database holds hashes as for everybody.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import Role

# username, role, name: invented, and printed under the demo's stories.
PEOPLE = [
    ("phongvien", Role.REPORTER, "Đặng Thu Trà"),
    ("phongvien2", Role.REPORTER, "Mai Hữu Đức"),
    ("bientapvien", Role.EDITOR, "Đinh Khánh Vy"),
    ("bientapanh", Role.PHOTO_EDITOR, "Tạ Quốc Hưng"),
    ("thuky", Role.MANAGING_EDITOR, "Mai Thanh Nhã"),
]


class NotADemo(Exception):
    """This database was not made by the demo."""


@dataclass(frozen=True)
class DemoAccount:
    username: str
    role: str
    password: str


def password_file() -> Path:
    return settings.BASE_DIR / "demo-accounts.txt"


def create() -> list[DemoAccount]:
    """Make the demo accounts, or return those that are there. Refuses a database with others."""
    if User.objects.filter(is_demo=True).exists():
        return read()
    if User.objects.exists():
        raise NotADemo("This database has accounts of its own; the demo leaves it alone.")

    accounts = [
        DemoAccount(username, role.value, secrets.token_urlsafe(9)) for username, role, _ in PEOPLE
    ]
    # The file first: a crash in between leaves passwords without accounts, not the reverse.
    write(accounts)
    with transaction.atomic():
        for account, (username, role, name) in zip(accounts, PEOPLE, strict=True):
            User.objects.create_user(
                username,
                password=account.password,
                full_name=name,
                role=role,
                is_staff=True,
                is_demo=True,
            )
    return accounts


def write(accounts: list[DemoAccount]) -> None:
    path = password_file()
    path.unlink(missing_ok=True)
    # Mode 0600 from the first byte on, whatever the umask.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(account) for account in accounts], file, indent=1)


def read() -> list[DemoAccount]:
    """Return the demo's accounts with their passwords; NotADemo where there are none."""
    if not User.objects.filter(is_demo=True).exists():
        raise NotADemo("This database was not made by the demo.")
    try:
        rows = json.loads(password_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotADemo(f"{password_file().name} is gone: the passwords cannot be shown.") from None
    return [DemoAccount(**row) for row in rows]

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
from django.db import connection, transaction

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

    # The demo in another database may have written the file: its passwords must go on working.
    accounts = _kept() or [
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
    # Beside it, and then in its place: the passwords of another demo are never half gone.
    path = password_file().with_suffix(".new")
    path.unlink(missing_ok=True)
    # Mode 0600 from the first byte on, whatever the umask.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(account) for account in accounts], file, indent=1)
    path.replace(password_file())


def read() -> list[DemoAccount]:
    """Return the demo's accounts with their passwords; NotADemo where there are none."""
    if User._meta.db_table not in connection.introspection.table_names():
        raise NotADemo("This database is empty: `make setup` fills it.")
    if not User.objects.filter(is_demo=True).exists():
        raise NotADemo("This database was not made by the demo.")
    accounts = _kept()
    if accounts is None:
        raise NotADemo(f"{password_file().name} is gone: the passwords cannot be shown.")
    return accounts


def _kept() -> list[DemoAccount] | None:
    """Return what the file holds; None where it is not there, or not the demo's."""
    try:
        rows = json.loads(password_file().read_text(encoding="utf-8"))
        accounts = [DemoAccount(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return None
    people = [(username, role.value) for username, role, _name in PEOPLE]
    return accounts if [(one.username, one.role) for one in accounts] == people else None

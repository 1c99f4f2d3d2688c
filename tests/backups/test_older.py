"""A backup made by an older version: it comes back as it was, and migrate brings it up."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from newsroom.archives import shape
from tests.archives import back_up
from tests.backups.signing import refused, sign

pytestmark = pytest.mark.django_db(transaction=True)

# The last version before accounts knew names in any case, and had a second factor.
WITHOUT = {"otp_totp", "otp_static"}
OLDER = {"accounts": "0001_first"}


def migrate_as_it_was():
    executor = MigrationExecutor(connection)
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in WITHOUT]
    executor.migrate([(app, OLDER.get(app, name)) for app, name in leaves])


def applied():
    return set(MigrationExecutor(connection).loader.applied_migrations)


@pytest.fixture
def older(elsewhere, tmp_path):
    with elsewhere():
        migrate_as_it_was()
        User.objects.create(username="An", full_name="Phạm An", role="editor")
        archive = back_up(tmp_path / "backups")
        connection.close()
    return archive


def test_an_older_backup_comes_back_as_it_was_and_is_migrated(older, elsewhere):
    manifest = shape.read(older)
    with elsewhere():
        call_command("restore", str(older))
        as_it_was = applied()
        tables = set(connection.introspection.table_names())

        call_command("migrate", verbosity=0)

        assert as_it_was == {(app, name) for app, name in manifest.migrations}
        assert tables & {"otp_totp_totpdevice", "otp_static_staticdevice"} == set()
        assert [(user.username, user.full_name) for user in User.objects.all()] == [
            ("An", "Phạm An")
        ]
        # What the newer versions hold, holds now.
        with pytest.raises(IntegrityError):
            User.objects.create(username="an", full_name="Lê An")
        call_command("migrate", check_unapplied=True, verbosity=0)
        connection.close()


def test_a_migration_that_is_not_known_here_is_refused_with_a_sentence(older, elsewhere):
    known = shape.read(older).migrations
    sign(older, migrations=[*known, ["accounts", "0002_from_another_line"]])

    with elsewhere():
        assert refused(older) == (
            "Bản sao lưu do phiên bản mới hơn của tòa soạn tạo ra: hãy cập nhật nơi này lên cùng "
            "phiên bản trước."
        )
        assert connection.introspection.table_names() == []

"""What every test stands on: files in a folder of its own, a fresh chrome, no real clock games."""

import datetime
import os
import tempfile
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as configured
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from newsroom import notices
from public import chrome

# Corpus tests are not collected without the corpus; `tests/run` says so.
collect_ignore_glob = [] if os.environ.get("NEWSROOM_CORPUS") else ["**/test_corpus_*.py"]


def pytest_configure():
    # Nothing is collected for tests: the finders answer, in the browser tests' server too. What
    # a demo collected here some day would answer first, so this folder is empty; there must be
    # one, for WhiteNoise warns of a missing folder, and a warning is an error.
    configured.STATIC_ROOT = Path(tempfile.mkdtemp(prefix="newsroom-static-"))
    configured.WHITENOISE_USE_FINDERS = True
    configured.WHITENOISE_AUTOREFRESH = True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """After a test without a transaction Django empties every table; on SQLite by DELETE."""
    marker = item.get_closest_marker("django_db")
    is_emptied = "live_server" in item.fixturenames or (marker and marker.kwargs.get("transaction"))
    # One that is marked as skipped has no fixtures, and no database.
    if is_emptied and item.funcargs and connection.vendor == "sqlite":
        empty_the_ledger()


def empty_the_ledger():
    """What no code of ours can do: the triggers are taken away for it, and put back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND tbl_name = 'articles_correction'"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM articles_correction")
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "photos.storage.PrivateStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
        # The finders answer: no collected files, no hashed names.
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SITE_URL = "https://bao.example"
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.SECURE_SSL_REDIRECT = False
    settings.SENDS_MAIL = False
    settings.NEWSROOM_NAME = "Báo Ngân Hải"
    settings.NEWSROOM_CODES = ["BNH"]
    settings.NEWSROOM_PROVINCE = "Ngân Hải"
    settings.NEWSROOM_NOTICES = notices.DEFAULTS


@pytest.fixture(autouse=True)
def _fresh_chrome():
    chrome.forget()
    yield
    chrome.forget()


@pytest.fixture(autouse=True)
def _fresh_storages(_settings, fresh_storages):
    fresh_storages()


@pytest.fixture
def fresh_storages(monkeypatch):
    """For who changes STORAGES: let all fields take them as they are now."""
    return partial(_take_storages, monkeypatch)


def _take_storages(monkeypatch):
    storages._storages = {}
    # FileFields keep the storage they were given when the models were loaded: without this,
    # originals and previews of the tests would lie among the real ones.
    for model in apps.get_models():
        for field in model._meta.fields:
            if hasattr(field, "_storage_callable"):
                monkeypatch.setattr(field, "storage", field._storage_callable())


@pytest.fixture
def _one_day(request):
    """Noon of the module's TODAY: a run over midnight stays on the day it was collected."""
    noon = datetime.datetime.combine(request.module.TODAY, datetime.time(12))
    with time_machine.travel(timezone.make_aware(noon)):
        yield

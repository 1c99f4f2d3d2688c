"""The variables S3_… : what they make of the settings, and what is told where half is missing."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage, storages

from newsroom import s3
from newsroom.s3 import S3Settings, check_s3

ROOT = Path(__file__).parent.parent
GIVEN = S3Settings(
    public_bucket="bao-cong-khai",
    private_bucket="bao-rieng",
    public_url="https://anh.bao.example",
    endpoint_url="https://s3.bao.example",
    access_key="khoa",
    secret_key="bi-mat",
)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (S3Settings(), []),
        (GIVEN, []),
        (replace(GIVEN, access_key="", secret_key="", endpoint_url=""), []),
        (replace(GIVEN, private_bucket=""), [("newsroom.E001", "S3_PRIVATE_BUCKET")]),
        (
            S3Settings(access_key="khoa"),
            [
                (
                    "newsroom.E001",
                    "S3_PUBLIC_BUCKET, S3_PRIVATE_BUCKET, S3_PUBLIC_URL, S3_SECRET_KEY",
                )
            ],
        ),
        (replace(GIVEN, secret_key=""), [("newsroom.E001", "S3_SECRET_KEY")]),
        (replace(GIVEN, private_bucket="bao-cong-khai"), [("newsroom.E002", "one bucket")]),
        (replace(GIVEN, public_url="anh.bao.example"), [("newsroom.E003", "anh.bao.example")]),
    ],
    ids=[
        *("nothing", "all", "a role at AWS", "no private bucket", "a key only", "half a key"),
        *("one bucket", "no scheme"),
    ],
)
def test_what_is_missing_is_told_before_anything_starts(settings, given, told):
    settings.S3 = given

    found = [error for error in checks.run_checks() if error.id.startswith("newsroom.")]

    assert [error.id for error in found] == [id for id, _words in told]
    assert all(words in error.msg for error, (_id, words) in zip(found, told, strict=True))
    assert found == check_s3()


def test_addresses_are_plain_and_asked_of_nobody(settings, fresh_storages):
    settings.S3 = GIVEN
    settings.STORAGES = settings.STORAGES | GIVEN.storages()
    fresh_storages()

    assert default_storage.url("anh/0a1b.avif") == "https://anh.bao.example/anh/0a1b.avif"
    with pytest.raises(ValueError, match="private and has no address"):
        storages["private"].url("originals/0a1b.jpg")


def test_what_is_not_installed_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(s3, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"pip install -r requirements-s3\.txt"):
        GIVEN.storages()


def settings_with(**environment):
    """Return STORAGES and the sources of pictures, as the settings make them of variables."""
    code = (
        "import json; from newsroom import settings;"
        "csp = settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'];"
        "backends = {name: one['BACKEND'] for name, one in settings.STORAGES.items()};"
        "print(json.dumps([backends, csp]))"
    )
    # Empty is set already: what stands in a developer's .env does not count.
    empty = {f"S3_{name.upper()}": "" for name in S3Settings.__dataclass_fields__}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 50, **empty, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_nothing_set_is_two_folders():
    assert settings_with() == [
        {
            "default": "django.core.files.storage.FileSystemStorage",
            "private": "photos.storage.PrivateStorage",
            "staticfiles": "newsroom.static.HashedStaticFilesStorage",
        },
        ["'self'", "data:"],
    ]


def test_all_set_is_two_buckets_and_pages_may_show_their_pictures():
    assert settings_with(
        S3_PUBLIC_BUCKET="bao-cong-khai",
        S3_PRIVATE_BUCKET="bao-rieng",
        S3_PUBLIC_URL="https://anh.bao.example/",
    ) == [
        {
            "default": "photos.s3.PublicBucket",
            "private": "photos.s3.PrivateBucket",
            "staticfiles": "newsroom.static.HashedStaticFilesStorage",
        },
        ["'self'", "data:", "https://anh.bao.example/"],
    ]


def policy(name):
    return json.loads((ROOT / "deploy/s3" / name).read_text(encoding="utf-8"))["Statement"]


def test_readers_may_fetch_what_they_are_shown_and_list_nothing():
    [statement] = policy("public-bucket.json")

    assert (statement["Effect"], statement["Principal"]) == ("Allow", "*")
    assert statement["Action"] == "s3:GetObject"
    assert statement["Resource"] == "arn:aws:s3:::PUBLIC_BUCKET/anh/*"

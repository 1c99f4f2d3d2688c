"""The variables S3_…: all that are needed, or none; two buckets, one of them public."""

import dataclasses
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured


@dataclasses.dataclass(frozen=True)
class S3Settings:
    """What the environment says of S3-compatible storage; empty where it says nothing."""

    public_bucket: str = ""
    private_bucket: str = ""
    # What readers' browsers ask: the public bucket, or what stands before it.
    public_url: str = ""
    # Empty: AWS. Keys may be empty where the machine has a role of its own.
    endpoint_url: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = ""

    @property
    def is_wanted(self) -> bool:
        return self != S3Settings()

    @property
    def missing(self) -> list[str]:
        """The variables without which the others mean nothing."""
        needed = ["public_bucket", "private_bucket", "public_url"]
        if self.access_key or self.secret_key:
            needed += ["access_key", "secret_key"]
        return [f"S3_{name.upper()}" for name in needed if not getattr(self, name)]

    @property
    def sources(self) -> list[str]:
        """What a page may show pictures from, beside the site itself."""
        return [f"{self.public_url}/"] if self.public_url else []

    def storages(self) -> dict[str, dict[str, Any]]:
        """Return the entries of STORAGES that stand in place of the two folders."""
        if find_spec("storages") is None:
            raise ImproperlyConfigured(
                "S3_… is set, but what it needs is not installed: "
                "pip install -r requirements-s3.txt"
            )
        scheme, _separator, rest = self.public_url.partition("://")
        common = {
            "endpoint_url": self.endpoint_url or None,
            "region_name": self.region or None,
            "access_key": self.access_key or None,
            "secret_key": self.secret_key or None,
            "signature_version": "s3v4",
            # Servers of one's own seldom have a name for each bucket.
            "addressing_style": "path" if self.endpoint_url else "auto",
            "querystring_auth": False,
            # Names are random: nobody asks first whether one is taken.
            "file_overwrite": True,
            # Who may read is the bucket's policy, and no file's own.
            "default_acl": None,
        }
        public = {"custom_domain": rest or None, "url_protocol": f"{scheme}:"}
        return {
            "default": {
                "BACKEND": "photos.s3.PublicBucket",
                "OPTIONS": {**common, **public, "bucket_name": self.public_bucket},
            },
            "private": {
                "BACKEND": "photos.s3.PrivateBucket",
                "OPTIONS": {**common, "bucket_name": self.private_bucket},
            },
        }


@checks.register()
def check_s3(**kwargs: Any) -> list[checks.CheckMessage]:
    given: S3Settings = settings.S3
    if not given.is_wanted:
        return []
    if given.missing:
        return [
            checks.Error(
                f"S3-compatible storage is set by half: {', '.join(given.missing)} missing.",
                hint="Set all of it in .env, or nothing; .env.example says what each is.",
                id="newsroom.E001",
            )
        ]
    if given.public_bucket == given.private_bucket:
        return [
            checks.Error(
                "S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET are one bucket: originals would be public.",
                id="newsroom.E002",
            )
        ]
    if not given.public_url.startswith(("https://", "http://")):
        return [
            checks.Error(
                f"S3_PUBLIC_URL={given.public_url!r} is no address: begin it with https://.",
                id="newsroom.E003",
            )
        ]
    return []

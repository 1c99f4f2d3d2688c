"""
S3-compatible storage by django-storages: AWS, MinIO, Ceph and others (requirements-s3.txt).

Each act is one request. Names are random, so nobody asks first whether one is taken; and a
file is never cut into parts, of which a kill would leave some behind.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from tempfile import SpooledTemporaryFile

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from photos.storage import StorageAway, StorageRefused, WithoutAddress

logger = logging.getLogger(__name__)

# Somebody waits for the page: a storage that is away is told of in seconds, not in minutes.
PATIENCE = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"total_max_attempts": 2, "mode": "standard"},
    # What not every server knows is sent only where the protocol asks for it.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
# Above the largest file we take, a Word file of 60 MB.
IN_ONE_PIECE = TransferConfig(multipart_threshold=64 * 1024 * 1024, use_threads=False)
IN_MEMORY = 1024 * 1024

# As the standards name them; what the machine knows of file types is left out of it.
CONTENT_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif"}


@contextmanager
def _asking(name: str) -> Iterator[None]:
    """Raise FileNotFoundError, StorageRefused or StorageAway for what went wrong."""
    try:
        yield
    except ClientError as error:
        # A bucket that is not there answers 404, too: then no file is gone, all are out of reach.
        if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
            raise FileNotFoundError(name) from error
        logger.exception("%s: the storage refuses us", name)
        is_broken = error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
        raise (StorageAway if is_broken else StorageRefused) from error
    except (BotoCoreError, Boto3Error) as error:
        logger.exception("%s: the storage does not answer", name)
        raise StorageAway from error


class Bucket(S3Storage):
    """One bucket, that no other program writes to."""

    client_config: Config

    def __init__(self, **settings):
        super().__init__(**settings)
        self.client_config = self.client_config.merge(PATIENCE)
        self.transfer_config = IN_ONE_PIECE

    def _open(self, name, mode="rb"):
        """Fetch the file into a temporary one that is gone when closed."""
        with _asking(name):
            # django-storages asks for the head twice before the file itself.
            body = self.bucket.Object(name).get()["Body"]
            file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
            try:
                shutil.copyfileobj(body, file)
            except BaseException:
                file.close()
                raise
        file.seek(0)
        return File(file, name=name)

    def _save(self, name, content):
        with _asking(name):
            return super()._save(name, content)

    def delete(self, name):
        with _asking(name):
            # Not the library's: it takes a bucket that is not there for a file that is gone.
            self.bucket.Object(name).delete()

    def exists(self, name):
        with _asking(name):
            return super().exists(name)

    def size(self, name):
        with _asking(name):
            return super().size(name)

    def listdir(self, name):
        with _asking(name):
            return super().listdir(name)

    def get_modified_time(self, name):
        with _asking(name):
            return super().get_modified_time(name)


class PublicBucket(Bucket):
    """What readers see. Names are new with every change, so a browser may keep a file for ever."""

    def get_object_parameters(self, name):
        return {
            "CacheControl": "public, max-age=31536000, immutable",
            "ContentType": CONTENT_TYPES[PurePath(name).suffix],
        }


class PrivateBucket(WithoutAddress, Bucket):
    """Read through the product, which writes down who did; a browser makes no page of a file."""

    def get_object_parameters(self, name):
        return {"CacheControl": "no-store, private", "ContentType": "application/octet-stream"}

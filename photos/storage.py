"""Where files lie. With S3-compatible storage (photos.s3) it is elsewhere, and may not answer."""

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _


class StorageAway(OSError):
    """The storage does not answer; the text says so to who waits for a file."""

    def __init__(self) -> None:
        super().__init__(
            _("The storage of pictures does not answer: this could not be done. Try again soon.")
        )


class StorageRefused(StorageAway):
    """It answers, and will not: a wrong key, a policy, a bucket that is not there."""


class WithoutAddress:
    """Originals and desk previews: they have no address, whatever asks for one."""

    def url(self, name, *args, **kwargs):
        raise ValueError(f"{name} is private and has no address")


class PrivateStorage(WithoutAddress, FileSystemStorage):
    """The folder that no web server maps."""

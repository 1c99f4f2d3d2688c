from photos.models.creator import PhotoCreator
from photos.models.fingerprint import Fingerprint
from photos.models.joining import AlikePhotos, PhotoJoining
from photos.models.past_file import PastFile
from photos.models.photo import (
    SPEAKS_FOR_ITSELF,
    CreditKind,
    Medium,
    Photo,
    original_path,
    preview_path,
)
from photos.models.portrait import Portrait
from photos.models.private_read import PrivateRead
from photos.models.rendition import Rendition, rendition_path

__all__ = [
    "SPEAKS_FOR_ITSELF",
    "AlikePhotos",
    "CreditKind",
    "Fingerprint",
    "Medium",
    "PastFile",
    "Photo",
    "PhotoCreator",
    "PhotoJoining",
    "Portrait",
    "PrivateRead",
    "Rendition",
    "original_path",
    "preview_path",
    "rendition_path",
]

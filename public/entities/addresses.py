from entities.models import EntityKind

FOLDERS = {EntityKind.PERSON: "nhan-vat", EntityKind.ORGANISATION: "to-chuc"}


def address(kind: str, slug: str, pk: int) -> str:
    """Return what Entity.get_absolute_url does, without a record; a list has hundreds."""
    return f"/{FOLDERS[EntityKind(kind)]}/{slug}-{pk}/"


def directory_of(kind: str) -> str:
    return f"/{FOLDERS[EntityKind(kind)]}/"

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Originals and desk previews: they have no address, whatever asks for one."""

    def url(self, name):
        raise ValueError(f"{name} is private and has no address")

from django.utils.translation import gettext as _


def sentence(error: OSError) -> str:
    """Return why a file cannot be read, in the language of who asked."""
    return _("The file cannot be read: %(reason)s") % {"reason": _reason(error)}


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return _("there is no such file.")
        case IsADirectoryError():
            return _("it is a folder.")
        case PermissionError():
            return _("that is not allowed.")
    return error.strerror or str(error)

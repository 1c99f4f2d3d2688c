"""Why a name was found, in words for the desk."""

from django.utils.translation import gettext as _

from entities.found import Rule


def why(rule: str) -> str:
    """Return a sentence for a rule of the finder or a cue of a proposal; "" for one unknown."""
    match rule:
        case Rule.FULL_NAME:
            return _("This name is on record.")
        case Rule.OTHER_NAME:
            return _("Another name of it is on record.")
        case Rule.OWN_PROVINCE:
            return _("A short form that means the paper’s own province.")
        case Rule.CHOSEN:
            return _("Chosen for this story.")
        case Rule.NAMESAKE:
            return _("Told from namesakes by the office or the body beside the name.")
        case Rule.HOMONYM:
            return _("More than one on record has this name.")
        case Rule.SHORT:
            return _("A short form after the full name.")
    return _why_proposed(rule)


def _why_proposed(cue: str) -> str:
    match cue:
        case "honorific":
            return _("After a form of address, such as “ông” or “bà”.")
        case "rank":
            return _("After a rank or a degree.")
        case "office":
            return _("After an office.")
        case "occupation":
            return _("After an occupation.")
        case "apposition":
            return _("Before an office.")
        case "age":
            return _("Before an age or a year of birth.")
        case "list":
            return _("In a list of names.")
        case "head":
            return _("Begins as bodies and companies do.")
    return ""

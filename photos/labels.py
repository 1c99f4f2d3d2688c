"""What the facts of a photo are called at the desk, wherever they are told one by one."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "caption": _("caption"),
    "headline": _("headline"),
    "creators": _("creators"),
    "credit": _("credit"),
    "provider": _("provider"),
    "kind": _("kind of credit"),
    "medium": _("medium"),
    "copyright": _("copyright"),
    "taken_at": _("taken"),
    "place": _("place"),
    "people": _("people shown"),
    "subjects": _("who is in it"),
    "keywords": _("keywords"),
    "source_type": _("how it was made"),
    "usage_terms": _("terms of use"),
    "rights_from": _("rights from"),
    "rights_until": _("rights until"),
    "instructions": _("instructions to the desk"),
}

import re

from django import forms
from django.utils.translation import gettext_lazy as _

# Of the app six digits, of the recovery codes ten letters and digits.
CODE = re.compile(r"[0-9]{6}|[a-z0-9]{10}")
NOT_A_CODE = _("A code has six digits, a recovery code ten letters and digits.")


class CodeField(forms.CharField):
    """A code as people type it: with blanks, a hyphen, in capitals."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {
            "autocomplete": "one-time-code",
            "autocapitalize": "off",
            "spellcheck": "false",
        }

    def clean(self, value):
        code = re.sub(r"[\s-]", "", super().clean(value)).lower()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(NOT_A_CODE)
        return code


class EnterForm(forms.Form):
    code = CodeField(label=_("Code"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True


class SetUpForm(forms.Form):
    code = CodeField(label=_("Code that the app shows"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class MoveForm(SetUpForm):
    """For another phone: who sits before an open desk has not the phone of its owner."""

    current = CodeField(label=_("Code of the phone until now, or a recovery code"))

    field_order = ["current", "code"]


class ManageForm(forms.Form):
    code = CodeField(label=_("Code"))

"""What a browser would send back of an admin form that it was shown."""

from django.forms import BaseForm, CheckboxInput, FileInput
from django.http import HttpResponse


def values_of(response: HttpResponse) -> dict[str, object]:
    """Return the values of the form and the lists under it, as shown in the response."""
    values = _values(response.context["adminform"].form)
    for formset in (shown.formset for shown in response.context["inline_admin_formsets"]):
        values |= _values(formset.management_form)
        for form in formset.forms:
            values |= _values(form)
    return values


def _values(form: BaseForm) -> dict[str, object]:
    values = {}
    for field in form:
        widget, value = field.field.widget, field.value()
        if isinstance(widget, FileInput) or value is None:
            continue
        if isinstance(widget, CheckboxInput):
            if value:
                values[field.html_name] = "on"
            continue
        shown = field.field.prepare_value(value)
        if isinstance(shown, list | tuple):
            values[field.html_name] = [str(item) for item in shown]
            continue
        shown = widget.format_value(shown)
        if isinstance(shown, list | tuple):
            shown = shown[0] if shown else ""
        values[field.html_name] = "" if shown is None else str(shown)
    return values

"""What the editor's `@` and the search fields of the panel ask for while somebody types."""

from django import forms
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities.completion import Suggestion, complete
from entities.models import EntityKind


class QueryForm(forms.Form):
    # Longer than any name is cut off, not refused: somebody is typing.
    q = forms.CharField(required=False)
    day = forms.DateField(required=False)
    kind = forms.ChoiceField(choices=EntityKind, required=False)


class CompletionView:
    """For EntityAdmin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.completion_view)
        return [path("complete/", view, name="entities_entity_complete"), *super().get_urls()]

    @method_decorator(require_GET)
    def completion_view(self, request):
        """Names for what was typed: {"names": [{id, name, note, mark, also}]}."""
        if not self.has_view_permission(request):
            return JsonResponse({"message": _("Your role does not allow this step.")}, status=403)
        form = QueryForm(request.GET)
        form.is_valid()
        asked = form.cleaned_data
        kind = EntityKind(asked["kind"]) if asked.get("kind") else None
        found = complete(
            asked.get("q", ""), day=asked.get("day") or timezone.localdate(), kind=kind
        )
        return JsonResponse({"names": [_shown(suggestion) for suggestion in found]})


def _shown(suggestion: Suggestion) -> dict[str, str | int]:
    kind = EntityKind(suggestion.kind)
    return {
        "id": suggestion.id,
        "name": suggestion.name,
        "note": suggestion.note or str(kind.label),
        "also": suggestion.also,
        "mark": "" if suggestion.has_page else _("no page"),
    }

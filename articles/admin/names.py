"""Names beside the text: the panel that follows the writing, and its buttons. All answer JSON."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.ids import id_of
from articles import naming, recording
from articles.admin import checking, names_draft, names_panel
from articles.admin.names_forms import AliasForm, NewOrganisationForm, NewPersonForm, PanelForm
from articles.models import Article, Decision
from entities.finding import find_known
from entities.models import Entity, EntityKind
from entities.oddities import old_code
from entities.offices import LONGEST_LABEL

LONGEST_OFFICES = 2_000


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"message": sentence}, status=status)


class NameViews:
    """For ArticleAdmin."""

    def names_urls(self):
        return [
            path(f"<int:article_id>/names/{address}", self.admin_site.admin_view(view), name=name)
            for address, view, name in [
                ("", self.names_view, "articles_article_names"),
                ("record/", self.record_view, "articles_article_names_record"),
                ("alias/", self.alias_view, "articles_article_names_alias"),
                ("dismissed/", self.dismissed_view, "articles_article_names_dismissed"),
            ]
        ]

    @method_decorator(require_POST)
    def names_view(self, request, article_id):
        """What the finder and the checklist say of the text that was sent: HTML of both."""
        article = self._story(request, article_id)
        try:
            draft = names_draft.read(request, article)
        except names_draft.Unreadable as problem:
            return _refused(str(problem), problem.status)
        groups = names_panel.groups_of(article, draft)
        may_decide = self.has_change_permission(request, article)
        html = render_to_string(
            "admin/articles/article/_names.html",
            {
                "warnings": old_code(draft.texts),
                "groups": groups,
                "sure": sum(len(g.rows) for g in groups if g.name == names_panel.SURE),
                "may_decide": may_decide,
                "may_record": may_decide and self._may_record(request),
            },
        )
        checked = checking.of_draft(article, draft, groups, may_write=may_decide)
        count = sum(len(group.rows) for group in groups)
        return JsonResponse({"html": html, "count": count, "checklist": checked})

    @method_decorator(require_http_methods(["GET", "POST"]))
    def record_view(self, request, article_id):
        """The form for a new record, filled from the story; posted, the record is made."""
        article = self._story(request, article_id)
        if not self._may_record(request):
            return self._not_allowed()
        form_class = (
            NewPersonForm
            if (request.POST or request.GET).get("kind") == EntityKind.PERSON
            else NewOrganisationForm
        )
        if request.method == "GET":
            return self._form(form_class(initial=self._read_from_story(request, article)), "record")
        form = form_class(request.POST)
        if not form.is_valid():
            return self._form(form, "record", status=422)
        return self._act(
            lambda: recording.make_record(article, form.record(), by=request.user),
            form,
            log=partial(self.log_addition, request),
        )

    @method_decorator(require_http_methods(["GET", "POST"]))
    def alias_view(self, request, article_id):
        """The form that says whose other name this is; posted, it is put on record."""
        self._story(request, article_id)
        if not self._may_record(request):
            return self._not_allowed()
        if request.method == "GET":
            return self._form(AliasForm(initial=request.GET.dict()), "alias")
        form = AliasForm(request.POST)
        if not form.is_valid():
            return self._form(form, "alias", status=422)
        given = form.cleaned_data
        return self._act(
            lambda: (
                recording.make_alias(
                    given["kind"], given["text"], given["entity"], by=request.user
                ).entity
            ),
            form,
            log=partial(self.log_change, request),
        )

    @method_decorator(require_POST)
    def dismissed_view(self, request, article_id):
        """These words are no name, in no story; with `back` they may be proposed again."""
        self._story(request, article_id)
        form = PanelForm(request.POST)
        if not form.is_valid():
            return _refused(_("This could not be read."), 400)
        act = recording.take_back if "back" in request.POST else recording.dismiss
        try:
            act(form.cleaned_data["kind"], form.cleaned_data["text"], by=request.user)
        except PermissionDenied as refusal:
            return _refused(str(refusal), 403)
        except naming.NamingRefused as refusal:
            return _refused(str(refusal), 409)
        return JsonResponse({})

    # What the views share

    def _story(self, request, article_id: int) -> Article:
        return get_object_or_404(self.get_queryset(request), pk=article_id)

    def _may_record(self, request) -> bool:
        return request.user.has_perm("entities.add_entity") and request.user.has_perm(
            "entities.add_alias"
        )

    def _not_allowed(self) -> JsonResponse:
        return _refused(_("Your role does not allow this step."), 403)

    def _form(self, form, act: str, status: int = 200) -> JsonResponse:
        given = {name: form[name].value() for name in form.fields}
        chosen = given.get("organisation") or given.get("entity")
        record = Entity.objects.filter(pk=id_of(str(chosen))).first()
        html = render_to_string(
            "admin/articles/article/_names_form.html", {"form": form, "act": act, "record": record}
        )
        return JsonResponse({"html": html}, status=status)

    def _read_from_story(self, request, article) -> dict:
        """What the story says of a person: the offices, whose they are, and the day."""
        text = request.GET.get("text", "")[:200]
        offices = _offices_in(request.GET.get("office", "")[:LONGEST_OFFICES])
        office, body = offices[0] if offices else ("", None)
        # The day may have been typed a moment ago, and the form not been saved since.
        day = names_draft.typed_day(request.GET.get("story_on", "")) or recording.story_day(article)
        return {
            "kind": request.GET.get("kind"),
            "text": text,
            "name": text,
            "office": office,
            "organisation": body.pk if body else None,
            "further": [f"{whose.pk}:{label}" for label, whose in offices[1:]],
            "held_on": day,
            "source": recording.source_of(article, on=day)[0],
            "has_page": body is not None and request.user.has_perm("entities.publish_entity"),
        }

    def _act(self, act, form, *, log) -> JsonResponse:
        """Do it and log it; the answer says what was decided thereby, for the story's form."""
        try:
            entity = act()
        except PermissionDenied as refusal:
            return _refused(str(refusal), 403)
        except naming.NamingRefused as refusal:
            return _refused(str(refusal), 409)
        log(entity, _("From the text of a story."))
        choice = {
            "kind": form.cleaned_data["kind"],
            "text": form.cleaned_data["text"],
            "entity": entity.pk,
            "decision": Decision.ACCEPTED,
        }
        return JsonResponse({"choice": choice})


def _offices_in(text: str) -> list[tuple[str, Entity]]:
    """
    Return the offices of a text, one a line, that name a body on record, each with that body.

    A line that names none, or more than an office may be long, is nobody's office.
    """
    lines = text.splitlines()
    named: dict[int, int] = {}
    for found in find_known(lines):
        if len(found.entities) == 1:
            named.setdefault(found.index, found.entities[0])
    bodies = Entity.objects.organisations().in_bulk(named.values())
    return [
        (lines[index][:1].upper() + lines[index][1:], bodies[pk])
        for index, pk in sorted(named.items())
        if pk in bodies and len(lines[index]) <= LONGEST_LABEL
    ]

"""People from CSV, in the admin: choose a file, see what would change, save exactly that."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entities.importing import people, plan, report, table


class ChooseForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )


class ConfirmForm(forms.Form):
    """The file and the plan that were shown, to be saved as they are."""

    text = forms.CharField(strip=False, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ImportViews:
    """The import pages of EntityAdmin."""

    admin_site: AdminSite
    opts: Any
    media: Any

    def import_urls(self):
        name = "entities_entity_import"
        return [path("import/", self.admin_site.admin_view(self.import_view), name=name)]

    def import_view(self, request):
        if not people.may_import(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self.import_page(request, form=ChooseForm())
        if "digest" in request.POST:
            return self.save_import(request)
        form = ChooseForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.import_page(request, form=form)
        try:
            data = form.cleaned_data["file"].read(table.MAX_BYTES + 1)
            rows = table.read(data)
        except table.ImportRefused as refusal:
            form.add_error("file", str(refusal))
            return self.import_page(request, form=form)
        return self.plan_page(request, table.decode(data), rows, plan.make(rows))

    def save_import(self, request):
        confirmed = ConfirmForm(request.POST)
        if not confirmed.is_valid():
            return HttpResponseRedirect(request.path)
        text, digest = confirmed.cleaned_data["text"], confirmed.cleaned_data["digest"]
        try:
            rows = table.read(text.encode())
            made = people.save(rows, by=request.user, digest=digest)
        except table.ImportRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        except people.PlanChanged as changed:
            messages.warning(request, str(changed))
            return self.plan_page(request, text, rows, changed.plan)
        count = len(made.changes)
        told = ngettext("%d change saved.", "%d changes saved.", count) % count
        messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:entities_entity_changelist"))

    def plan_page(self, request, text, rows, made):
        return self.import_page(
            request,
            form=ChooseForm(),
            confirm=ConfirmForm(initial={"text": text, "digest": made.digest}),
            plan=made,
            parts=report.parts(made, rows),
        )

    def import_page(self, request, **context):
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("People from CSV"),
            "media": self.media,
            "columns": table.headings(),
        }
        page = "admin/entities/entity/import.html"
        return TemplateResponse(request, page, {"plan": None, **shared, **context})

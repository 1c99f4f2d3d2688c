"""Pages on which the desk finds records that are one, merges them, and takes that back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import merging
from articles.admin.record_cards import cards, moving
from articles.journal import target
from articles.merge_rules import RULES
from articles.models import Fix
from entities import duplicates
from entities.models import Entity, EntityPage, Merge

PAIRS_A_PAGE = 20


class PairForm(forms.Form):
    """Two surviving records, from an address or a button."""

    first = forms.ModelChoiceField(Entity.objects.surviving())
    second = forms.ModelChoiceField(Entity.objects.surviving())


class MergeForm(forms.Form):
    survivor = forms.ModelChoiceField(
        Entity.objects.none(),
        label=gettext_lazy("Which record stays"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(label=capfirst(gettext_lazy("why")), required=False, max_length=500)
    although_protected = forms.BooleanField(
        label=gettext_lazy("The protected person may be found by the public page"), required=False
    )

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        survivor = self.fields["survivor"]
        refusals = {
            stays.pk: merging.why_not(goes, stays) for stays, goes in [pair, [*reversed(pair)]]
        }
        # Only one of a body and its part may stay; the sentence says why.
        survivor.queryset = Entity.objects.filter(
            pk__in=[pk for pk in refusals if not refusals[pk]]
        )
        survivor.help_text = " ".join(filter(None, refusals.values()))
        # In the order in which the page shows them.
        survivor.queryset = survivor.queryset.order_by(Case(When(pk=pair[0].pk, then=0), default=1))
        # Often both bear one name: what differs is said beside it.
        survivor.label_from_instance = told_apart
        if not any(entity.is_protected for entity in pair):
            del self.fields["although_protected"]


def told_apart(entity):
    return f"{entity.name} · {entity.get_page_display()} · #{entity.pk}"


def likely_survivor(pair):
    """Of those that may stay the first with a page, whose address readers know; or the first."""
    may_stay = [
        stays for stays, goes in [pair, [*reversed(pair)]] if not merging.why_not(goes, stays)
    ] or pair
    return next((entity for entity in may_stay if entity.page == EntityPage.PUBLIC), may_stay[0])


class MergeViews:
    """The pages of EntityAdmin that make one of two records."""

    def merge_urls(self):
        pages = {
            "duplicates/": (self.duplicates_view, "duplicates"),
            "duplicates/apart/": (self.apart_view, "apart"),
            "duplicates/again/": (self.again_view, "again"),
            "merge/": (self.merge_view, "merge"),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"entities_entity_{name}")
            for route, (view, name) in pages.items()
        ]

    def has_merge_permission(self, request):
        return request.user.has_perm("entities.merge_entity")

    def duplicates_view(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied
        page = Paginator(duplicates.likely(), PAIRS_A_PAGE).get_page(request.GET.get("p"))
        shown = cards({pk for pair in page for pk in [pair.first, pair.second]})
        pairs = [
            {"pair": pair, "cards": [shown[pair.first], shown[pair.second]]}
            for pair in page
            # Somebody may have merged one of them just now.
            if pair.first in shown and pair.second in shown
        ]
        context = {
            "page": page,
            "pairs": pairs,
            "is_cut": page.paginator.count >= duplicates.MOST,
            "most": duplicates.MOST,
        }
        return self.merge_page(request, "duplicates", _("Records that may be one"), context)

    def apart_view(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_merge_permission(request):
            raise PermissionDenied
        form = PairForm(request.POST)
        if form.is_valid() and form.cleaned_data["first"] != form.cleaned_data["second"]:
            first, second = form.cleaned_data["first"], form.cleaned_data["second"]
            duplicates.part(first, second, by=request.user)
            messages.success(
                request,
                _("“%(first)s” and “%(second)s” are two; they will not be proposed again.")
                % {"first": first, "second": second},
            )
        else:
            messages.error(request, _("One of the two records is no longer there."))
        return HttpResponseRedirect(reverse("admin:entities_entity_duplicates"))

    def again_view(self, request):
        """The two may be one after all: they are proposed again, and back to their page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_merge_permission(request):
            raise PermissionDenied
        form = PairForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("One of the two records is no longer there."))
            return HttpResponseRedirect(reverse("admin:entities_entity_duplicates"))
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        duplicates.ask_again(first, second)
        messages.success(
            request,
            _("“%(first)s” and “%(second)s” may be proposed as one again.")
            % {"first": first, "second": second},
        )
        return HttpResponseRedirect(merge_address(first.pk, second.pk))

    def merge_view(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied
        asked = PairForm(request.GET)
        if not asked.is_valid():
            messages.error(request, _("One of the two records is no longer there."))
            return HttpResponseRedirect(reverse("admin:entities_entity_changelist"))
        pair = [asked.cleaned_data["first"], asked.cleaned_data["second"]]
        refusal = merging.why_not(*pair) and merging.why_not(*reversed(pair))
        form = MergeForm(
            request.POST or None, pair=pair, initial={"survivor": likely_survivor(pair)}
        )
        if request.method == "POST" and not refusal and form.is_valid():
            merge = self.try_to_merge(request, pair, form.cleaned_data)
            if merge is not None:
                return HttpResponseRedirect(reverse("admin:entities_merge_change", args=[merge.pk]))
        context = {
            "cards": list(cards([e.pk for e in pair]).values()),
            "moving": [] if refusal else moving(*pair),
            "pair": pair,
            "parted": duplicates.parted(*pair),
            "form": form,
            "refusal": refusal,
            "loses_page": len({e.page for e in pair}) == 2,
        }
        return self.merge_page(request, "merge", _("Merge two records"), context)

    def try_to_merge(self, request, pair, wishes):
        survivor = wishes["survivor"]
        [gone] = [entity for entity in pair if entity != survivor]
        try:
            merge = merging.merge(
                gone,
                into=survivor,
                by=request.user,
                reason=wishes["reason"],
                although_protected=wishes.get("although_protected", False),
            )
        except merging.MergeRefused as refusal:
            messages.error(request, str(refusal))
            return None
        messages.success(
            request, _("“%(gone)s” is now “%(survivor)s”.") % {"gone": gone, "survivor": survivor}
        )
        tell_progress(request, merge)
        return merge

    def merge_page(self, request, name, title, context):
        return TemplateResponse(
            request,
            f"admin/entities/entity/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "media": self.media,
                **context,
            },
        )

    @admin.action(description=gettext_lazy("Merge two records"), permissions=["merge"])
    def merge_two(self, request, queryset):
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) != 2:
            self.message_user(request, _("Choose the two records that are one."), messages.ERROR)
            return None
        return HttpResponseRedirect(merge_address(*pks))


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    """What was merged, how far the published stories are, and the way back."""

    list_display = ["gone", "survivor", "reason", "made_by", "made_at", "progress", "state"]
    list_select_related = ["gone", "survivor", "made_by", "undone_by"]
    list_per_page = 50
    search_fields = ["gone__folded_name", "survivor__folded_name"]
    fields = [
        ("gone", "survivor"),
        "reason",
        ("made_by", "made_at"),
        "progress",
        ("undone_by", "undone_at"),
        "left",
    ]
    # articles.merging writes them, and nobody by a form.
    readonly_fields = [
        "gone",
        "survivor",
        "reason",
        "made_by",
        "made_at",
        "undone_by",
        "undone_at",
        "progress",
        "left",
    ]
    change_form_template = "admin/entities/merge/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("fixes")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("published stories"))
    def progress(self, merge):
        fixes = sorted(merge.fixes.all(), key=lambda fix: fix.pk)
        return progress_text(fixes[-1]) if fixes else _("none concerned")

    @admin.display(description=gettext_lazy("state"))
    def state(self, merge):
        return _("merged") if merge.undone_at is None else _("undone")

    @admin.display(description=gettext_lazy("left as they are"))
    def left(self, merge):
        return "; ".join(left_texts(merge)) or "–"

    def get_urls(self):
        undo = path(
            "<int:merge_id>/undo/",
            self.admin_site.admin_view(self.undo_view),
            name="entities_merge_undo",
        )
        return [undo, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_merge = request.user.has_perm("entities.merge_entity")
        context["may_undo"] = obj is not None and obj.undone_at is None and may_merge
        return super().render_change_form(request, context, add, change, form_url, obj)

    def undo_view(self, request, merge_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        merge = get_object_or_404(Merge.objects.select_related("gone", "survivor"), pk=merge_id)
        try:
            merge = merging.undo(merge, by=request.user)
        except merging.MergeRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("“%(gone)s” is a record of its own again.") % {"gone": merge.gone}
            )
            for text in left_texts(merge):
                messages.warning(request, text)
            tell_progress(request, merge)
        return HttpResponseRedirect(reverse("admin:entities_merge_change", args=[merge.pk]))


def merge_address(first: int, second: int) -> str:
    query = urlencode({"first": first, "second": second})
    return f"{reverse('admin:entities_entity_merge')}?{query}"


def tell_progress(request, merge: Merge) -> None:
    fix = Fix.objects.filter(merge=merge).order_by("-pk").first()
    if fix is not None and fix.finished_at is None:
        messages.info(
            request,
            ngettext(
                "The name is being corrected in %d published story.",
                "The name is being corrected in %d published stories.",
                fix.total,
            )
            % fix.total,
        )


def progress_text(fix: Fix) -> str:
    done = f"{fix.done}/{fix.total}"
    if fix.failed:
        failed = _("left as they are: %(stories)s") % {"stories": ", ".join(map(str, fix.failed))}
        return f"{done}; {failed}"
    return done


def left_texts(merge: Merge) -> list[str]:
    """Return a sentence for each kind of row that an undo left, because it was changed since."""
    details = _("details of the record")
    labels = {target(name)[0]._meta.label: rule.label for name, rule in RULES.items() if rule.label}
    # Of these a merging fills details, beside the rows that it moves.
    labels |= dict.fromkeys(["entities.Entity", "entities.Organisation"], details)
    return [
        _("Changed since and left as they are: %(what)s (%(count)d).")
        % {"what": labels.get(name, details), "count": count}
        for name, count in merge.moved.get("left", {}).items()
    ]

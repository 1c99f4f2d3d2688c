"""Pages on which the desk looks at two photos that are alike, joins them, and takes that back."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import joining_facts, photo_joining, samenesses
from articles.joining_facts import Source
from articles.photo_joining import JoinRefused
from photos import likeness
from photos.models import AlikePhotos, Photo, PhotoJoining

PAIRS_A_PAGE = 20


class PairForm(forms.Form):
    """Two photos, from an address or a button."""

    first = forms.ModelChoiceField(Photo.objects.with_credit())
    second = forms.ModelChoiceField(Photo.objects.with_credit())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") == cleaned.get("second"):
            raise forms.ValidationError(_("A photo is not joined to itself."))
        return cleaned


class OtherForm(forms.Form):
    other = forms.ModelChoiceField(
        Photo.objects.all(),
        label=gettext_lazy("No. of the other photo"),
        widget=forms.NumberInput(attrs={"min": 1}),
    )


class JoinForm(forms.Form):
    """Which photo stays, and whose words stand, field by field where the two differ."""

    kept = forms.ChoiceField(label=gettext_lazy("Which photo stays"), widget=forms.RadioSelect)
    reason = forms.CharField(label=capfirst(gettext_lazy("why")), required=False, max_length=500)

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = {str(photo.pk): photo for photo in pair}
        kept, gone = likely_first(pair)
        self.fields["kept"].choices = [(pk, named(photo)) for pk, photo in self.pair.items()]
        self.fields["kept"].initial = str(kept.pk)
        for one in joining_facts.differences(kept, gone):
            said = {str(kept.pk): one.kept, str(gone.pk): one.gone}
            choices = [(pk, said[pk] or _("(nothing)")) for pk in self.pair]
            initial = {Source.KEPT: str(kept.pk), Source.GONE: str(gone.pk)}
            if one.field == "people":
                choices.append((Source.BOTH.value, _("All of them")))
            self.fields[one.field] = forms.ChoiceField(
                label=capfirst(one.label),
                choices=choices,
                initial=initial.get(one.proposed, Source.BOTH.value),
                widget=forms.RadioSelect,
            )
        self.order_fields(["kept", *joining_facts.LABELS, "reason"])

    @property
    def photos(self):
        """The photo that stays and the one that goes."""
        kept = self.cleaned_data["kept"]
        [gone] = self.pair.keys() - {kept}
        return self.pair[kept], self.pair[gone]

    @property
    def chosen(self):
        sources = {self.cleaned_data["kept"]: Source.KEPT, Source.BOTH.value: Source.BOTH}
        asked = self.fields.keys() & joining_facts.LABELS.keys()
        return {name: sources.get(self.cleaned_data[name], Source.GONE) for name in asked}


def likely_first(pair):
    """The larger picture first, which is good for every page; of two the older."""
    return sorted(pair, key=lambda photo: (-photo.width * photo.height, photo.pk))


def named(photo):
    return _("No. %(number)d, %(width)d × %(height)d") % {
        "number": photo.pk,
        "width": photo.width,
        "height": photo.height,
    }


class JoinViews:
    """The pages of PhotoAdmin that make one of two photos."""

    def join_urls(self):
        pages = {
            "alike/": (self.alike_view, "alike"),
            "alike/apart/": (self.apart_view, "apart"),
            "join/": (self.join_view, "join"),
            "joinings/<int:joining_id>/undo/": (self.undo_joining_view, "undo_joining"),
            "<int:photo_id>/join/": (self.other_view, "other"),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"photos_photo_{name}")
            for route, (view, name) in pages.items()
        ]

    def alike_view(self, request):
        """The pairs that nobody answered, the likest first."""
        photo_joining.allow(request.user)
        rows = AlikePhotos.objects.open().order_by("apart", "-pk")
        page = Paginator(rows, PAIRS_A_PAGE).get_page(request.GET.get("p"))
        pks = {pk for pair in page for pk in [pair.first_id, pair.second_id]}
        cards = samenesses.cards(pks)
        pairs = [(cards[pair.first_id], cards[pair.second_id]) for pair in page]
        context = {"pairs": pairs, "page": page}
        return self.rights_page(request, "alike", _("Photos that may be one"), context)

    @method_decorator(require_POST)
    def apart_view(self, request):
        photo_joining.allow(request.user)
        form = PairForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("One of the two photos is no longer there."))
            return HttpResponseRedirect(reverse("admin:photos_photo_alike"))
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        likeness.part(first, second, by=request.user)
        told = {"first": first.pk, "second": second.pk}
        sentence = _("No. %(first)d and no. %(second)d are two pictures; nobody is asked again.")
        messages.success(request, sentence % told)
        return HttpResponseRedirect(reverse("admin:photos_photo_alike"))

    def other_view(self, request, photo_id):
        """Which photo is the same as this one: those alike, or any by its number."""
        photo_joining.allow(request.user)
        photo = get_object_or_404(Photo, pk=photo_id)
        form = OtherForm(request.GET if "other" in request.GET else None)
        if form.is_bound and form.is_valid():
            return HttpResponseRedirect(join_address(photo.pk, form.cleaned_data["other"].pk))
        pairs = AlikePhotos.objects.open().of(photo).order_by("apart", "-pk")
        others = [p.second_id if p.first_id == photo.pk else p.first_id for p in pairs]
        cards = samenesses.cards(others)
        context = {"photo": photo, "form": form, "cards": [cards[pk] for pk in others]}
        return self.rights_page(request, "other", _("Join with another photo"), context)

    def join_view(self, request):
        photo_joining.allow(request.user)
        asked = PairForm(request.GET)
        if not asked.is_valid():
            messages.error(request, _("One of the two photos is no longer there."))
            return HttpResponseRedirect(reverse("admin:photos_photo_alike"))
        pair = [asked.cleaned_data["first"], asked.cleaned_data["second"]]
        form = JoinForm(request.POST or None, pair=pair)
        refusal = self.why_not(pair)
        if request.method == "POST" and not refusal and form.is_valid():
            return self.joined(request, form)
        cards = samenesses.cards(photo.pk for photo in pair)
        context = {"cards": [cards[photo.pk] for photo in pair], "form": form, "refusal": refusal}
        return self.rights_page(request, "join", _("Join two photos"), context)

    def why_not(self, pair):
        """Neither way round: an awaiting photo may still go."""
        return photo_joining.why_not(*pair) and photo_joining.why_not(*reversed(pair))

    def joined(self, request, form):
        """What was asked: shown first, and done when it is confirmed."""
        kept, gone = form.photos
        wishes = {"by": request.user, "chosen": form.chosen}
        try:
            if "confirmed" not in request.POST:
                found = photo_joining.preview(kept, gone, **wishes)
                sent = [(k, v) for k, values in request.POST.lists() for v in values]
                context = {"kept": kept, "gone": gone, "found": found, "sent": sent}
                return self.rights_page(request, "join_confirm", _("Join two photos"), context)
            reason = form.cleaned_data["reason"]
            joining = photo_joining.join(kept, gone, reason=reason, **wishes)
        except JoinRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(join_address(kept.pk, gone.pk))
        self.tell_joined(request, joining)
        return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[kept.pk]))

    def tell_joined(self, request, joining):
        numbers = {"kept": joining.kept_id, "gone": joining.gone_id}
        if joining.undone_at is None:
            sentence = _("No. %(gone)d was joined to no. %(kept)d.") % numbers
        else:
            sentence = _("No. %(gone)d is a photo of its own again.") % numbers
        logged = f"{sentence} {joining.reason}".strip()
        for photo in [joining.kept, joining.gone]:
            self.log_change(request, photo, logged)
        messages.success(request, sentence)
        for sentence in left_texts(joining):
            messages.warning(request, sentence)
        self.tell(request, joining.fixes.first())
        self.warn_of_rights(request, joining.kept)

    @method_decorator(require_POST)
    def undo_joining_view(self, request, joining_id):
        joining = get_object_or_404(PhotoJoining, pk=joining_id)
        try:
            joining = photo_joining.undo(joining, by=request.user)
        except JoinRefused as refusal:
            messages.error(request, str(refusal))
        else:
            self.tell_joined(request, joining)
        return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[joining.kept_id]))

    def survivor_address(self, request, photo_id):
        """The page of the photo that this one was joined to, or "" for one of its own."""
        number = int(photo_id) if str(photo_id).isdecimal() and len(str(photo_id)) < 19 else 0
        into = Photo.objects.filter(pk=number).values_list("joined_into", flat=True).first()
        if into is None or not self.has_view_permission(request):
            return ""
        told = {"gone": number, "kept": into}
        messages.info(request, _("No. %(gone)d was joined to no. %(kept)d.") % told)
        return reverse("admin:photos_photo_change", args=[into])


def left_texts(joining):
    """Return a sentence where an undo left rows that were changed since."""
    left = sum(joining.moved.get("left", {}).values())
    if not left:
        return []
    return [_("Changed since, and left as they are: %(count)d rows.") % {"count": left}]


def join_address(first: int, second: int) -> str:
    query = urlencode({"first": first, "second": second})
    return f"{reverse('admin:photos_photo_join')}?{query}"

"""What is done and told once the rows of a story's form are written."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import naming
from articles.richtext import pictures_in


def tell_of_pictures(request, form):
    """Pictures that came with pasted text: the text keeps none, and that is said."""
    if form.awaited:
        sentence = ngettext(
            "%d pasted picture with a caption is awaited now: give it its file.",
            "%d pasted pictures with a caption are awaited now: give them their files.",
            form.awaited,
        )
        messages.info(request, sentence % form.awaited)
    if count := pictures_in(form.cleaned_data.get("body", "")) - form.awaited:
        sentence = ngettext(
            "%d picture that was pasted into the text is not kept. Upload it by “Insert a photo”.",
            "%d pictures that were pasted into the text are not kept. "
            "Upload them by “Insert a photo”.",
            count,
        )
        messages.warning(request, sentence % count)


def settle_names(request, form):
    """Write the decisions; return the names that were found in the text."""
    choices = form.cleaned_data.get("fresh_decisions", [])
    settled = naming.settle(form.instance, choices, by=request.user)
    if settled.unlinked:
        messages.warning(
            request,
            _("Not on record, and so no links any more: %(names)s.")
            % {"names": ", ".join(f"“{words[:80]}”" for words in settled.unlinked[:10])},
        )
    for text in settled.refused[:10]:
        messages.warning(request, naming.not_meant_any_more(text))
    return settled.found

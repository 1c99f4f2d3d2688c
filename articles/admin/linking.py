"""What the editor's dialog for links asks while somebody types."""

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.ids import id_of
from articles import addresses, linking


class LinkViews:
    """For ArticleAdmin."""

    def linking_urls(self):
        view = self.admin_site.admin_view(self.linking_view)
        return [path("linking/", view, name="articles_article_linking")]

    @method_decorator(require_GET)
    def linking_view(self, request):
        """
        Stories for `q`, words or an address of ours: {"stories": [{path, headline, note, mark}]}.

        `story` is the one that is written: nobody means itself. {"say"} where an address leads to
        a story that may not be linked; {"page"} where it is another page of ours.
        """
        if not self.has_view_or_change_permission(request):
            return JsonResponse({"message": _("Your role does not allow this step.")}, status=403)
        typed, now = request.GET.get("q", "").strip(), timezone.now()
        address = addresses.path_of(typed) if "/" in typed and " " not in typed else None
        if address is not None:
            return JsonResponse(self._at(address, request.user, now))
        found = linking.find(
            typed, by=request.user, now=now, besides=id_of(request.GET.get("story", ""))
        )
        return JsonResponse({"stories": [_shown(target) for target in found]})

    def _at(self, address: str, user, now) -> dict:
        number = addresses.story_at(address)
        if number is not None:
            target = linking.at(number, by=user, now=now)
            if target is None:
                return {"stories": [], "say": _("Readers cannot open the story at this address.")}
            return {"stories": [_shown(target)]}
        name, _given = addresses.view_at(address)
        if name.startswith("public:"):
            return {"stories": [], "page": address}
        return {"stories": [], "say": _("This address is no page that readers can open.")}


def _shown(target: linking.Target) -> dict[str, str | int]:
    day = timezone.localtime(target.first_published_at)
    return {
        "story": target.article,
        "path": target.path,
        "headline": target.headline,
        "note": f"{target.section} · {day:%d/%m/%Y}",
        "mark": target.visible_from
        and _("visible from %(moment)s")
        % {"moment": f"{timezone.localtime(target.visible_from):%H:%M, %d/%m/%Y}"},
    }

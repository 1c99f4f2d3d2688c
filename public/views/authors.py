import json
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from articles.models import BylineRole, Edition
from public.filled import page
from public.heads import page_facts
from public.moved import moved_to
from public.paging import Listing
from public.shell import list_parts
from public.statements import Statement
from vietnamese.slugs import slugify
from vietnamese.sources import is_newsroom, names_nobody

# What is said of an author is what stands in the newest of the stories.
LOOKED_AT = 20
ROLES = {
    BylineRole.REPORTER: pgettext_lazy("what an author does", "Writes"),
    BylineRole.PHOTOGRAPHER: pgettext_lazy("what an author does", "Photographs"),
    BylineRole.TRANSLATOR: pgettext_lazy("what an author does", "Translates"),
    BylineRole.COMPILER: pgettext_lazy("what an author does", "Compiles"),
}

_signed = Listing(lambda author: Q(authors__author=author), keys=["author"], through="authors__")
_bylines = Statement(
    lambda now, author: (
        Edition.objects.public(now)
        .stories()
        .filter(authors__author=author)
        .order_by("-authors__first_published_at", "-authors__article_id")
        .values_list("authors__name", "authors__roles")[:LOOKED_AT]
    ),
    moments=["now"],
    keys=["author"],
)


def author(request: HttpRequest, slug: str, author_id: int) -> HttpResponse:
    """The stories that somebody signed, under the name that signs the newest of them."""
    now = timezone.now()
    bylines = _bylines.rows(now=now, author=author_id)
    if not bylines:
        raise Http404
    name = bylines[0][0]
    path = reverse("public:author", args=[slugify(name), author_id])
    if request.path != path:
        return moved_to(request, path)
    # A database gives JSON as text.
    done = {role for _name, roles in bylines for role in json.loads(roles)}
    found = _signed.page(request.GET, now, author=author_id)
    parts = list_parts(path, found, name=name)
    if not (is_newsroom(name) or names_nobody(name)):
        # Where the author of a story leads to is the page of somebody.
        who = {"@type": "Person", "name": name, "url": f"{settings.SITE_URL}{path}"}
        profile: dict[str, Any] = {"@type": "ProfilePage", "mainEntity": who}
        parts["facts"] = page_facts(parts["canonical"], name, **profile)
    return HttpResponse(
        page(
            "public/author.html",
            {
                "author.does": " · ".join(
                    str(word) for role, word in ROLES.items() if role in done
                ),
                **parts,
            },
        )
    )

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.models import Topic
from public.filled import page
from public.moved import moved_to
from public.paging import Listing
from public.shell import list_parts
from vietnamese.slugs import slugify

_under = Listing(lambda topic: Q(topics__topic=topic), keys=["topic"], through="topics__")


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    record = of_slug(slug)
    path = reverse("public:topic", args=[record.slug])
    if request.path != path:
        return moved_to(request, path)
    found = _under.page(request.GET, timezone.now(), lead=True, topic=record.pk)
    if not found.stories:
        raise Http404
    return HttpResponse(
        page(
            "public/topic.html",
            {
                "topic.path": path,
                **list_parts(path, found, name=record.name, lead=True),
            },
        )
    )


def of_slug(slug: str) -> Topic:
    """Return the topic with this slug, or with what `slugify` makes of it; 404 without one."""
    # An editor may have chosen a slug that slugify would not make.
    record = Topic.objects.filter(slug=slug).first()
    return record or get_object_or_404(Topic, slug=slugify(slug, default=""))

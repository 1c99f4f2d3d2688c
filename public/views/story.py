from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from articles.models import Edition, EditionKind
from public.chrome import chrome
from public.related import related_stories


def story(request: HttpRequest, section: str, slug: str, article_id: int) -> HttpResponse:
    now = timezone.now()
    editions = Edition.objects.public(now).defer("facts", "reason")
    edition = get_object_or_404(editions, article_id=article_id)
    if edition.kind == EditionKind.NOTICE:
        notice = Edition.objects.values_list("facts__notice", flat=True).get(pk=edition.pk)
        return render(
            request, "public/withdrawn.html", {"chrome": chrome(), "notice": notice}, status=410
        )
    if request.path != edition.path:
        return redirect(edition.path, permanent=True)
    return render(
        request,
        "public/story.html",
        {
            "chrome": chrome(),
            "edition": edition,
            "canonical": f"{settings.SITE_URL}{edition.path}",
            "current_section": edition.section_path,
            "related": related_stories(edition, now),
        },
    )

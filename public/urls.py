from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from public.views import entities, lists, story

app_name = "public"

urlpatterns = [
    path("", lists.front, name="front"),
    # Public renditions only, as photos.models.rendition names them; in production nginx answers
    # this address (deploy/nginx.conf).
    re_path(
        r"^media/(?P<path>anh/[0-9a-f]{32}\.[a-z]{3,4})$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("nhan-vat/<slug:slug>-<int:entity_id>/", entities.person, name="person"),
    path("to-chuc/<slug:slug>-<int:entity_id>/", entities.organisation, name="organisation"),
    path("<slug:section>/", lists.section, name="section"),
    path("<slug:section>/<slug:slug>-<int:article_id>/", story.story, name="story"),
]

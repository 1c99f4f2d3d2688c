from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from public import preview
from public.views import corrections, entities, lists, story

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
    path("cai-chinh/", corrections.corrections, name="corrections"),
    path("nhan-vat/<slug:slug>-<int:entity_id>/", entities.person, name="person"),
    path("to-chuc/<slug:slug>-<int:entity_id>/", entities.organisation, name="organisation"),
    path("xem-truoc/<str:token>/", preview.guest, name="preview"),
    path("xem-truoc/<str:token>/anh/<slug:key>/", preview.guest_photo, name="preview-photo"),
    path("xem-truoc/phien-ban/<int:revision_id>/", preview.desk, name="preview-desk"),
    path(
        "xem-truoc/phien-ban/<int:revision_id>/anh/<slug:key>/",
        preview.desk_photo,
        name="preview-desk-photo",
    ),
    path("<slug:section>/", lists.section, name="section"),
    path("<slug:section>/<slug:slug>-<int:article_id>/", story.story, name="story"),
]

from django.urls import path, re_path, register_converter

from public import preview
from public.converters import FeedFormat, Further, KindOfPage, Name, TwoDigits, Words, Year
from public.views import (
    archive,
    authors,
    corrections,
    directories,
    entities,
    feeds,
    front,
    galleries,
    lists,
    oembed,
    paper,
    pictures,
    search,
    sitemaps,
    story,
    topics,
    wellknown,
)

app_name = "public"

register_converter(FeedFormat, "format")
register_converter(Further, "further")
register_converter(KindOfPage, "kind")
register_converter(Name, "name")
register_converter(TwoDigits, "two")
register_converter(Words, "words")
register_converter(Year, "year")

FEED = "tin.<format:format>"

urlpatterns = [
    path("", front.front, name="front"),
    # Public renditions only, as photos.models.rendition names them; in production nginx answers
    # this address where it has the file (deploy/nginx.conf).
    re_path(r"^media/(?P<path>anh/[0-9a-f]{32}\.[a-z]{3,4})$", pictures.picture),
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem/goi-y/", search.suggest, name="search-suggestions"),
    path("cai-chinh/", corrections.corrections, name="corrections"),
    path("gioi-thieu/", paper.about, name="about"),
    path("lien-he/", paper.contact, name="contact"),
    path("nhan-vat/", directories.people, name="people"),
    path("to-chuc/", directories.organisations, name="organisations"),
    path("nhan-vat/<words:slug>-<int:entity_id>/", entities.person, name="person"),
    path("to-chuc/<words:slug>-<int:entity_id>/", entities.organisation, name="organisation"),
    path("chu-de/<words:slug>/", topics.topic, name="topic"),
    path("tac-gia/<words:slug>-<int:author_id>/", authors.author, name="author"),
    path("luu-tru/", archive.index, name="archive"),
    path("luu-tru/<year:year>/", archive.year, name="archive-year"),
    path("luu-tru/<year:year>/<two:month>/", archive.month, name="archive-month"),
    path("luu-tru/<year:year>/<two:month>/<two:day>/", archive.day, name="archive-day"),
    path("anh/", galleries.galleries, name="galleries"),
    path("xem-truoc/trang-nhat/", preview.front, name="preview-front"),
    path("xem-truoc/<str:token>/", preview.guest, name="preview"),
    path("xem-truoc/<str:token>/anh/<slug:key>/", preview.guest_photo, name="preview-photo"),
    path("xem-truoc/phien-ban/<int:revision_id>/", preview.desk, name="preview-desk"),
    path(
        "xem-truoc/phien-ban/<int:revision_id>/anh/<slug:key>/",
        preview.desk_photo,
        name="preview-desk-photo",
    ),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap-news"),
    path("sitemap-tin-moi-<further:page>.xml", sitemaps.news, name="sitemap-news"),
    path("sitemap-trang.xml", sitemaps.lists, name="sitemap-lists"),
    path("sitemap-<kind:word>-<int:page>.xml", sitemaps.pages, name="sitemap-pages"),
    path("oembed", oembed.oembed, name="oembed"),
    path(FEED, feeds.paper, name="feed"),
    path(f"nhan-vat/<words:slug>-<int:entity_id>/{FEED}", feeds.person, name="person-feed"),
    path(
        f"to-chuc/<words:slug>-<int:entity_id>/{FEED}",
        feeds.organisation,
        name="organisation-feed",
    ),
    path(f"chu-de/<words:slug>/{FEED}", feeds.topic, name="topic-feed"),
    path(
        "<words:section>/<words:slug>-<int:article_id>/tin.ninjs", feeds.story, name="story-ninjs"
    ),
    path(f"<slug:section>/{FEED}", feeds.section, name="section-feed"),
    path("<name:section>/", lists.section, name="section"),
    path("<words:section>/<words:slug>-<int:article_id>/", story.story, name="story"),
    path(
        "<words:section>/<words:slug>-<int:article_id>/anh/",
        galleries.gallery,
        name="story-gallery",
    ),
]

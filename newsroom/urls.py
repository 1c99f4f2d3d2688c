from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("public.urls")),
]

handler400 = "public.errors.bad_request"
handler404 = "public.errors.not_found"
handler500 = "public.errors.server_error"

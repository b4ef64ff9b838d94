"""Every address: the public site, the desk, the API."""

from django.urls import include, path, re_path

from corrigenda.web.api.errors import no_such_address

urlpatterns = [
    path("desk/", include("corrigenda.web.desk.urls")),
    path("account/", include("corrigenda.web.account_urls")),
    path("api/v1/", include("corrigenda.web.api.urls")),
    re_path(r"^api/(?P<rest>.*)$", no_such_address),
    path("", include("corrigenda.web.public.urls")),
]

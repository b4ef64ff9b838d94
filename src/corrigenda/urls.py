"""Every address: the public site, the desk, the API."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path(prefix, include(module))
    for prefix, module in (
        ("desk/", "corrigenda.web.desk.urls"),
        ("account/", "corrigenda.web.account_urls"),
        ("api/v1/", "corrigenda.web.api.urls"),
        ("", "corrigenda.web.public.urls"),
    )
    if find_spec(module)  # TEMPORARY
]

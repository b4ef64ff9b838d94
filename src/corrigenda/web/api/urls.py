"""Addresses of the API. What is none of them is refused in the API's own shape."""

from django.urls import URLPattern, re_path

from corrigenda.web.api.errors import in_one_shape, no_such_address
from corrigenda.web.api.operations import api

app_name = "api"
operations, _app_name, _namespace = api.urls
for address in operations:
    if isinstance(address, URLPattern):
        address.callback = in_one_shape(address.callback)

urlpatterns = [*operations, re_path(r"^(?P<rest>.*)$", no_such_address, name="no_such_address")]

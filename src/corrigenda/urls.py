"""Every address: the public site, the desk, the API."""

urlpatterns: list[object] = []

"""Public ids and tokens in addresses: what does not look like one reaches no view."""

from django.urls import register_converter


class OpaqueId:
    """A public id or a token: URL-safe characters only."""

    regex = "[A-Za-z0-9_-]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(OpaqueId, "opaque")

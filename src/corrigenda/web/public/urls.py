"""Addresses of the public site."""

from django.urls import path, register_converter

from corrigenda.web.public import ask, chat, corrections, health, pages, register

app_name = "public"


class PublicId:
    """The id of a fact-check, as it stands in addresses."""

    regex = r"[A-Za-z0-9_-]{8,16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "public_id")

urlpatterns = [
    path("", ask.front, name="front"),
    path("ask", ask.ask, name="ask"),
    path("receipt", ask.find_receipt, name="find_receipt"),
    path("r/<str:receipt>", ask.receipt, name="receipt"),
    path("r/<str:receipt>/not-this", ask.not_this, name="not_this"),
    path("search", register.search, name="search"),
    path("fact-checks", register.fact_checks, name="fact_checks"),
    path("fact-checks/<public_id:public_id>", register.fact_check, name="fact_check"),
    path("explainers", register.explainers, name="explainers"),
    path("feed.atom", register.feed, name="feed"),
    path("corrections", corrections.corrections, name="corrections"),
    path("corrections.atom", corrections.feed, name="corrections_feed"),
    path("about", pages.about, name="about"),
    path("method", pages.method, name="method"),
    path("privacy", pages.privacy, name="privacy"),
    path("stats", pages.stats, name="stats"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("demo/chat", chat.chat, name="chat"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

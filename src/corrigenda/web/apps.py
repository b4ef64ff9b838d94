"""Django entry for the screens."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "corrigenda.web"
    label = "web"

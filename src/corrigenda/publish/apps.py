"""Django entry for publish."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "corrigenda.publish"
    label = "publish"

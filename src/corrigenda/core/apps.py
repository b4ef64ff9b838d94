"""Django entry for core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "corrigenda.core"
    label = "core"

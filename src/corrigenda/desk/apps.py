"""Django entry for desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "corrigenda.desk"
    label = "desk"

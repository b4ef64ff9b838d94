"""Django entry for demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "corrigenda.demo"
    label = "demo"

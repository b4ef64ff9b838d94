"""Django entry for intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "corrigenda.intake"
    label = "intake"

"""Django entry for matching."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "corrigenda.matching"
    label = "matching"

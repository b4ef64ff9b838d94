"""Django entry for stats."""

from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "corrigenda.stats"
    label = "stats"

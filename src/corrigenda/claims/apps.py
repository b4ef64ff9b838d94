"""Django entry for claims."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "corrigenda.claims"
    label = "claims"

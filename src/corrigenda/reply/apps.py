"""Django entry for reply."""

from django.apps import AppConfig


class ReplyConfig(AppConfig):
    name = "corrigenda.reply"
    label = "reply"

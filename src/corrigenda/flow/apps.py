"""Django entry for flow: joins the steps when Django is ready."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "corrigenda.flow"
    label = "flow"

    def ready(self) -> None:
        from corrigenda.flow import wiring

        wiring.connect()

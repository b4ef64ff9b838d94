"""Django entry for flow: joins the steps when Django is ready."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "corrigenda.flow"
    label = "flow"

    def ready(self) -> None:
        try:
            from corrigenda.flow import wiring
        except ImportError:  # TEMPORARY while the steps are being written
            return
        wiring.connect()

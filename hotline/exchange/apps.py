from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "hotline.exchange"
    label = "exchange"

    def ready(self) -> None:
        from hotline.exchange import reporting  # noqa: F401  (follows the events of orders from above)
        from hotline.exchange.delivering import REPORTS
        from interaction.notices.delivery import register

        register(REPORTS)

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "interaction.publicity.subscriptions"
    label = "subscriptions"

    def ready(self) -> None:
        from interaction.backups.erasures import erases_again
        from interaction.publicity.subscriptions.subscribing import PURPOSE, leave_again

        erases_again(PURPOSE, leave_again)

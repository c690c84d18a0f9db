from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "interaction.publicity.subscriptions"
    label = "subscriptions"

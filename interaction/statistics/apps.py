from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "interaction.statistics"
    label = "statistics"

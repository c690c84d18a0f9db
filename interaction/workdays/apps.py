from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "interaction.workdays"
    label = "workdays"

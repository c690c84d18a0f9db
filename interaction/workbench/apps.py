from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "interaction.workbench"
    label = "workbench"

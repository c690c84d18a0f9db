from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "interaction.workflow"
    label = "workflow"

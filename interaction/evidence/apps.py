from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "interaction.evidence"
    label = "evidence"

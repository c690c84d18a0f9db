from django.apps import AppConfig, apps


class WorkflowConfig(AppConfig):
    name = "interaction.workflow"
    label = "workflow"

    def ready(self) -> None:
        from interaction.evidence.matter import kind_of, log_of, part_of
        from interaction.workflow.models import Document, LogEntry

        # A document is its own row, or rows where a kind has a table beside the common one, and its log.
        for model in apps.get_models():
            if issubclass(model, Document):
                kind = model.logged_as()
                if not kind_of(kind).parts:
                    log_of(kind, LogEntry, of="kind", key="key")
                    kind_of(kind).key = model._meta.pk.to_python
                part_of(kind, without=model.FREE)(model)

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "hotline.appraisal"
    label = "appraisal"

    def ready(self) -> None:
        from hotline.appraisal import deductions  # noqa: F401  (follows the orders' events)
        from hotline.appraisal.todos import waiting
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)

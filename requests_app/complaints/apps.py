from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "requests_app.complaints"
    label = "complaints"

    def ready(self) -> None:
        from interaction.casework.channels import DeskPage, offer
        from interaction.organs.models import Role
        from interaction.workflow.todos import offer_todos
        from requests_app.complaints import steps  # noqa: F401  (declares what is done to complaints)
        from requests_app.complaints.todos import waiting

        offer(DeskPage(_("公开工作投诉"), "complaints:index", (Role.SUPERVISOR,)))
        offer_todos(waiting)

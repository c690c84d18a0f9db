from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "interaction.archive"
    label = "archive"

    def ready(self) -> None:
        from interaction.archive import appraising, entering, handing_over  # noqa: F401  (each declares its steps)
        from interaction.archive.todos import waiting
        from interaction.casework.channels import DeskPage, offer
        from interaction.organs.models import Role
        from interaction.workflow.todos import offer_todos

        offer(DeskPage(_("档案"), "archive:index", (Role.ARCHIVIST, Role.PUBLISHER)))
        offer_todos(waiting)

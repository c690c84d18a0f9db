from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "interaction.outreach"
    label = "outreach"

    def ready(self) -> None:
        from interaction.casework.channels import DeskPage, offer
        from interaction.casework.signals import event_recorded
        from interaction.outreach.authority import EDITORS
        from interaction.outreach.indexing import follow, provide_all
        from interaction.outreach.questions import note_event
        from interaction.outreach.todos import waiting
        from interaction.outreach.workflow import publish  # noqa: F401  (declares what can be done to entries)
        from interaction.workflow.signals import document_changed
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)
        offer(DeskPage(_("公告和活动"), "outreach_desk:index", tuple(EDITORS)))
        provide_all()
        event_recorded.connect(note_event, dispatch_uid="outreach.questions")
        document_changed.connect(follow, dispatch_uid="outreach.index")

"""What a party added to its case, and took back: it had sent something by mistake."""

from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Condition
from interaction.casework.models import Attachment, Case, Event
from interaction.workflow.forms import ActionForm, TextField


def standing_materials(case: Any) -> list[Event]:
    """What was added and not taken back, the newest first."""
    events = sorted(case.events.all(), key=lambda event: -event.seq)  # read already where a page shows them
    gone = {event.details["material"] for event in events if event.action == "take_back_material"}
    return [event for event in events if event.action == "add_material" and str(event.seq) not in gone]


def mark_taken_back(case: Case, event: Event) -> None:
    """Let the files that came with it say so by their names; they stay what they were."""
    for file in Attachment.objects.filter(case=case, pk__in=event.details.get("files", [])):
        file.name = _t("（已撤回）%(name)s") % {"name": file.name}
        file.save(update_fields=["name"])


material_added = Condition(lambda case, actor: bool(standing_materials(case)), _("没有可以撤回的补充材料。"))


class TakeBackForm(ActionForm):
    material = forms.ChoiceField(label=_("哪一次补充的材料"))
    reason = TextField(label=_("为什么撤回"), max_length=500)

    def prepare(self) -> None:
        self.fields["material"].choices = [
            (str(event.seq), f"{localtime(event.at):%Y-%m-%d %H:%M}") for event in standing_materials(self.case)
        ]

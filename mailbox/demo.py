"""The demo county's mailboxes: the county leader's, and one of each department's and township's head."""

from interaction.organs.models import Organ
from mailbox.models import Mailbox

TITLES = {
    Organ.Kind.GOVERNMENT: "县长信箱", Organ.Kind.DEPARTMENT: "{}长信箱", Organ.Kind.TOWNSHIP: "{}负责人信箱",
    Organ.Kind.COMMITTEE: "{}主任信箱",
}  # fmt: skip


def load_demo() -> None:
    for position, organ in enumerate(Organ.objects.filter(kind__in=TITLES).order_by("path")):
        name = TITLES[Organ.Kind(organ.kind)].format(organ.short_name.removeprefix("县"))
        Mailbox.objects.get_or_create(organ=organ, defaults={"name": name, "position": position})

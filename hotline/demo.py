"""The demo county's hotline: its centre's staff. Classes of matters come with the mailboxes; a county shares them."""

from hotline.centre import hotline_centre
from interaction.organs.demo.accounts import PASSWORD
from interaction.organs.models import Post, Role, Staff
from interaction.replies.models import ReplyTemplate

CENTRE_STAFF = (
    ("huawu", "褚话", Role.CALL_AGENT), ("huawu2", "卫音", Role.CALL_AGENT), ("paidan", "蒋派", Role.INTAKE),
    ("rexian-duban", "沈督", Role.SUPERVISOR), ("rexian-gongkai", "韩开", Role.PUBLISHER),
)  # fmt: skip
TEMPLATES = (
    ("工单办理结果", "您反映的事项已办理：\n一、核实情况：\n二、处理结果：\n三、后续安排：\n如有疑问请拨打 12345。"),
)  # fmt: skip


def load_demo() -> None:
    centre = hotline_centre()
    have = set(Staff.objects.values_list("username", flat=True))
    for username, name, role in CENTRE_STAFF:
        if username not in have:
            staff = Staff.objects.create_user(username, PASSWORD, name=name)
            Post.objects.create(staff=staff, organ=centre, role=role)
    for name, body in TEMPLATES:
        ReplyTemplate.objects.get_or_create(organ=None, channel="order", name=name, defaults={"body": body})

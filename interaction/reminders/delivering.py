"""Handing messages to the robots of chat groups: DingTalk, WeCom, Feishu, by the apprise library."""

import re

from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _

from interaction.notices.delivery import Courier, DeadLetter, NotTaken
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.reminders.models import RobotMessage

# As the apps give it: nothing is sent anywhere else.
ROBOT = re.compile(
    r"https://(?:oapi\.dingtalk\.com/robot/send\?access_token=(?P<dingtalk>[0-9a-zA-Z]{16,128})"
    r"|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=(?P<wecombot>[0-9a-fA-F-]{16,64})"
    r"|open\.feishu\.cn/open-apis/bot/v2/hook/(?P<feishu>[0-9a-zA-Z-]{16,64}))",
    re.ASCII,
)
_SHOWN = 24
_GATEWAY_FAILED = 502


class RobotCourier(Courier[RobotMessage]):
    key, label = "robots", _("群机器人")

    def all(self) -> QuerySet[RobotMessage]:
        return RobotMessage.objects.all()

    def rows(self) -> QuerySet[RobotMessage]:
        return self.all().annotate(lane=Value("robots"))

    def send(self, row: RobotMessage) -> None:
        from apprise import Apprise  # noqa: PLC0415 - a third of a second, and pages have no use for it

        found, robots = ROBOT.fullmatch(row.address), Apprise()
        if found and found.lastgroup:
            robots.add(f"{found.lastgroup}://{found[found.lastgroup]}")
        if not robots.notify(body=row.body):
            raise NotTaken(_GATEWAY_FAILED)

    def is_kept(self, row: RobotMessage) -> bool:
        return False

    def dead_letter(self, row: RobotMessage) -> DeadLetter:
        return DeadLetter(_("群机器人"), f"{row.address[:_SHOWN]}…")

    def is_handled_by(self, actor: Actor) -> bool:
        return Role.ADMINISTRATOR in actor.roles


ROBOTS = RobotCourier()

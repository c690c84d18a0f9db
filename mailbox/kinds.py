"""The kinds of letter, and the lawful grounds for declining one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.limits.telling import with_limits


class Kind(models.TextChoices):
    CONSULTATION = "consultation", _("咨询")
    REQUEST = "request", _("求助")
    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")
    SUGGESTION = "suggestion", _("建议")
    THANKS = "thanks", _("感谢")


class DeclineGround(models.TextChoices):
    NOT_OURS = "not_ours", _("不属于本级政府职权范围（公安、法院、仲裁、检察、人大等）")
    IN_PROCEEDINGS = "in_proceedings", _("已进入行政复议或者诉讼程序")
    PETITION_CLOSED = "petition_closed", _("信访事项已经终结")
    DISCLOSURE = "disclosure", _("属于政府信息公开申请，应当另行申请")
    BEING_HANDLED = "being_handled", _("同一事项正在办理")
    NO_FACTS = "no_facts", _("没有具体事实，也无法与来信人联系")
    ABUSIVE = "abusive", _("谩骂、广告等无关内容")
    EMERGENCY = "emergency", _("紧急情况，应当拨打110、119或者120")


# Where to turn, ground by ground: what the form begins with.
ADVICE = {
    DeclineGround.NOT_OURS: _("您反映的事项请向有权处理的机关提出；不清楚由谁处理的，可以拨打12345咨询。"),
    DeclineGround.IN_PROCEEDINGS: _("请向正在审理的行政复议机关或者人民法院反映。"),
    DeclineGround.PETITION_CLOSED: _("该事项已经依法终结（信访工作条例第三十六条），不再受理。"),
    DeclineGround.DISCLOSURE: with_limits(
        _("请在本网站“申请公开”提出政府信息公开申请，%(reply)s内答复。"), reply="disclosure.reply"
    ),
    DeclineGround.BEING_HANDLED: _("您反映的事项正在办理，请凭原来的编号和查询码查询。"),
    DeclineGround.NO_FACTS: _("请写明时间、地点和具体情况，留下联系方式后重新来信。"),
    DeclineGround.ABUSIVE: _("请就具体事项重新来信。"),
    DeclineGround.EMERGENCY: _("请立即拨打110（报警）、119（火警）或者120（急救）。"),
}

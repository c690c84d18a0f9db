"""The kinds of letter, and the lawful grounds for declining one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    BEING_HANDLED = "being_handled", _("同一事项正在办理")
    NO_FACTS = "no_facts", _("没有具体事实，也无法与来信人联系")
    ABUSIVE = "abusive", _("谩骂、广告等无关内容")
    EMERGENCY = "emergency", _("紧急情况，应当拨打110、119或者120")

"""What an order's steps ask beside role and state, with the words of refusal."""

from django.utils.translation import gettext_lazy as _

from hotline.centre import DESK, works_for_centre
from interaction.casework.actions import Condition
from interaction.organs.actors import SYSTEM
from interaction.publicity.models import Publication
from interaction.replies.drafting import latest
from interaction.workdays.now import today

# Unreachable: three attempts, on different days (hotline.md, the three rates).
ATTEMPTS = 3
from_above = Condition(lambda case, actor: case.is_from_above, _("本件不是上级平台交办的，不能退回上级。"))
not_returned_up_before = Condition(
    lambda case, actor: not case.events.filter(action="ask_return_up").exists(),
    _("上级平台已经决定由本级办理，不能再退回。"),
)
tried_often_enough = Condition(
    lambda case, actor: len(case.days_tried) >= ATTEMPTS,
    _("应当在三个不同的日子各回访一次，仍联系不上的，才能按联系不上办结。"),
)
not_tried_today = Condition(
    lambda case, actor: today() not in case.days_tried, _("今天已经登记过一次联系不上，请改日再回访。")
)
not_asked = Condition(lambda case, actor: not case.asked, _("本件应当电话回访。"))
exclusion_not_asked = Condition(lambda case, actor: not case.exclusion_asked, _("本件已经申请过剔除。"))
exclusion_pending = Condition(
    lambda case, actor: bool(case.exclusion_asked) and case.excluded is None, _("没有待审核的剔除申请。")
)
at_the_hotline = Condition(
    lambda case, actor: actor.kind == SYSTEM or works_for_centre(actor, *DESK),
    _("只有热线中心的话务员、派单员可以录入热线工单。"),
)
wish_allows_publication = Condition(lambda case, actor: case.public_wish, _("来电人不同意公开。"))
not_sensitive = Condition(lambda case, actor: not case.sensitive, _("本件标为敏感，不公开；请先取消标记。"))
has_a_written_reply = Condition(
    lambda case, actor: latest(case) is not None, _("本件当场答复，没有可以公开的书面答复。")
)
not_taken_back = Condition(
    lambda case, actor: not Publication.objects.filter(case=case, withdrawn_at__isnull=False).exists(),
    _("本件的公开内容已经撤下，不再公开。"),
)

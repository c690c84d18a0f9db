"""What a letter's steps ask beside role and state, with the words of refusal."""

from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Condition
from interaction.publicity.models import Publication

not_rated_before = Condition(lambda case, actor: case.stars is None, _("您已经评价过，感谢您的意见。"))
wish_allows_publication = Condition(lambda case, actor: case.public_wish, _("来信人不同意公开。"))
not_taken_back = Condition(
    lambda case, actor: not Publication.objects.filter(case=case, withdrawn_at__isnull=False).exists(),
    _("本件的公开内容已经撤下，不再公开；请直接办结。"),
)
not_sensitive = Condition(lambda case, actor: not case.sensitive, _("本件标为敏感，不公开；请先取消标记。"))
conversion_proposed = Condition(
    lambda case, actor: case.conversion_proposed, _("工作人员没有建议把这封信转为信息公开申请。")
)

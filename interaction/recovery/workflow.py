"""What is done to a recovery: proposed, confirmed by a second person, or refused. One alone opens nobody's account."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.notices.outbox import notify_staff
from interaction.organs.absences import first_holders
from interaction.organs.actors import Actor
from interaction.organs.models import SECOND_PERSONS, Role, Staff
from interaction.recovery.forms import RecoveryForm, RefuseForm
from interaction.recovery.models import Recovery
from interaction.recovery.one_time import one_time_password
from interaction.sign_in.records import end_sessions
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW

State, What = Recovery.State, Recovery.What


@document_action(
    Recovery, _("提出恢复"), source=NEW, target=State.PROPOSED, by=Role.SECURITY, form=RecoveryForm, writes=True, main=True,
    signs_in_anew=True, consequence=_("由另一个人确认后生效：原来的密码或者身份验证器作废，打开着的页面全部退出。"),
)  # fmt: skip
def propose(recovery: Recovery, context: ActionContext) -> None:
    """Note whose account, what was lost and how the person was known."""
    recovery.staff, recovery.what, recovery.checked = (context.data[name] for name in ("staff", "what", "checked"))
    recovery.proposed_by = context.staff
    _note(recovery, context)
    context.afterwards.append(
        lambda: _tell(recovery, context, _who_confirms(recovery, context), _t("请确认账号恢复：%(person)s"))
    )


def _unmet(recovery: Any, actor: Actor) -> str:
    if recovery.staff_id in actor.persons:
        return _t("不能确认对自己（或者所代的人）的账号恢复，请由其他同志确认。")
    return "" if recovery.staff.is_active else _t("这个人已经不在职。")


@document_action(
    Recovery, _("确认恢复"), source=State.PROPOSED, target=State.DONE, by=SECOND_PERSONS, main=True, settles=True,
    signs_in_anew=True, unmet=_unmet, second_person=_("这项恢复是您提出的，请由另一位同志确认。"),
)  # fmt: skip
def confirm(recovery: Recovery, context: ActionContext) -> None:
    """The second person agrees: what was lost is void, every session ends, and the person is told."""
    recovery.confirmed_by = context.staff
    _note(recovery, context)
    context.afterwards.append(lambda: _recover(recovery, context))


@document_action(
    Recovery, _("不同意"), source=State.PROPOSED, target=State.REFUSED, by=SECOND_PERSONS, form=RefuseForm, settles=True,
)  # fmt: skip
def refuse(recovery: Recovery, context: ActionContext) -> None:
    """It does not come about; also how whoever proposed it takes it back."""
    context.words = context.data["reason"]


def _recover(recovery: Recovery, context: ActionContext) -> None:
    person = recovery.staff
    if recovery.what != What.PASSWORD:
        Authenticator.objects.filter(user=person).delete()
    if recovery.what != What.FACTOR:
        person.set_password(one_time_password(recovery))
        person.save()
    end_sessions(Q(staff=person.pk))
    _tell(recovery, context, [person], _t("您的账号已恢复（%(what)s）。不是您本人要求的，请马上告诉安全管理员"))


def _note(recovery: Recovery, context: ActionContext) -> None:
    context.details |= {"staff": recovery.staff_id, "what": recovery.what}


def _who_confirms(recovery: Recovery, context: ActionContext) -> list[Staff]:
    """Another security administrator; where there is none, whoever signs for the organ."""
    return first_holders(SECOND_PERSONS, recovery.organ, context.actor.persons | {recovery.staff_id})


def _tell(recovery: Recovery, context: ActionContext, people: list[Staff], words: str) -> None:
    subject = words % {"person": recovery.staff.name, "what": recovery.get_what_display()}
    key = f"recovery:{recovery.pk}:{context.action.name}:{recovery.version}"
    notify_staff(people, key=key, subject=subject, send_after=context.at)

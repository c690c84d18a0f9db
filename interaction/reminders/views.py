"""我的提醒: each of the staff says for themselves how they hear of new notices."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.notices.sms import can_send
from interaction.privacy.contacts import is_mobile
from interaction.reminders.delivering import ROBOT
from interaction.reminders.models import Reminder
from interaction.reminders.reminding import send
from interaction.workdays.now import now
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.forms import LineField, PlainForm


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ReminderForm(PlainForm):
    pace = forms.ChoiceField(label=_("什么时候提醒"), choices=Reminder.Pace.choices, widget=forms.RadioSelect)
    email = forms.EmailField(label=_("电子邮箱"), required=False, max_length=120)
    phone = LineField(
        label=_("手机号码"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    robot = LineField(
        label=_("群机器人地址（钉钉、企业微信、飞书）"), required=False, max_length=300,
        help_text=_("在群里添加自定义机器人，复制它的 Webhook 地址。消息里没有任何个人信息；安全设置里的关键词请填“回音”。"),
    )  # fmt: skip
    quiet_from = forms.TimeField(label=_("从几点起不打扰"), widget=_clock())
    quiet_to = forms.TimeField(label=_("到几点"), widget=_clock())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_send():
            del self.fields["phone"]

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"]).replace(" ", "")
        if phone and not is_mobile(phone):
            raise forms.ValidationError(_t("请填写能收短信的手机号码。"))
        return phone

    def clean_robot(self) -> str:
        robot = str(self.cleaned_data["robot"])
        if robot and not ROBOT.fullmatch(robot):
            raise forms.ValidationError(_t("请填写钉钉、企业微信或者飞书群机器人的 Webhook 地址，以 https:// 开头。"))
        return robot

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        ways = [name for name in ("email", "phone", "robot") if data.get(name) or name in self.errors]
        if data.get("pace") not in (None, Reminder.Pace.NEVER) and not ways:
            self.add_error("email", _t("请至少填写一种收提醒的方式。"))
        return data


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own choice; saving it, or sending oneself one to try."""
    actor = actor_of(request)
    assert actor.staff
    there = Reminder.objects.filter(pk=actor.staff.pk).first() or Reminder(staff=actor.staff, told_upto=now())
    names = list(ReminderForm.base_fields)
    form = ReminderForm(request.POST or None, initial={name: getattr(there, name) or "" for name in names})
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(there, name, value)
        if there.pace == Reminder.Pace.NEVER:
            there.told_upto = now()
        there.save()
        messages.success(request, _t("已保存。"))
        if "try" in request.POST:
            send(there, _t("这是一条试发的提醒"), now())
            messages.success(request, _t("已经发出一条，请看看收到没有。"))
        return redirect("reminders:mine")
    return page(
        request,
        "reminders/mine.html",
        actor,
        {"form": form, "section": "reminders"},
        status=422 if form.errors else 200,
    )

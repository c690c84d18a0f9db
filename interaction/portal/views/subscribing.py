"""E-mail subscriptions: the form, the confirmation, and leaving with one press of a button."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from interaction.casework.organ_fields import OrganField
from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.privacy.encryption import blind_index
from interaction.publicity.queries import kinds
from interaction.publicity.subscriptions import subscribing
from interaction.publicity.subscriptions.models import Subscription
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import CONFIRMATIONS, CONFIRMATIONS_A_DAY, SUBSCRIPTIONS, spend_all
from interaction.workflow.forms import LineField, PlainForm


class SubscribeForm(PlainForm):
    email = LineField(
        label=_("电子邮箱"), max_length=254, help_text=_("我们先发一封确认邮件，您确认后才开始发送。邮箱加密保存，只用来发送订阅内容。"),
        validators=[EmailValidator(_("邮箱格式不对，应当像 name@example.com。"))],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    organ = OrganField(
        Organ.objects.filter(active=True), label=_("单位（可不选）"), required=False, to_field_name="code",
        empty_label=_("全部单位"), blank=True,
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("渠道（可不选）"), required=False)
    kind = forms.ChoiceField(label=_("类别（可不选）"), required=False)
    words = LineField(
        label=_("检索词（可不填）"),
        max_length=60,
        required=False,
        help_text=_("例如 医保 报销。标题、来件或者答复里有这些词才发送。"),
    )
    rhythm = forms.ChoiceField(label=_("多久发一次"), choices=Subscription.Rhythm, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _t("全部渠道")), *((one.key, one.label) for one in channels())]
        self.fields["kind"].choices = [("", _t("全部类别")), *((one, _t(one)) for one in kinds())]

    def clean_email(self) -> str:
        """One way of writing it: the part behind the @ knows no case."""
        name, _at, host = self.cleaned_data["email"].rpartition("@")
        return f"{name}@{host.lower()}"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        given = {
            name: request.GET.get(name, "")[:60].replace("\0", "") for name in ("organ", "channel", "kind", "words")
        }
        form = SubscribeForm(initial={"rhythm": Subscription.Rhythm.DAILY, **given})
        return render(request, "portal/subscribe.html", {"form": form})
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/subscribe.html", {"form": form}, status=422)
    data = form.cleaned_data
    if not spend_or_ask(request, SUBSCRIPTIONS, form):
        return render(request, "portal/subscribe.html", {"form": form}, status=429)
    digest = blind_index("address", data["email"].lower())
    if not spend_all((CONFIRMATIONS, digest), (CONFIRMATIONS_A_DAY, digest)):
        form.add_error(None, _t("发往这个邮箱的确认邮件已经够多，请打开其中一封，或者明天再试。"))
        return render(request, "portal/subscribe.html", {"form": form}, status=429)
    wanted = subscribing.Wanted(data["organ"], data["channel"], data["kind"], data["words"])
    subscribing.subscribe(data["email"], wanted, data["rhythm"], get_language() or "zh-hans")
    return render(request, "portal/subscription.html", {"step": "sent"})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Opening the link shows a button: what scans mails follows links, but presses nothing."""
    one = subscribing.opened(pk, token)
    if one is None:
        return render(request, "portal/subscription.html", {"step": "gone"}, status=404)
    if request.method == "POST":
        subscribing.confirm(one)
    step = "confirmed" if request.method == "POST" or one.confirmed_at else "confirm"
    return render(request, "portal/subscription.html", _told(one, step))


@login_not_required
@never_cache
@csrf_exempt  # a mail program posts by itself (RFC 8058); the token in the address is the proof
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """One press, or the mail program's one click. Who has left already is told the same."""
    one = subscribing.opened(pk, token)
    if request.method == "POST":
        if one:
            subscribing.leave(one)
        return render(request, "portal/subscription.html", {"step": "left"})
    if one is None:
        return render(request, "portal/subscription.html", {"step": "gone"}, status=404)
    return render(request, "portal/subscription.html", _told(one, "leave"))


def _told(one: Subscription, step: str) -> dict[str, Any]:
    return {
        "step": step, "what": subscribing.described(one), "rhythm": one.get_rhythm_display(),
        "leaving": subscribing.link(one, "leave_subscription"),
    }  # fmt: skip

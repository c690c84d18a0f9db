"""Every public form that posts, sent once from Chromium: what a browser adds to a request (Origin, Referer) is refused by none.

Django's test client sends neither, so that a page served with `no-referrer` passes every other test and fails everybody.
"""

import re
from collections.abc import Callable

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import Page

from config.servers import BASE_DIR
from tests.stack.acting import act, apply_for, fill_in
from tests.stack.conftest import Stack, Visitor, mails_in, wait_for
from tests.stack.test_pages import code_in_the_mail

pytestmark = pytest.mark.stack
# Each public template with such a form, and the address it is sent to.
FORMS = {
    "citizens/add.html": "citizens:add", "citizens/delete.html": "citizens:delete", "citizens/details.html": "citizens:details",
    "citizens/enter_code.html": "citizens:enter_code", "citizens/sign_in.html": "citizens:sign_in",
    "citizens/tabs.html": "citizens:sign_out", "consultations/opinion_form.html": "consultations:opinion_create",
    "consultations/survey.html": "consultations:survey", "consultations/track.html": "consultations:track",
    "outreach/find_sign_up.html": "outreach:find_sign_up", "outreach/sign_up.html": "outreach:sign_up",
    "outreach/signed_up.html": "outreach:cancel_sign_up", "portal/case_action.html": "portal:case_action",
    "portal/lost_code.html": "portal:lost_code", "portal/similar.html": "portal:submit", "portal/submit.html": "portal:submit",
    "portal/subscribe.html": "portal:subscribe", "portal/subscription.html": "portal:confirm_subscription",
    "portal/track.html": "portal:track", "portal/verify.html": "portal:verify",
}  # fmt: skip
HERS = "forms@example.org"
REFUSED = (403, 405)
FORM = "main form[method=post]:not([action*=sign-out])"


class Sender:
    """Sends forms and keeps what was answered."""

    def __init__(self, one: Visitor) -> None:
        self.one = one
        self.answers: dict[str, list[int]] = {}

    @property
    def page(self) -> Page:
        return self.one.page

    def send(self, path: str, *, to: str = "", **fields: str | list[str]) -> int:
        """Open a page, fill its form in and press its button; answers the status."""
        if path:
            self.one.go(path)
        fill_in(self.one, **fields)
        form = self.page.locator(f"main form[method=post][action*={to!r}]" if to else FORM).first
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            form.locator("button:not(.vh, [name=stashed], [type=button])").first.click()
        name = resolve(re.sub(r"^https?://[^/]+|\?.*", "", answered.value.url)).view_name
        self.answers.setdefault(name, []).append(answered.value.status)
        return answered.value.status


def links_in_the_mail(stack: Stack, address: str) -> list[str]:
    def found() -> list[str]:
        bodies = [str(one.get_payload(decode=True), "utf-8") for one in mails_in(stack) if one["To"] == address]
        return [link for body in bodies for link in re.findall(r"https?://[^\s/]+(/subscriptions/\S+/confirm/)", body)]

    wait_for(lambda: bool(found()), "the mail with the link")
    return found()


def first(stack: Stack, sql: str) -> str:
    rows = stack.query(sql)
    assert rows, sql
    return str(rows[0][0])


def test_every_public_template_that_posts_is_sent_below() -> None:
    posting = {
        f"{path.parent.name}/{path.name}"
        for path in BASE_DIR.glob("*/**/templates/**/*.html")
        if "node_modules" not in path.parts
        if 'method="post"' in (text := path.read_text(encoding="utf-8"))
        if '"portal/base.html"' in text or path.parent.name == "citizens"
    }
    assert posting == set(FORMS)


def subscribe_and_leave(stack: Stack, sender: Sender) -> None:
    """The mail's link shows a button; pressing it confirms, and the next one leaves."""
    sender.send("/subscriptions/", email=HERS)
    link = links_in_the_mail(stack, HERS)[-1]
    assert sender.send(link) == 200
    sender.one.sees("订阅已生效")
    sender.one.follow("现在退订")
    assert sender.send("") == 200
    sender.one.sees("已退订")


def open_one(sender: Sender, listing: str, name: str) -> None:
    """The first page of this name with a form to send, of those that a list leads to."""
    sender.one.go(listing)
    for pk in dict.fromkeys(re.findall(rf"{listing}([0-9]+)/", sender.page.content())):
        sender.one.go(reverse(name, args=[pk]))
        if sender.page.locator(FORM).count():
            return
    raise AssertionError(f"nothing open under {listing}")


def consult_and_visit(sender: Sender) -> None:
    open_one(sender, "/consultations/", "consultations:opinion_create")
    sender.send("")
    open_one(sender, "/surveys/", "consultations:survey")
    sender.send("")
    sender.send(reverse("consultations:track"), number="YJ2026000001", code="AAAAAAAAAA")
    open_one(sender, "/open-days/", "outreach:sign_up")
    sender.send("", name="李明", phone="13812345678", email=HERS)
    sender.send("", to="cancel")
    sender.send(reverse("outreach:find_sign_up"), number="KF2026000001", code="AAAAAAAAAA")


def sign_in_and_out(stack: Stack, sender: Sender) -> None:
    for account, ending in (("stays@example.org", "sign-out"), ("goes@example.org", "")):
        sender.send("/my/sign-in/", address=account)
        sender.send("", code=code_in_the_mail(stack, account))
        sender.send("/my/details/", name="李明")
        sender.send("/my/add/", number="XX2026000001", code="AAAAAAAAAA")
        sender.send("/my/" if ending else "/my/delete/", to=ending)


def test_a_browser_sends_every_public_form(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    for command in ("load_demo_consultations", "load_demo_outreach"):  # nothing, where another test has done so
        stack.manage(command, "-v0")
    sender = Sender(visit())
    subscribe_and_leave(stack, sender)
    number, code = apply_for(sender.one, "政府采购合同")
    sender.answers["portal:submit"] = [302]
    act(sign_in("shoujian-czj"), number, "登记")
    document = first(stack, "SELECT verification_code FROM replies_document LIMIT 1")
    sender.one.go(f"/verify/?code={document}")
    sender.send("")
    assert sender.send("/track/", number=number.replace("-", ""), code=code) == 302
    assert sender.send(f"/track/{number}/do/withdraw/", reason="不需要了") == 302
    assert sender.send("/track/lost-code/", number=number, contact="liming@example.com") == 200
    consult_and_visit(sender)
    sign_in_and_out(stack, sender)
    wrong = {
        name: answers for name, answers in sender.answers.items() if set(answers) & set(REFUSED) or max(answers) >= 500
    }
    assert wrong == {}
    assert set(FORMS.values()) <= set(sender.answers), set(FORMS.values()) - set(sender.answers)

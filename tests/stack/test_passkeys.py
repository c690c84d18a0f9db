"""In the browser: a passkey is added, and asked for at the next sign-in."""

from collections.abc import Callable

import pytest

from demo.county.accounts import PASSWORD
from tests.stack.conftest import Visitor

pytestmark = pytest.mark.stack
# A device of the browser's own, whose owner always agrees.
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_a_device(one: Visitor) -> None:
    session = one.context.new_cdp_session(one.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_is_the_second_factor(visit: Callable[..., Visitor]) -> None:
    one = visit()
    with_a_device(one)
    for _time in range(2):
        one.go("/accounts/login/")
        one.page.fill("#id_login", "dangan")
        one.page.fill("#id_password", PASSWORD)
        one.press("登录")
        if _time:  # the password was not enough
            assert "/accounts/2fa/authenticate/" in one.page.url
            one.page.locator("#mfa_webauthn_authenticate").click()
            one.page.wait_for_url("**/desk/**")
            return
        one.page.wait_for_url("**/desk/**")
        one.go("/accounts/2fa/webauthn/add/")
        one.page.fill("#id_password", PASSWORD)
        one.press("确认")
        one.page.fill("[name=name]", "办公室电脑")
        one.page.locator("#mfa_webauthn_add").click()
        one.page.wait_for_url("**/recovery-codes/**")
        one.context.clear_cookies()

"""Filling in a public form as its page offers it, with the same particulars in every field that takes text."""

from typing import Any

from django.test import Client
from lxml import html

FREE = ("text", "search", "tel", "email", "")


def send(client: Client, address: str, particulars: dict[str, str], sentence: str) -> Any:
    """Open the page and send its form: what has a name of its own gets that particular, other text all of them in a
    sentence, a choice its first option; every box is ticked. Answers what the server answered."""
    page = html.fromstring(client.get(address, follow=True).content.decode())
    (form,) = [one for one in page.forms if one.method == "POST" and not one.get("class", "").startswith("search")]
    data: dict[str, str] = {}
    for control in form.inputs:
        if control.name and control.get("type") not in ("file", "submit"):
            data.setdefault(control.name, "")
            data[control.name] = _filled(control, data[control.name], particulars, sentence)
    return client.post(form.get("action") or address, data)


def _filled(control: Any, before: str, particulars: dict[str, str], sentence: str) -> str:
    kind = control.get("type", "")
    if control.tag == "select":
        return next((value for value in control.value_options if value), "")
    if kind in ("radio", "checkbox"):
        return before or control.get("value", "on")
    if control.tag == "textarea" or (kind in FREE and control.name not in particulars):
        longest = int(control.get("data-most") or control.get("maxlength") or len(sentence))
        return sentence if longest >= len(sentence) else particulars["name"]
    return particulars.get(control.name) or control.get("value", "") or "1"

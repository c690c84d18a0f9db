"""Reading pages: as who sent a case, in English, and what of them is Chinese without saying so."""

import re
from typing import Any

from django.test import Client
from lxml import etree, html

from interaction.casework.models import Case
from interaction.portal.views.access import OPENED, RECEIPTS

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# What people read or hear of an element beside its text; data-label is shown on narrow screens.
SAID = ("title", "alt", "aria-label", "placeholder", "data-label", "label", "summary")
BUTTONS = ("submit", "button", "reset")
UNREAD = ("script", "style", "template")


def chinese_in(page: str) -> list[str]:
    """The texts and attributes with Chinese characters that neither they nor what holds them marks as Chinese."""
    document, found = html.document_fromstring(page), []
    marked = [" ".join(one.text_content().split()) for one in document.iterfind(".//*[@lang='zh-Hans']")]
    marked += [one.get("value", "") for one in document.iterfind(".//input[@lang='zh-Hans']")]
    for element in document.iter(etree.Element):
        if element.tag == "title":  # holds text alone: what the page marks elsewhere may stand in it
            found += [element.text] if HAN.search(_without(marked, element.text or "")) else []
            continue
        if element.tag in UNREAD:
            continue
        if _language(element).startswith("en"):
            found += [text for text in _said_by(element) if HAN.search(text)]
        parent = element.getparent()
        if parent is not None and _language(parent).startswith("en") and HAN.search(element.tail or ""):
            found.append(str(element.tail).strip())
    return found


def _without(known: list[str], text: str) -> str:
    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, "") if one else text
    return text


def _said_by(element: html.HtmlElement) -> list[str]:
    said = [element.text or "", *(element.get(name, "") for name in SAID)]
    if element.tag == "input" and element.get("type") in BUTTONS:
        said.append(element.get("value", ""))
    if element.tag == "input" and element.get("type", "text") in ("text", "email", "tel", "search"):
        said.append(element.get("value", ""))
    return [text.strip() for text in said]


def _language(element: html.HtmlElement) -> str:
    """What the nearest element that says so says; an attribute of an element is in that element's language."""
    return next((str(one.get("lang")) for one in (element, *element.iterancestors()) if one.get("lang")), "")


def read_page(client: Client, address: str, status: int = 200, data: dict[str, Any] | None = None) -> str:
    """A page under /en/, which says nothing in Chinese that it does not mark so."""
    answer = client.get(address, follow=True) if data is None else client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == status, (address, answer.status_code)
    assert '<html lang="en"' in page, address
    assert chinese_in(page) == [], address
    return page


def opened(*cases: Case) -> Client:
    """A visitor who has sent these cases."""
    client = Client()
    session = client.session
    session[OPENED] = session[RECEIPTS] = [case.number for case in cases]
    session.save()
    return client


def squeezed(page: str) -> str:
    """A page on as few lines as it can be: how its template is laid out is no part of what it says."""
    tags = re.sub(r"<[^>]*>", lambda tag: re.sub(r" (?=>)", "", re.sub(r"\s+", " ", tag[0])), page)
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", tags)

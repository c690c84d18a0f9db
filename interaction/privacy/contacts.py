"""Telephones and mailboxes of everybody: normalised as they are kept, refused in plain Chinese."""

import re

import phonenumbers

from interaction.i18n.translation import gettext as _
from interaction.privacy.text import InvalidInput, seen

_SEPARATORS = re.compile(r"[\s\-()（）.·]+")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-57-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
# As they are dialled: 400 and 800, those of banks and insurers (95…), of the region (96…), of the State (12345, 110).
_SERVICE = re.compile(r"(?:400|800)[0-9]{7}|9[56][0-9]{3,6}|1[0-2][0-9]{1,3}")
_COUNTRY_CODE = re.compile(r"^(?:\+86|0086|86(?=1[3-9][0-9]{9}$))")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)\s*([0-9]{1,6})$", re.IGNORECASE)
_EXTENSION_AFTER_HYPHEN = re.compile(r"^(.*[0-9)])\s*-\s*([0-9]{1,6})$")
_SEVERAL = re.compile(r"[、,，;；/|]|\s+(?:或|和)\s*|或者|或|和")
_MAINLAND = 86
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_LONGEST_MAILBOX, _LONGEST_HOST = 64, 253


def normalise_phone(text: str, area_code: str = "") -> str:
    """Return a telephone number as it is kept.

    A mobile number of the mainland is 11 digits; a landline area code, hyphen, number and, after 转, its extension; a
    local number gets the `area_code` of the county; service numbers stay as dialled; a number of another country or of
    Hong Kong, Macao or Taiwan is written in its international form. Of two numbers the first is taken. Raises
    InvalidInput.
    """
    plain = seen(text).strip()
    found = _one_phone(plain, area_code)
    if not found and _SEVERAL.search(plain):
        found = _one_phone(_SEVERAL.split(plain)[0].strip(), area_code)
    if found:
        return found
    raise InvalidInput(
        _(
            "电话号码不正确。手机号码是11位数字，以1开头；固定电话请写区号，例如0539-5211234；"
            "境外号码从加号和国家（地区）代码写起，例如+852 9123 4567。"
        )
    )


def second_phone(text: str, area_code: str = "") -> str:
    """Return the second of two telephone numbers written into one field, in normal form; nothing where there is none."""
    plain = seen(text).strip()
    if _one_phone(plain, area_code):
        return ""
    _first, *rest = _SEVERAL.split(plain)
    return next((found for one in rest if (found := _one_phone(one.strip(), area_code))), "")


def _one_phone(plain: str, area_code: str) -> str:
    extension = _EXTENSION.search(plain)
    if extension:
        return _dialled(plain[: extension.start()], area_code, extension[1])
    hyphen = _EXTENSION_AFTER_HYPHEN.match(plain)
    return (
        _dialled(plain, area_code, "")
        or (hyphen and _dialled(hyphen[1], area_code, hyphen[2]))
        or _dialled(f"0{_COUNTRY_CODE.sub('', _SEPARATORS.sub('', plain))}", "", "")  # the zero is left out abroad
        or _abroad(plain)
    )


def _dialled(plain: str, area_code: str, inner: str) -> str:
    """A number of the mainland; nothing where it is none."""
    digits = _COUNTRY_CODE.sub("", _SEPARATORS.sub("", plain))
    if not inner and (_MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits)):
        return digits
    if area_code and _LOCAL.fullmatch(digits):
        digits = area_code + digits
    landline = _LANDLINE.fullmatch(digits)
    return f"{landline[1]}-{landline[2]}" + (f"转{inner}" if inner else "") if landline else ""


def _abroad(plain: str) -> str:
    """A number of another country or region, from its code on."""
    if not plain.startswith(("+", "00")):
        return ""
    try:
        number = phonenumbers.parse("+" + re.sub(r"^(?:\+|00)", "", plain), None)
    except phonenumbers.NumberParseException:
        return ""
    if number.country_code == _MAINLAND or not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def is_mobile(number: str) -> bool:
    """Return whether a number in normal form is a mobile number of the mainland, which takes text messages."""
    return _MOBILE.fullmatch(number) is not None


def check_email(text: str) -> str:
    """Return an e-mail address as it is kept: the mailbox in ASCII, a domain of other letters encoded (IDNA).

    Raises InvalidInput.
    """
    mailbox, at, host = re.sub(r"\s", "", seen(text)).rpartition("@")
    try:
        host = host.lower().encode("idna").decode() if host else ""
    except UnicodeError:
        host = ""
    fits = len(mailbox) <= _LONGEST_MAILBOX and len(host) <= _LONGEST_HOST
    if not (at and fits and _MAILBOX.fullmatch(mailbox) and _HOST.fullmatch(host)):
        raise InvalidInput(_("电子邮箱的写法不对，应类似 name@example.com。"))
    return f"{mailbox}@{host}"

"""Numbers that identify people and organisations: normalised, checked, refused in plain Chinese.

Full-width digits and letters, blanks and separators are a way of typing, not a mistake: they are normalised.
"""

import re
import unicodedata
from datetime import date

from interaction.i18n.translation import gettext as _
from interaction.privacy.text import InvalidInput

__all__ = [
    "InvalidInput",
    "check_credit_code",
    "check_permit",
    "check_postcode",
    "check_resident_id",
    "is_mobile",
    "normalise_phone",
    "passes_luhn",
    "resident_id_checks",
]

# GB 11643-1999: weights 2^(18-i) mod 11 and the check character for each remainder.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_LENGTH = 18
_OLD_ID_LENGTH = 15
# The first two digits: provinces, residence permits of Hong Kong (81), Macao (82) and Taiwan (83) residents;
# foreigners' permanent residence IDs since 2023 have a 9 before the province.
_DIVISION = re.compile(r"1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|9[1-6]")
_FIRST_BIRTH_YEAR = 1850

# GB 32100-2015: 31 characters without I O S V Z, weights 3^(i-1) mod 31.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
_CREDIT_CODE = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−－()（）.·]+")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-57-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"(?:400|800)[0-9]{7}")
_COUNTRY_CODE = re.compile(r"^(?:\+86|0086|86(?=1[3-9][0-9]{9}$))")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)\s*([0-9]{1,6})$", re.IGNORECASE)
_POSTCODE = re.compile(r"[0-9]{6}")

# Documents without a checksum of their own, by pattern.
_PERMITS = (
    re.compile(r"[A-Z0-9]{2}[0-9]{7}"),  # passports of China and of most countries
    re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),  # mainland travel permit of Hong Kong and Macao residents
    re.compile(r"[0-9]{8}(?:[0-9]{2})?"),  # mainland travel permit of Taiwan residents
    re.compile(r"[A-Z]{3}[0-9]{12}"),  # foreigners' permanent residence ID before 2017
    re.compile(r"[A-Z]{1,2}[0-9]{6,8}"),  # passports of other countries
)


def _compact(text: str) -> str:
    """Half-width, upper case, without blanks and separators."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def resident_id_checks(number: str) -> bool:
    """Whether 17 digits and a check character agree (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17]


def check_resident_id(text: str, today: date) -> str:
    """The resident ID or residence permit number in normal form: 18 characters, X in upper case.

    `today` is a date in Asia/Shanghai. Raises Wrong that names the first thing amiss: length, characters,
    division, birth date, check character.
    """
    number = _compact(text)
    if len(number) == _OLD_ID_LENGTH and number.isdecimal():
        raise InvalidInput(_("这是15位的旧身份证号码，已经停止使用，请填写18位的公民身份号码。"))
    if len(number) != _LENGTH:
        raise InvalidInput(_("身份证号码应当是18位，您填写了%(n)s位，请对照证件核对。") % {"n": len(number)})
    if not _RESIDENT_ID.fullmatch(number):
        raise InvalidInput(_("身份证号码前17位应当是数字，最后一位是数字或者字母X，请对照证件核对。"))
    if not _DIVISION.match(number):
        raise InvalidInput(_("身份证号码的前两位不是任何省级地区的代码，请对照证件核对前6位。"))
    if _birth_date(number, today) is None:
        raise InvalidInput(_("身份证号码第7至14位不是有效的出生日期，请对照证件核对。"))
    if not resident_id_checks(number):
        raise InvalidInput(_("身份证号码的最后一位与前面的数字对不上，可能有一位填错了，请对照证件逐位核对。"))
    return number


def _birth_date(number: str, today: date) -> date | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if date(_FIRST_BIRTH_YEAR, 1, 1) <= born <= today else None


def check_credit_code(text: str) -> str:
    """The unified social credit code in normal form (GB 32100-2015). Raises Wrong."""
    code = _compact(text)
    if len(code) != _LENGTH:
        raise InvalidInput(
            _("统一社会信用代码应当是18位，您填写了%(n)s位，请对照营业执照或者登记证书核对。") % {"n": len(code)}
        )
    if not _CREDIT_CODE.fullmatch(code):
        raise InvalidInput(
            _("统一社会信用代码只用数字和大写字母，不使用字母I、O、S、V、Z，请核对是否与数字1、0、5、2混淆。")
        )
    total = sum(_CREDIT_ALPHABET.index(char) * weight for char, weight in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    if _CREDIT_ALPHABET[-total % 31] != code[17]:
        raise InvalidInput(_("统一社会信用代码的最后一位与前面的字符对不上，可能有一位填错了，请逐位核对。"))
    return code


def normalise_phone(text: str) -> str:
    """A mobile number as 11 digits, a landline as area code, hyphen, number and, after 转, its extension.

    Raises Wrong for anything else: a landline needs its area code, so that it can be called from anywhere.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    extension = _EXTENSION.search(plain)
    inner = extension.group(1) if extension else ""
    digits = _COUNTRY_CODE.sub("", _compact(plain[: extension.start()] if extension else plain))
    if _MOBILE.fullmatch(digits) and not inner:
        return digits
    if _SERVICE.fullmatch(digits) and not inner:
        return digits
    landline = _LANDLINE.fullmatch(digits) or _LANDLINE.fullmatch("0" + digits)
    if landline:
        return f"{landline.group(1)}-{landline.group(2)}" + (f"转{inner}" if inner else "")
    raise InvalidInput(
        _("电话号码不正确。手机号码是11位数字，以1开头；固定电话请写区号，例如0539-5211234。请核对后重新填写。")
    )


def is_mobile(number: str) -> bool:
    """Whether a number in normal form is a mobile number of the mainland, which takes text messages."""
    return _MOBILE.fullmatch(number) is not None


def check_postcode(text: str) -> str:
    """A post code of six digits. Raises Wrong."""
    code = _compact(text)
    if not _POSTCODE.fullmatch(code):
        raise InvalidInput(_("邮政编码应当是6位数字，请核对后重新填写，例如277700。"))
    return code


def check_permit(text: str) -> str:
    """The number of a passport, a mainland travel permit or a foreigner's residence ID, in normal form.

    Residence permits of Hong Kong, Macao and Taiwan residents follow `check_resident_id`. Raises Wrong.
    """
    number = _compact(text)
    if not any(pattern.fullmatch(number) for pattern in _PERMITS):
        raise InvalidInput(
            _("证件号码与护照、港澳居民来往内地通行证、台湾居民来往大陆通行证的格式都不相符，请对照证件核对。")
        )
    return number


def passes_luhn(digits: str) -> bool:
    """Whether a bank card number agrees with its last digit (GB/T 15694.1, Luhn)."""
    kept = sum(int(digit) for digit in digits[-1::-2])
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (kept + doubled) % 10 == 0

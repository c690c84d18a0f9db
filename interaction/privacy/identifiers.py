"""Numbers that identify people and organisations: normalised, checked, refused in plain Chinese.

Full-width digits and letters, blanks, separators and characters unseen are a way of typing, not a mistake: they are
normalised. (Telephones and mailboxes: contacts.)
"""

import re
from datetime import date

from interaction.i18n.translation import gettext as _
from interaction.privacy.text import InvalidInput, seen

__all__ = [
    "InvalidInput",
    "birth_date",
    "check_credit_code",
    "check_permit",
    "check_postcode",
    "check_resident_id",
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
_POSTCODE = re.compile(r"[0-9]{6}")

# Documents without a check character: letters and digits, and the words of soldiers' cards (军字第1234567号).
_DOCUMENT = re.compile(r"[A-Z0-9\u4e00-\u9fff]{5,30}")
_RESIDENCE_PERMIT = re.compile(r"(?:8[123]0000|9[0-9]{5})[0-9]{11}[0-9X]")
_CROSSES = str.maketrans("×Х", "XX")


def compact(text: str) -> str:
    """Return a number half-width, in upper case, without blanks, separators and characters unseen; × and х are X."""
    return _SEPARATORS.sub("", seen(text)).upper().translate(_CROSSES)


def resident_id_checks(number: str) -> bool:
    """Whether 17 digits and a check character agree (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17]


def check_resident_id(text: str, today: date) -> str:
    """The resident ID or residence permit number in normal form: 18 characters, X in upper case.

    `today` is a date in Asia/Shanghai. Raises Wrong that names the first thing amiss: length, characters,
    division, birth date, check character.
    """
    number = compact(text)
    if len(number) == _OLD_ID_LENGTH and number.isdecimal():
        raise InvalidInput(_("这是15位的旧身份证号码，已经停止使用，请填写18位的公民身份号码。"))
    if len(number) != _LENGTH:
        raise InvalidInput(_("身份证号码应当是18位，您填写了%(n)s位，请对照证件核对。") % {"n": len(number)})
    if not _RESIDENT_ID.fullmatch(number):
        raise InvalidInput(_("身份证号码前17位应当是数字，最后一位是数字或者字母X，请对照证件核对。"))
    if not _DIVISION.match(number):
        raise InvalidInput(_("身份证号码的前两位不是任何省级地区的代码，请对照证件核对前6位。"))
    if birth_date(number, today) is None:
        raise InvalidInput(_("身份证号码第7至14位不是有效的出生日期，请对照证件核对。"))
    if not resident_id_checks(number):
        raise InvalidInput(_("身份证号码的最后一位与前面的数字对不上，可能有一位填错了，请对照证件逐位核对。"))
    return number


def birth_date(number: str, today: date) -> date | None:
    """Return the day of birth that a resident ID in normal form tells; None where it is no possible one."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if date(_FIRST_BIRTH_YEAR, 1, 1) <= born <= today else None


def check_credit_code(text: str) -> str:
    """The unified social credit code in normal form (GB 32100-2015). Raises Wrong."""
    code = compact(text)
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


def check_postcode(text: str) -> str:
    """A post code of six digits. Raises Wrong."""
    code = compact(text)
    if not _POSTCODE.fullmatch(code):
        raise InvalidInput(_("邮政编码应当是6位数字，请核对后重新填写，例如277700。"))
    return code


def check_permit(text: str, today: date) -> str:
    """Return the number of a passport, a travel permit, a soldier's card or another document, in normal form.

    Where a document has no check character there is nothing to refuse by: any country's passport is taken. Residence
    permits of Hong Kong, Macao and Taiwan residents and of foreigners follow `check_resident_id`. Raises InvalidInput.
    """
    number = compact(text)
    if _RESIDENCE_PERMIT.fullmatch(number):
        return check_resident_id(number, today)
    if not _DOCUMENT.fullmatch(number) or not any(char.isdigit() for char in number):
        raise InvalidInput(_("证件号码应当是5位以上的数字、字母或者汉字，其中要有数字，请对照证件逐位核对。"))
    return number


def passes_luhn(digits: str) -> bool:
    """Whether a bank card number agrees with its last digit (GB/T 15694.1, Luhn)."""
    kept = sum(int(digit) for digit in digits[-1::-2])
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (kept + doubled) % 10 == 0

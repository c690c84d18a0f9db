"""Invented people for simulations and tests: valid in form, nobody's in fact."""

from random import Random

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = (
    "明",
    "芳",
    "伟",
    "秀英",
    "建国",
    "丽",
    "强",
    "静",
    "志远",
    "雪",
    "海涛",
    "桂兰",
    "晓东",
    "文静",
    "立新",
    "玉梅",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def resident_id(random: Random) -> str:
    """A resident ID with a right check digit, of a division code that is given to no county."""
    body = f"379999{random.randint(1950, 2004)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}{random.randint(0, 999):03d}"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def person(random: Random) -> dict[str, object]:
    """Name and contact of somebody invented; some leave an e-mail address."""
    return {
        "name": random.choice(SURNAMES) + random.choice(GIVEN),
        "phone": f"1390000{random.randint(0, 9999):04d}",
        "email": "citizen@example.com" if random.random() < 0.3 else "",  # noqa: PLR2004
    }

"""Answering what a form asks of a network that has used up its limit, as people and as browsers do."""

import json
import re
from html import unescape
from typing import Any

import altcha

NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"十": 10}
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def asked(answer: Any) -> dict[str, str]:
    """What the page asks, answered."""
    page = words(answer)
    if "/en/" in answer.request["PATH_INFO"]:
        one, sign, other = re.search(r"What is (\w+) (plus|minus) (\w+)\?", page).groups()  # type: ignore[union-attr]
        first, second = WORDS.index(one) + 1, WORDS.index(other) + 1
    else:
        one, sign, other = re.search(r"([一二三四五六七八九十])(加|减)([一二三四五六七八九十])等于几", page).groups()  # type: ignore[union-attr]
        first, second = NUMBERS[one], NUMBERS[other]
    token = re.search(r'name="proof_question" value="([^"]+)"', page)
    assert token
    return {
        "proof": str(first + second if sign in ("加", "plus") else first - second),
        "proof_question": token[1],
        "proof_solution": "",
    }


def worked_out(answer: Any) -> dict[str, str]:
    """What a browser with script sends along."""
    given = re.search(r'data-challenge="([^"]+)"', answer.content.decode())
    assert given
    challenge = altcha.Challenge.from_dict(json.loads(unescape(given[1])))
    solution = altcha.solve_challenge(challenge)
    assert solution
    return {"proof_solution": altcha.Payload(challenge, solution).to_base64(), "proof": ""}

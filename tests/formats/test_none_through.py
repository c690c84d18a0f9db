"""What acts by itself never comes in, and what people honestly send always does: each of these files, looked at for itself."""

import io
import re
import warnings

import pytest

from interaction.casework.uploads import Accepted, Refused, inspect
from interaction.formats.examining import examine
from tests.formats.honest import honest
from tests.formats.hostile import hostile

LIMIT = 60 * 1024 * 1024
HOSTILE, HONEST = hostile(), honest()


def accept(name: str, content: bytes) -> Accepted:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what libraries find odd in files nobody in their right mind would write
        return inspect(io.BytesIO(content), name, LIMIT, examine)


def test_there_are_two_hundred_of_each() -> None:
    assert len(set(HOSTILE)) >= 200
    assert len(set(HONEST)) >= 200


def test_no_hostile_file_comes_through() -> None:
    through = []
    for name, content in HOSTILE:
        try:
            through.append((name, accept(name, content).kind))
        except Refused as refused:
            assert re.match(r"“.+”.*。", refused.message)  # noqa: PT017 - it says which file, and what to do
    assert through == []


def test_no_honest_file_is_refused_and_each_gets_its_right_ending() -> None:
    amiss = []
    for name, content, ending in HONEST:
        try:
            taken = accept(name, content)
        except Refused as refused:
            amiss.append((name, refused.message))
        else:
            if not taken.clean_name.endswith(ending):
                amiss.append((name, taken.clean_name))
    assert amiss == []


def test_what_was_made_of_an_honest_file_is_itself_taken() -> None:
    """A copy is a whole file of its kind: looked at again, it is the same kind and comes in."""
    amiss = []
    for name, content, _ending in HONEST:
        first = accept(name, content)
        again = accept(first.clean_name, first.content)
        if (again.kind, again.clean_name) != (first.kind, first.clean_name):
            amiss.append((name, again.kind, again.clean_name))
    assert amiss == []


@pytest.mark.parametrize(
    "name", ["locked.pdf", "locked.docx", "locked.doc", "locked.et", "locked.xlsx", "Encryptions.xml-within.ofd"]
)
def test_an_encrypted_file_is_called_that(name: str) -> None:
    content = next(content for one, content in HOSTILE if one == name)
    with pytest.raises(Refused, match="已加密"):
        accept(name, content)

"""Laying templates out changes their lines, and never what a browser shows."""

import pytest

from tests.layout.reading import Folder
from tests.layout.writing import WIDTH, laid_out

LONG = "很长的一句话" * 12
NOTHING = Folder([])


def lines(source: str) -> list[str]:
    laid = laid_out(source, NOTHING)
    assert laid_out(laid, NOTHING) == laid
    assert all(len(line) <= WIDTH for line in laid.splitlines())
    return laid.splitlines()


def test_what_fits_stays_on_its_line() -> None:
    assert lines("<p>{{ one }}</p><p>两</p>\n") == ["<p>{{ one }}</p><p>两</p>"]


def test_blocks_are_broken_and_set_in() -> None:
    assert lines(f"<ul>{{% for one in all %}}<li>{LONG}</li><li>{{{{ one }}}}</li>{{% endfor %}}</ul>\n") == [
        "<ul>", "  {% for one in all %}", f"    <li>{LONG}</li><li>{{{{ one }}}}</li>", "  {% endfor %}", "</ul>",
    ]  # fmt: skip


def test_a_line_ends_within_a_tag_where_white_space_would_be_seen() -> None:
    laid = lines(f'<p>{LONG}<a href="/somewhere/">{LONG}</a></p>\n')
    assert laid == ["<p>", f"  {LONG}<a", f'      href="/somewhere/">{LONG}</a>', "</p>"]


def test_what_a_branch_leaves_out_counts() -> None:
    """Without the paragraph in the branch, white space beside it stands between two words."""
    source = f"<div>{LONG}{{% if some %}}<p>{{% translate '{LONG}' %}}</p>{{% endif %}}{{{{ more }}}}</div>\n"
    laid = laid_out(source, NOTHING)
    assert "{% endif %}{{ more }}" in laid
    assert f"{LONG}{{% if some %}}" in laid


@pytest.mark.parametrize(
    "kept", [f'<p class="said">{LONG} {LONG}</p>', f"<dd>{LONG}{LONG}</dd>", f"<p>{LONG} {LONG}</p>"]
)
def test_words_are_never_broken_where_the_end_of_a_line_could_be_seen(kept: str) -> None:
    laid = laid_out(f"<div>{kept}</div>\n", NOTHING)
    assert kept.partition(">")[2].partition("<")[0] in laid


def test_the_wide_space_of_chinese_is_a_letter() -> None:
    assert laid_out("<p>{{ one }}　{{ two }}</p>\n", NOTHING) == "<p>{{ one }}　{{ two }}</p>\n"


def test_a_trimmed_sentence_may_stand_on_lines_of_its_own() -> None:
    source = f'<p class="muted small note">{{% blocktranslate trimmed %}}{LONG}{{% endblocktranslate %}}</p>\n'
    assert any(line.strip().startswith(LONG) for line in lines(source))


def test_tags_that_nothing_begins_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing begins"):
        laid_out("<p>{% endif %}</p>", NOTHING)


def test_what_django_reads_is_never_broken() -> None:
    sentence = " ".join(f"{LONG[:40]} {{{{ n{k} }}}}" for k in range(6))
    laid = lines(f"<p>{{% blocktranslate trimmed %}}{sentence}{{% endblocktranslate %}}</p>\n")
    assert all(line.count("{{") == line.count("}}") for line in laid)
    with pytest.raises(ValueError, match="over two lines"):
        laid_out("<p>{{\n one }}</p>", NOTHING)

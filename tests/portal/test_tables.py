"""The tag `table`: every cell says which column it stands in, whether its head is written or named."""

import re

from django.template import Context, Template


def shown(source: str, **context: object) -> str:
    return Template("{% load tables %}" + source).render(Context(context))


def test_named_columns_make_the_head_and_label_the_cells_of_every_row() -> None:
    written = shown(
        '{% table _("工单") name %}{% for one in rows %}<tr><th scope="row">{{ one }}</th><td class="n">1</td></tr>'
        "{% endfor %}{% endtable %}",
        name='扣"分"<', rows=["甲", "乙"],
    )  # fmt: skip
    assert '<th scope="col">工单</th><th scope="col">扣&quot;分&quot;&lt;</th>' in written
    assert written.count('<th data-label="工单" scope="row">') == 2
    assert written.count('<td data-label="扣&quot;分&quot;&lt;" class="n">') == 2


def test_a_head_of_its_own_labels_too_but_not_by_what_nobody_sees() -> None:
    written = shown(
        '{% table %}<table><thead><tr><th scope="col" class="n"><b>件数</b></th><th scope="col"><span class="vh">操作'
        "</span></th></tr></thead><tbody><tr><td>1</td><td>删</td><td>多</td></tr></tbody></table>{% endtable %}"
    )
    assert re.findall(r"<td[^>]*>", written) == ['<td data-label="件数">', "<td>", "<td>"]
    assert '<th scope="col" class="n"><b>件数</b></th>' in written


def test_a_table_without_a_head_stays_as_it_is() -> None:
    assert shown("{% table %}<table><tr><td>1</td></tr></table>{% endtable %}") == "<table><tr><td>1</td></tr></table>"

"""What is published can be corrected and taken back, and the public sees that it was."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interaction.casework.engine import perform
from interaction.errors import InvalidData
from interaction.publicity.models import Publication, PublicationChange, PublicationWords, TypicalReply
from interaction.publicity.queries import newest, typical_replies
from interaction.publicity.similarity import similar
from interaction.statistics.fold import fold, recount
from interaction.statistics.models import Tally
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, staff
from tests.databases import owner
from tests.publicity.published import WORDS, page, published

pytestmark = pytest.mark.django_db
REASON = "公开后发现涉及商业秘密，予以撤下。"


def test_a_withdrawn_item_says_when_and_why_and_nothing_else(county: None) -> None:
    publication = published()
    case = publication.case.specific
    do(case, "pin_reply")
    do(case, "withdraw_publication", reason=REASON)
    answer = Client().get(f"/replies/{publication.pk}/")
    assert answer.status_code == 410
    text = page(answer)
    assert REASON in text
    assert "撤下" in text
    assert not any(words in text for words in WORDS.values())
    for address in ("/", "/replies/", "/answers/"):
        assert WORDS["title"] not in page(Client().get(address))
    assert newest().rows == []
    assert typical_replies().rows == []
    assert similar(**{"title": WORDS["title"], "text": WORDS["content"]}) == []
    assert case.state == "closed"
    check_case(case)


def test_no_text_of_a_withdrawn_item_stays_in_the_clear(county: None) -> None:
    publication = published()
    do(publication.case.specific, "withdraw_publication", reason=REASON)
    with connection.cursor() as cursor:
        tables = ("publicity_publication", "publicity_publicationchange", "publicity_publicationwords")
        for table in tables:
            cursor.execute(f"SELECT string_agg(row_to_json(t)::text, '') FROM {table} t")
            stored = cursor.fetchone()[0] or ""
            assert not any(words in stored for words in WORDS.values()), table
    assert publication.changes.get().earlier["content"] == WORDS["content"]
    assert not PublicationWords.objects.exists()


def test_figures_count_what_was_published_then(county: None) -> None:
    """A withdrawal is no publication undone in the books of its month: it takes nothing away and adds nothing."""
    publication = published()
    fold()
    before = list(Tally.objects.values_list("measure", "n").order_by("measure"))
    do(publication.case.specific, "withdraw_publication", reason=REASON)
    fold()
    assert list(Tally.objects.values_list("measure", "n").order_by("measure")) == before
    assert recount() == []
    check_figures()


def test_a_corrected_item_shows_its_correction_and_its_new_text_alone(county: None) -> None:
    publication = published()
    texts = {"title": "东关街路灯不亮", "content": "东关街路灯坏了半个月。", "reply": "已修复，见现场公示。"}
    do(publication.case.specific, "correct_publication", **texts, corrected="地名有误。", reason="核对后发现写错街名。")
    text = page(Client().get(f"/replies/{publication.pk}/"))
    for words in ("更正", "地名有误。", "核对后发现写错街名。", *texts.values()):
        assert words in text
    assert WORDS["title"] not in text
    assert WORDS["title"] not in page(Client().get("/replies/"))
    assert [one.publication for one in similar(texts["title"], texts["content"])] == [publication]
    assert publication.changes.get().earlier["title"] == WORDS["title"]
    check_case(publication.case.specific)


def test_the_trace_cannot_be_changed(county: None) -> None:
    publication = published()
    do(publication.case.specific, "withdraw_publication", reason=REASON)
    for change in (lambda rows: rows.update(reason="没有理由"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic(), owner():
            change(PublicationChange.objects.all())
    with pytest.raises(LookupError):
        do(publication.case.specific, "withdraw_publication", reason=REASON)


def test_what_the_public_reads_beside_it_holds_no_personal_data(county: None) -> None:
    publication = published()
    case, actor = publication.case.specific, staff("gongkai-" + publication.organ.code[3:].lower())
    for name, data in (
        ("withdraw_publication", {"reason": "来信人13812345678要求撤下"}),
        ("withdraw_publication", {"reason": ""}),
        ("pin_reply", {"question": "找13812345678办什么"}),
    ):
        with pytest.raises(InvalidData):
            perform(case, name, actor, data)
    assert not PublicationChange.objects.exists()
    assert not TypicalReply.objects.exists()


def test_typical_replies_are_listed_by_kind_and_organ_page_by_page(county: None) -> None:
    pinned = []
    for seed in range(4):
        publication = published(seed, title=f"第{seed}条街路灯不亮")
        do(publication.case.specific, "pin_reply", question="路灯坏了找谁" if seed == 0 else "")
        pinned.append(publication.pk)
    seen, after = [], None
    while True:
        found = typical_replies(after=after, size=3)
        seen += [one.pk for one in found.rows]
        after = found.next_cursor
        if after is None:
            break
    assert seen == pinned[::-1]
    first = Publication.objects.get(pk=pinned[0])
    text = page(Client().get("/answers/", {"kind": first.kind, "organ": first.organ.code}))
    assert "路灯坏了找谁" in text
    assert "路灯坏了找谁" not in page(Client().get("/answers/", {"organ": "LL-CZJ"}))
    do(first.case.specific, "unpin_reply")
    assert "路灯坏了找谁" not in page(Client().get("/answers/"))


@pytest.mark.parametrize("query", ["?after=x", "?after=nan_1", "?after=9e99_1", "?kind=%00&organ=%27", "?after=1.0_²"])
def test_odd_addresses_of_answers_get_plain_answers(county: None, query: str) -> None:
    assert Client().get("/answers/" + query).status_code == 200

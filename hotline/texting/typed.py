"""An SMS as its writer meant it to be read: one form of every digit, letter and blank. Plain Python."""

import unicodedata

# The traditional characters of the words that answers are made of.
_TRADITIONAL = str.maketrans(
    "經滿決沒還問題處辦復覆謝對們維壞實麼嗎時後說個為點評價號選項務極錯讚贊達結條質優無過較給從來這開關應總體確終於裝騙動變靜進幾誰樣該認換給種別間當場話熱線領導",
    "经满决没还问题处办复复谢对们维坏实么吗时后说个为点评价号选项务极错赞赞达结条质优无过较给从来这开关应总体确终于装骗动变静进几谁样该认换给种别间当场话热线领导",
)
# Written after a digit by a keyboard of emoji, and after any sign to say how it looks.
_MARKS = {"\u20e3", "\ufe0e", "\ufe0f"}
_PLEASED = set("👍👌😊😀😄😁🙂😃🙏💯🌹❤♥👏🎉✅✌💐")
_SKIN = range(0x1F3FB, 0x1F400)
QUESTION = "?"
BREAK = ","


def plain(text: str) -> str:
    """Half width, simplified, in upper case; punctuation is one comma, a mark of question stays, what cannot be seen and
    what smiles is gone. Blanks stay: whether they part anything is the reader's to say."""
    out = []
    for char in _unmarked(text):
        number = unicodedata.digit(char, None)
        category = unicodedata.category(char)
        if number is not None:
            out.append(str(number))
        elif char.isspace():
            out.append(" ")
        elif char == QUESTION:
            out.append(char)
        elif category.startswith("P") or char == "~":
            out.append(BREAK)
        else:
            out.append(char)
    return "".join(out).upper().translate(_TRADITIONAL).strip(" ,")


def _unmarked(text: str) -> str:
    """A figure in a circle or a key is the figure: told before the compatible form is made, which knows few of them."""
    kept = []
    for char in text:
        if char in _MARKS or char in _PLEASED or ord(char) in _SKIN:
            continue
        number = unicodedata.digit(char, None)
        kept.append(str(number) if number is not None else unicodedata.normalize("NFKC", char))
    return "".join(char for char in "".join(kept) if unicodedata.category(char) != "Cf")


def readable(text: str) -> str:
    """The text for a person to read: as it came, without characters that cannot be shown."""
    return "".join(char if char.isprintable() else " " for char in text).strip() or "（空白）"

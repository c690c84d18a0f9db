"""Why a file will not do. What is said follows the file's name in a sentence, and is translated where it is shown."""

from interaction.i18n.translation import gettext_noop

BROKEN = gettext_noop("打不开，可能已经损坏，请用原来的软件重新保存后再上传。")
LOCKED = gettext_noop("设有打开密码（已加密），请取消密码后再上传。")
TOO_LARGE = gettext_noop("展开后过大，请拆分或者另存为PDF后再上传。")
TOO_COMPLEX = gettext_noop("结构过于复杂，请打印为新的PDF后再上传。")
TOO_MANY_PIXELS = gettext_noop("的像素过多，请缩小图片后再上传。")
NO_PAGES = gettext_noop("没有任何页面，请检查后重新选择。")
ACTIVE_PDF = gettext_noop("含有脚本、自动执行的动作或者内嵌文件，不能上传，请打印为新的PDF后再上传。")
MACROS = gettext_noop("含有宏、控件或者内嵌对象，不能上传，请另存为不含宏的文档或者PDF后再上传。")
REACHES_OUT = gettext_noop("引用了外部的模板、图片、数据或者对象，不能上传，请另存为PDF后再上传。")
UNKNOWN_TEXT = gettext_noop("不是纯文本，请另存为UTF-8编码的TXT或者PDF后再上传。")
ARCHIVE = gettext_noop("是压缩包，请解压后逐个上传里面的文件。")
NOT_TAKEN = gettext_noop(
    "的格式不能上传。可以上传PDF、OFD、照片和图片、Word、Excel、WPS和TXT文件，请转换格式后再上传。"
)


class Unfit(Exception):
    """A file that will not do; `message` is one of the sentences of this module."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

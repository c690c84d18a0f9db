"""The demo county's mailboxes (the county leader's, one of each department's and township's head), its classes of matters
with who leads for them, a few templates, and an organ with two levels of review."""

from interaction.casework.models import Subject
from interaction.organs.models import Organ
from interaction.replies.models import ReplyTemplate
from mailbox.models import Mailbox

BUREAUS = (Organ.Kind.DEPARTMENT, Organ.Kind.JUSTICE, Organ.Kind.BRANCH, Organ.Kind.VERTICAL)
TITLES = {
    Organ.Kind.GOVERNMENT: "县长信箱", **dict.fromkeys(BUREAUS, "{}长信箱"), Organ.Kind.TOWNSHIP: "{}负责人信箱",
    Organ.Kind.AGENCY: "{}主任信箱",
}  # fmt: skip
TITLES_EN = {
    Organ.Kind.GOVERNMENT: "County Head", **dict.fromkeys(BUREAUS, "Director, {} Bureau"),
    Organ.Kind.TOWNSHIP: "Head, {}", Organ.Kind.AGENCY: "Director, {}",
}  # fmt: skip

# (name, organ that leads, keywords)
SUBJECTS = (
    ("供水排水", "LL-SLJ", "自来水 水压 停水 供水 河道 排水 污水 饮水"), ("住房城建", "LL-ZJJ", "公租房 住房 物业 小区 公园 坡道 燃气"),
    ("市容环境", "LL-ZFJ", "施工 扰民 占道 摊贩 垃圾 噪音"), ("道路交通", "LL-JTY", "公交 班车 公路 道路 路灯 车站"),
    ("教育", "LL-JTJ", "学校 幼儿园 入学 教师 学位"), ("医疗医保", "LL-YBJ", "医保 医院 参保 报销 新生儿"),
    ("劳动就业", "LL-RSJ", "工资 拖欠 就业 社保 招聘 养老金"), ("退役军人", "LL-TYJ", "退役 优待证 军人"),
    ("政务服务", "LL-SPJ", "窗口 审批 不动产 证照 办事大厅"), ("农业农村", "LL-NYJ", "农田 种植 补贴 农机 宅基地"),
)  # fmt: skip
TEMPLATES = (
    ("一般答复", "您好，来信收悉。现将您反映的问题答复如下：\n一、核实情况：\n二、处理结果：\n如有疑问，请与我单位联系。感谢您的来信。"),
    ("政策咨询", "您好，来信收悉。根据有关规定，您咨询的事项答复如下：\n办理条件：\n所需材料：\n办理地点和电话："),
)  # fmt: skip


def load_mailboxes() -> None:
    for position, organ in enumerate(Organ.objects.filter(kind__in=TITLES).order_by("path")):
        name = TITLES[Organ.Kind(organ.kind)].format(organ.short_name.removeprefix("县"))
        english = TITLES_EN[Organ.Kind(organ.kind)].format(organ.short_name_en)
        Mailbox.objects.get_or_create(organ=organ, defaults={"name": name, "position": position})
        Mailbox.objects.filter(organ=organ, name_en="").update(name_en=english)
    for position, (name, code, words) in enumerate(SUBJECTS):
        lead = Organ.objects.filter(code=code).first()
        Subject.objects.get_or_create(
            name=name, defaults={"lead": lead, "keywords": "\n".join(words.split()), "position": position}
        )
    for name, body in TEMPLATES:
        ReplyTemplate.objects.get_or_create(organ=None, channel="letter", name=name, defaults={"body": body})
    Organ.objects.filter(code__in=["LL-RSJ", "LL-ZFJ"]).update(review_levels=2)

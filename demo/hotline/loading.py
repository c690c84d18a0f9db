"""The demo county's hotline: its centre's staff. Classes of matters come with the mailboxes; a county shares them."""

from datetime import date, timedelta

from demo.county.accounts import PASSWORD
from hotline.centre import hotline_centre
from hotline.knowledge.models import Article
from interaction.limits.configured import save_version
from interaction.limits.models import ConfiguredLimit
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.replies.models import ReplyTemplate
from interaction.sign_in.passwords import chose_it
from interaction.workdays.now import today
from interaction.workflow.engine import perform

CENTRE_STAFF = (
    ("huawu", "褚话", Role.CALL_AGENT), ("huawu2", "卫音", Role.CALL_AGENT), ("paidan", "蒋派", Role.INTAKE),
    ("rexian-duban", "沈督", Role.SUPERVISOR), ("rexian-gongkai", "韩开", Role.PUBLISHER),
)  # fmt: skip
TEMPLATES = (
    ("工单办理结果", "您反映的事项已办理：\n一、核实情况：\n二、处理结果：\n三、后续安排：\n如有疑问请拨打 12345。"),
)  # fmt: skip


# (organ, question, answer, basis)
ARTICLES = (
    (
        "LL-SLJ",
        "停水了什么时候恢复？",
        "计划停水提前一天在供水公司公众号公告；突发停水先查是否为片区抢修，一般 8 小时内恢复。个别楼栋停水的，先联系物业检查水泵。",
        "供水服务规范",
    ),
    (
        "LL-YBJ",
        "新生儿怎么参加居民医保？",
        "出生 90 日内办理的，自出生之日起享受待遇。带户口簿、出生医学证明到户籍地乡镇（街道）便民服务中心办理，也可以网上办理。",
        "居民基本医疗保险办法",
    ),
    (
        "LL-YBJ",
        "异地就医怎么备案？",
        "在国家医保服务平台或者到医保窗口备案，备案后持卡直接结算；临时外出就医也可以备案。",
        "跨省异地就医直接结算规定",
    ),
    (
        "LL-RSJ",
        "灵活就业人员怎么交养老保险？",
        "带身份证到社保大厅或者乡镇便民服务中心登记，可以按月、按季、按年缴费，缴费基数在上下限之间自选。",
        "社会保险法第十条",
    ),
    (
        "LL-ZJJ",
        "公租房怎么申请？",
        "在县城稳定就业满一年、家庭人均住房面积低于规定标准的，带身份证明、劳动合同、收入证明到社区登记，15 个工作日内审核。",
        "公共租赁住房管理办法",
    ),
    (
        "LL-RSJ",
        "单位拖欠工资怎么办？",
        "带劳动合同或者工资条、考勤记录到劳动保障监察窗口投诉；也可以申请劳动仲裁。",
        "劳动合同法第三十条",
    ),
    (
        "LL-SPJ",
        "不动产登记要带什么材料？",
        "带身份证、购房合同、契税完税证明到政务服务大厅不动产窗口，材料齐全的 3 个工作日内办结。",
        "不动产登记暂行条例",
    ),
    ("LL-JTY", "老年人怎么办免费乘车卡？", "65 周岁以上带身份证到公交公司服务点办理，当场领取。", "老年人优待办法"),
)


# 山东省政务服务热线管理办法 (2020, from press reports): five working days for what is passed on, ten at most with an extension,
# two to return it. What the hotline may promise sooner (咨询) stays.
PROVINCE, SINCE = "山东省政务服务热线管理办法（2020年，据公开报道）", date(2020, 1, 1)
LIMITS = (
    *((f"hotline.reply.{kind}", 5, 5) for kind in ("help", "complain", "report", "suggest", "praise")),
    ("hotline.return", 2, None),
)  # fmt: skip


def _load_limits() -> None:
    """The limits that the county begins with; later ones are entered at 法律规则."""
    have = set(ConfiguredLimit.objects.values_list("rule", flat=True))
    for rule, length, extension in LIMITS:
        if rule not in have:
            save_version(
                ConfiguredLimit(
                    rule=rule, effective_from=SINCE, length=length, extension=extension, basis=PROVINCE
                )
            )  # fmt: skip


def load_hotline() -> None:
    centre = hotline_centre()
    have = set(Staff.objects.values_list("username", flat=True))
    for username, name, role in CENTRE_STAFF:
        if username not in have:
            staff = Staff.objects.create_user(username, PASSWORD, name=name)
            chose_it(staff)
            Post.objects.create(staff=staff, organ=centre, role=role)
    _load_limits()
    _load_articles()
    for name, body in TEMPLATES:
        ReplyTemplate.objects.get_or_create(organ=None, channel="order", name=name, defaults={"body": body})


def _load_articles() -> None:
    """By the hotline's supervisor, in the name of the organs, as when a base is begun."""
    keeper = Actor.of(Staff.objects.get(username="rexian-duban"))
    organs = {one.code: one for one in Organ.objects.all()}
    for code, title, body, basis in ARTICLES:
        if code in organs and not Article.objects.filter(organ=organs[code], title=title).exists():
            until = (today() + timedelta(days=365)).isoformat()
            texts = {"organ": organs[code].pk, "title": title, "body": body, "basis": basis, "valid_until": until}
            perform(Article(organ=organs[code]), "save", keeper, texts)

"""The demo county's guides, and what its organs have published of their own accord: invented documents of real kinds."""

from datetime import date, timedelta

from django.db import transaction

from demo.county.names import CITY, COUNTY
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.now import today
from interaction.workflow.engine import perform
from requests_app.disclosure.models import CatalogueEntry, Category, DisclosureGuide

ARRANGEMENT = (
    "本机关主动公开的政府信息按条例第二十条分为法规和规范性文件、机关职能、规划计划、统计信息、行政许可、行政处罚、财政预决算等类，"
    "每条信息编有索引号。\n索引号由机关代码、公开年份和流水号组成，例如 {code}/2026-001。"
)
ACCESS = (
    "在本网站的公开目录中按类别、年份查找；在全站搜索中输入名称或者文号查找。\n"
    "到县档案馆、县图书馆、政务服务大厅的政府信息查阅场所查阅，现场有人帮助。\n"
    "目录中没有的，可以依法申请公开。"
)
# (category, title, summary, days before today on which it was produced, days until it was published)
DOCUMENTS = (
    (Category.ORGANISATION, "{organ}机构职能", "{organ}的主要职责、内设机构、办公地址、办公时间、联系方式和负责人姓名。", 400, 3),
    (Category.BUDGETS, "{organ}{year}年部门预算", "收支总体情况、“三公”经费、政府采购和绩效目标。", 300, 12),
    (Category.BUDGETS, "{organ}{before}年部门决算", "收支决算总体情况、财政拨款支出和“三公”经费支出说明。", 110, 9),
    (Category.PLANS, "{organ}{year}年工作要点", "全年主要任务、责任科室和完成时限。", 270, 8),
    (Category.LICENCES, "{organ}政务服务事项清单", "依申请办理的事项、依据、条件、材料、时限和收费情况。", 180, 6),
    (Category.RULES, "{organ}规范性文件清理结果", "继续有效、修改和废止的规范性文件目录。", 60, 10),
)  # fmt: skip


@transaction.atomic
def load() -> int:
    """Create what is missing; what is there stays as it is. Answers how many entries the catalogues have."""
    organs = Organ.objects.filter(active=True).exclude(kind=Organ.Kind.HOTLINE).order_by("path")
    for place, organ in enumerate(organs):
        if not DisclosureGuide.objects.filter(organ=organ).exists():
            perform(DisclosureGuide(organ=organ), "save", Actor.system(), _guide(organ, place))
        for number, document in enumerate(DOCUMENTS, 1):
            _add(organ, number, document, today() - timedelta(days=place % 20))
    return CatalogueEntry.objects.count()


def _guide(organ: Organ, place: int) -> dict[str, object]:
    return {
        "office": f"{organ.short_name}政府信息公开工作办公室", "address": f"{CITY}{COUNTY}政务服务中心（演示地址）{place + 1} 号窗口",
        "hours": "工作日 9:00—12:00、13:30—17:30", "phone": f"0539-0000{place:03}", "postcode": "277700",
        "arrangement": ARRANGEMENT.format(code=organ.code), "access": ACCESS,
    }  # fmt: skip


def _add(organ: Organ, number: int, document: tuple[str, str, str, int, int], day: date) -> None:
    category, title, summary, ago, took = document
    produced = day - timedelta(days=ago)
    published = produced + timedelta(days=took)
    words = {"organ": organ.name, "year": produced.year, "before": produced.year - 1}
    said = summary.format(**words)
    index_number = f"{organ.code}/{published.year}-{number:03}"
    if CatalogueEntry.objects.filter(index_number=index_number).exists():
        return
    values = {
        "index_number": index_number, "category": category, "title": title.format(**words), "summary": said, "produced_on": produced,
        "published_on": published, "text": f"{said}\n（演示内容：正式使用时由本机关发布全文。）",
    }  # fmt: skip
    perform(CatalogueEntry(organ=organ), "save", Actor.system(), values)

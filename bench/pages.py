"""Pages as staff and visitors open them, through the whole of Django in this process."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measuring import ReportLine, count, medians_ms, ms, times
from bench.seeding import Opened
from interaction.casework.models import Case
from interaction.organs.models import Staff

ROUNDS = 40
MOST_QUERIES = 12
QUEUE_BAR, STATISTICS_BAR = 1.3, 1.5
LOGIN = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Page:
    """A page and what was measured of it, by number of cases."""

    name: str
    address: str
    client: Client
    rows: int  # how many table rows it must show
    bar: float
    most_queries: int | None
    taken: dict[int, float] = field(default_factory=dict)
    queries: int = 0

    def open(self) -> None:
        answer = self.client.get(self.address)
        assert answer.status_code == 200, (self.address, answer.status_code)
        self.found = answer.content.decode().count("<tr")

    def check(self) -> None:
        """The page shows what it should, by how many queries."""
        with CaptureQueriesContext(connection) as captured:
            self.open()
        self.queries = len(captured)
        assert self.found >= self.rows, f"{self.address} shows {self.found} rows, not {self.rows}"


def client_of(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Staff.objects.get(username=username), backend=LOGIN)
    return client


def pages(opened: Opened) -> list[Page]:
    """Queues and case pages for the county's intake and supervisor and a department's handler, and the figures."""
    found = []
    staff = {"shoujian": "county intake", "duban": "county supervisor", opened.handler.username: "department handler"}
    for username, who in staff.items():
        client = client_of(username)
        for tab in ("mine", "organ", "all"):
            # Nothing waits for a supervisor: that tab is empty at every size. What waits for one desk hardly fills a page
            # of 50 at a thousand cases; a fuller one at a million makes the ratio no better.
            rows = (0 if username == "duban" else 30) if tab == "mine" else 50
            found.append(
                Page(f"queue, {who}, {tab}", f"/desk/?tab={tab}", client, rows, QUEUE_BAR, MOST_QUERIES)
            )  # fmt: skip
        address = f"/desk/?q={opened.case.number}"
        found.append(Page(f"queue search by number, {who}", address, client, 1, QUEUE_BAR, MOST_QUERIES))
        address = f"/desk/cases/{opened.case.pk}/"
        found.append(Page(f"case page, {who}", address, client, 1, QUEUE_BAR, MOST_QUERIES))
    visitor = Client(SERVER_NAME="localhost")
    found.append(Page("statistics page", "/statistics/", visitor, 50, STATISTICS_BAR, None))
    quarter = (
        f"{opened.case.received_on:%Y}-Q{(opened.case.received_on.month + 2) // 3}" if opened.case.received_on else ""
    )
    address = f"/statistics/?period={quarter}"
    found.append(Page("statistics page of a quarter", address, visitor, 20, STATISTICS_BAR, MOST_QUERIES))
    address = f"/statistics/organs/{opened.case.organ.code}/"
    found.append(Page("statistics page of an organ", address, visitor, 10, STATISTICS_BAR, MOST_QUERIES))
    return found


def measure(all_pages: list[Page], wanted: Callable[[Page], bool]) -> None:
    """Open every wanted page often, at the number of cases there are now."""
    cases = Case.objects.count()
    chosen = [page for page in all_pages if wanted(page)]
    for page in chosen:
        page.check()
    taken = medians_ms([page.open for page in chosen], ROUNDS, f"pages at {cases:,}")
    for page, median in zip(chosen, taken, strict=True):
        page.taken[cases] = median


def lines(all_pages: list[Page]) -> list[ReportLine]:
    return [_line(page) for page in all_pages if page.taken]


def _line(page: Page) -> ReportLine:
    sizes = sorted(page.taken)
    least, most = sizes[0], sizes[-1]
    ratio = page.taken[most] / page.taken[least]
    enough = page.most_queries is None or page.queries <= page.most_queries
    return ReportLine(
        what=page.name,
        result=f"{ms(page.taken[most])} at {count(most)} cases, {page.queries} queries",
        against=", ".join(f"{ms(page.taken[size])} at {count(size)}" for size in sizes[:-1]),
        ratio=times(ratio),
        bar=f"≤ {page.bar}x" + (f", ≤ {page.most_queries} queries" if page.most_queries else ""),
        met=ratio <= page.bar and enough,
    )

"""The books of an invented department: amounts that add up, year after year, before any report prints them.

Amounts are whole hundredths of 万元, as the forms print them: sums are exact and nothing is rounded twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from flows.model.words import read_seed

YUAN = 100  # of a hundredth of 万元


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a county; `kind` is what it reports: form, base_data, project or accounts."""

    county_id: str
    province: str
    city: str
    county: str
    name: str
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Income by source and expenditure by use of the office itself or of a unit below it."""

    name: str
    general: int
    fund: int
    personnel: int
    public: int
    project: int

    @property
    def income(self) -> int:
        """Everything that came in; what was carried over is not part of it."""
        return self.general + self.fund

    @property
    def basic(self) -> int:
        """What the unit itself costs."""
        return self.personnel + self.public

    @property
    def expenditure(self) -> int:
        """Everything that was spent."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Travel:
    """The three public expenses of one year and basis."""

    reception: int
    running: int
    purchase: int
    abroad: int

    @property
    def vehicles(self) -> int:
        """Buying and running cars."""
        return self.running + self.purchase

    @property
    def total(self) -> int:
        """All of them."""
        return self.reception + self.vehicles + self.abroad


@dataclass(frozen=True, slots=True)
class Fund:
    """A project's money from one source."""

    source: str
    planned: int
    received: int
    spent: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its money and what came of it."""

    name: str
    funds: tuple[Fund, ...]
    households: int
    satisfaction: int

    def total(self, stage: str) -> int:
        """The sum over the sources of `planned`, `received` or `spent`."""
        return sum(getattr(fund, stage) for fund in self.funds)


@dataclass(frozen=True, slots=True)
class Books:
    """One department in one year."""

    department: Department
    year: int
    quota: int
    staff: int
    units: tuple[Unit, ...]
    carry_in: int
    travel_before: Travel
    travel_budget: Travel
    travel: Travel
    public_before: tuple[int, ...]
    public_budget: tuple[int, ...]
    public_parts: tuple[int, ...]
    goods: int
    services: int
    works: int
    procurement_budget: int
    procurement_before: int
    in_use: int
    rented: int
    other_assets: int
    project: Project

    @property
    def income(self) -> int:
        """Of all units."""
        return sum(unit.income for unit in self.units)

    @property
    def expenditure(self) -> int:
        """Of all units."""
        return sum(unit.expenditure for unit in self.units)

    @property
    def carry_out(self) -> int:
        """What is left for the next year."""
        return self.carry_in + self.income - self.expenditure

    @property
    def procurement(self) -> int:
        """Goods, services and works."""
        return self.goods + self.services + self.works


_KINDS = (
    ("住房和城乡建设局", "form", ("老旧小区改造", "农村危房改造")),
    ("教育局", "base_data", ("校舍维修", "学生营养改善")),
    ("水利局", "project", ("小型水库除险加固", "农村饮水安全巩固提升")),
    ("民政局", "accounts", ("城乡困难群众救助", "养老服务设施建设")),
)
_SOURCES = ("其中：中央财政", "省财政", "市财政", "县市区财政", "其它")


def departments(counties: int) -> tuple[Department, ...]:
    """Four departments in each of so many counties, drawn evenly from those of today."""
    rows = [row for row in read_seed("counties") if row["level"] == "县" and not row["valid_to"]]
    step = max(1, len(rows) // counties)
    return tuple(
        Department(
            row["county_id"], row["province_name"], row["city_name"], row["county_name"],
            row["county_name"] + name, kind, f"{number + 301}001",
        )
        for row in rows[: step * counties : step]
        for number, (name, kind, _) in enumerate(_KINDS)
    )  # fmt: skip


def years_of(department: Department, years: Sequence[int]) -> Iterator[Books]:
    """The department's books year after year: what one year leaves, the next begins with."""
    random = Random(f"{department.county_id}{department.kind}")
    carried, before = random.randint(0, 90_000), _travel(random, None)
    public_before = _parts(random, 4)
    procurement_before = random.randint(50_000, 90_000)
    quota = random.randint(60, 180)
    names = next(names for _, kind, names in _KINDS if kind == department.kind)
    for year in years:
        books = _books(random, department, year, quota, carried, before, public_before, procurement_before,
                       names[year % 2])  # fmt: skip
        yield books
        carried, before = books.carry_out, books.travel
        public_before, procurement_before = books.public_parts, books.procurement


def _books(random: Random, department: Department, year: int, quota: int, carried: int, before: Travel,
           public_before: tuple[int, ...], procurement_before: int, project: str) -> Books:  # fmt: skip
    public_parts = _parts(random, 4)
    office = _unit(random, "局机关", sum(public_parts), carried)
    below = _unit(random, f"{random.choice(('事务', '服务', '执法'))}中心", random.randint(2_000, 9_000), 0)
    goods, services, works = (random.randint(5_000, 30_000) for _ in range(3))
    return Books(
        department=department,
        year=year,
        quota=quota,
        staff=quota - random.randint(0, 9),
        units=(office, below),
        carry_in=carried,
        travel_before=before,
        travel_budget=Travel(before.reception + 50, before.running + 80, before.purchase, before.abroad),
        travel=_travel(random, before),
        public_before=public_before,
        public_budget=tuple(part + random.randint(0, 300) for part in public_parts),
        public_parts=public_parts,
        goods=goods,
        services=services,
        works=works,
        procurement_budget=goods + services + works,
        procurement_before=procurement_before,
        in_use=random.randint(90_000, 300_000),
        rented=random.randint(0, 4_000),
        other_assets=random.randint(0, 2_000),
        project=_project(random, project),
    )


def _unit(random: Random, name: str, public: int, carried: int) -> Unit:
    general, fund = random.randint(300_000, 900_000), random.randint(0, 1) * random.randint(10_000, 200_000)
    personnel = random.randint(60_000, 160_000)
    left = random.randint(0, carried + 4_000) if carried else 0
    return Unit(name, general, fund, personnel, public, general + fund + carried - left - personnel - public)


def _travel(random: Random, before: Travel | None) -> Travel:
    if before is None:
        return Travel(random.randint(200, 900), random.randint(300, 2_000), 0, 0)
    return Travel(before.reception - random.randint(0, 20), before.running - random.randint(0, 30), 0, 0)


def _parts(random: Random, count: int) -> tuple[int, ...]:
    return tuple(random.randint(900, 12_000) for _ in range(count))


def _project(random: Random, name: str) -> Project:
    funds = []
    for source in _SOURCES:
        planned = random.randint(0, 3) and random.randint(5_000, 120_000)
        received = planned - (random.randint(0, planned // 10) if planned else 0)
        funds.append(Fund(source, planned, received, received - (random.randint(0, received // 8) if received else 0)))
    if not any(fund.spent for fund in funds):
        funds[0] = Fund(_SOURCES[0], 50_000, 50_000, 48_000)
    return Project(name, tuple(funds), random.randint(80, 5_000), random.randint(90, 99))


def printed(amount: int) -> str:
    """An amount in 万元 as the forms print it."""
    return format(Decimal(amount) / 100, "f") if amount else "0"


def percent(part: int, whole: int) -> str:
    """A share as the reports print it, with two decimals, rounded half up."""
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}%"

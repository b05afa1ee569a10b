"""The amounts of an invented department year after year, in whole 分, by the words that reports call them by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_WAN = 1_000_000
GENERAL, FUND, OTHER = "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "其他收入"
SOURCES = (GENERAL, FUND, OTHER)
VEHICLES = ("公务用车购置费", "公务用车运行维护费")
THREE_PUBLIC = ("因公出国（境）费", *VEHICLES, "公务接待费")
BOUGHT = ("货物类采购", "服务类采购", "工程类采购")
ASSETS = ("在用固定资产", "出租固定资产", "其他固定资产")
PUBLIC = ("办公经费", "水费、电费、差旅费", "会议费、培训费", "其他公用经费")

Amounts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Year:
    """What a department budgeted for a year and what came of it, its quota and its staff at the end."""

    year: int
    planned: Amounts
    spent: Amounts
    staff: tuple[int, int]


def years(random: Random, first: int, count: int) -> Sequence[Year]:
    """So many years in a row: what one leaves, the next begins with."""
    carried, quota, size = fen(random, 0, 400), random.randint(40, 190), random.choice((0.3, 1, 1, 6))
    found: list[Year] = []
    for year in range(first, first + count):
        spent = _amounts(random, carried, size)
        found.append(Year(year, _planned(random, spent), spent, (quota, quota - random.randint(0, 9))))
        carried = spent["年末结转和结余"]
    return found


def fen(random: Random, least: int, most: int) -> int:
    """An amount between so many 万元, known to the 分."""
    return random.randint(least * _WAN, most * _WAN)


def _amounts(random: Random, carried: int, size: float) -> Amounts:
    found = {GENERAL: int(fen(random, 600, 3_000) * size)}
    found |= {name: random.choice((0, int(fen(random, 1, 600) * size))) for name in (FUND, OTHER)}
    found |= {name: random.choice((0, fen(random, 1, 30))) for name in THREE_PUBLIC[:2]}
    found |= {name: fen(random, 1, 30) for name in THREE_PUBLIC[2:]}
    found |= {name: fen(random, 1, 40) for name in PUBLIC}
    found |= {name: fen(random, 5, 300) for name in (*BOUGHT, *ASSETS)}
    income = sum(found[name] for name in SOURCES)
    left = random.choice((0, carried // 3, carried, carried + income // 40))
    personnel = (income + carried - left) * random.randint(20, 55) // 100
    return _summed({**found, "上年结转和结余": carried, "年末结转和结余": left, "人员经费": personnel})


def _planned(random: Random, spent: Amounts) -> Amounts:
    """A budget: every item is another than what came of it, and they add up."""
    return _summed({name: spent[name] * random.randint(90, 110) // 100 for name in spent if name not in _SUMS})


_SUMS = (
    "收入合计",
    "支出合计",
    "公用经费",
    "基本支出",
    "项目支出",
    "公务用车购置及运行维护费",
    "三公经费",
    "政府采购金额",
    "固定资产合计",
)


def _summed(items: Amounts) -> Amounts:
    income, public = (sum(items[name] for name in names) for names in (SOURCES, PUBLIC))
    expenditure, basic = income + items["上年结转和结余"] - items["年末结转和结余"], items["人员经费"] + public
    vehicles, travel, bought, assets = (
        sum(items[name] for name in names) for names in (VEHICLES, THREE_PUBLIC, BOUGHT, ASSETS)
    )
    sums = (income, expenditure, public, basic, expenditure - basic, vehicles, travel, bought, assets)
    return {**items, **dict(zip(_SUMS, sums, strict=True))}

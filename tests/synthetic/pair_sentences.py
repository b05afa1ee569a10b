"""What reports say of this year and of the year before in sentences, each number right as it is printed."""

from collections.abc import Callable, Collection

from tests.synthetic.hand import Hand
from tests.synthetic.ledgers import BOUGHT, THREE_PUBLIC, Year


def told(hand: Hand, last: Year, year: Year, topics: Collection[str]) -> str:
    """Paragraphs on these topics, in each writer's order."""
    chosen = [write(hand, last, year) for topic, write in _TOPICS.items() if topic in topics]
    chosen.append(_last_year(hand, last))
    hand.random.shuffle(chosen)
    return "\n\n".join(["# 一、收支决算情况", *chosen])


def _income(hand: Hand, last: Year, year: Year) -> str:
    now, before, said = year.spent, last.spent, hand.said
    carried = f"上年结转和结余{said(now['上年结转和结余'])}，年末结转和结余{said(now['年末结转和结余'])}"
    variant = hand.random.randrange(5)
    if variant == 0:
        return f"{year.year}年度收入{said(now['收入合计'])}，支出{said(now['支出合计'])}，{carried}。"
    if variant == 1:
        return (
            f"{year.year}年收入合计{said(now['收入合计'])}，{_change(hand, last, year, '收入合计')}。"
            f"{year.year}年支出合计{said(now['支出合计'])}，{_change(hand, last, year, '支出合计')}。"
        )
    if variant == 2:
        hand.trap("收入支出含结转")
        total = now["收入合计"] + now["上年结转和结余"]
        return (
            f"{year.year}年度收入总计{said(total)}，支出总计{said(total)}。其中：本年收入合计{said(now['收入合计'])}，"
            f"年初结转和结余{said(now['上年结转和结余'])}；本年支出合计{said(now['支出合计'])}，"
            f"年末结转和结余{said(now['年末结转和结余'])}。"
        )
    if variant == 3:
        hand.trap("约数")
        return (
            f"{last.year}年总支出{hand.hedged(before['支出合计'])}，{year.year}年总支出{hand.hedged(now['支出合计'])}。"
        )
    return (
        f"{last.year}年度收入合计{said(before['收入合计'])}，支出合计{said(before['支出合计'])}；"
        f"{year.year}年度收入合计{said(now['收入合计'])}，支出合计{said(now['支出合计'])}。"
    )


def _change(hand: Hand, last: Year, year: Year, name: str) -> str:
    """The change since last year, whose number some name and some do not."""
    difference = year.spent[name] - last.spent[name]
    if abs(difference) < 10_000 or not last.spent[name]:
        return "与上年基本持平" if abs(difference) < 10_000 else "上年无此项"
    word, rate = ("增加", "增长") if difference > 0 else ("减少", "下降")
    changed = f"{word}{hand.said(abs(difference))}，{rate}{hand.rate(abs(difference), last.spent[name])}"
    return hand.random.choice((
        f"比上年{changed}", f"较上年{changed}", f"与{last.year}年相比，{changed}",
        f"比{last.year}年决算数{hand.said(last.spent[name])}{changed}",
    ))  # fmt: skip


def _uses(hand: Hand, last: Year, year: Year) -> str:
    now, said = year.spent, hand.said
    shares = hand.shares([now["基本支出"], now["项目支出"]])
    own = now["支出合计"] * 2 // 3
    hand.trap("局机关一部分")
    return (
        f"{year.year}年支出合计{said(now['支出合计'])}，其中：基本支出{said(now['基本支出'])}，占支出合计的{shares[0]}；"
        f"项目支出{said(now['项目支出'])}，占支出合计的{shares[1]}。局机关支出{said(own)}。"
    )


def _three_public(hand: Hand, last: Year, year: Year) -> str:
    now, before, said = year.spent, last.spent, hand.said
    parts = "，".join(f"{name}{said(now[name])}" for name in THREE_PUBLIC if now[name])
    variant = hand.random.randrange(4)
    if variant == 0:
        return f"“三公”经费支出{said(now['三公经费'])}，上年“三公”经费支出{said(before['三公经费'])}，其中：{parts}。"
    if variant == 1:
        return (
            f"{last.year}年度“三公”经费支出{said(before['三公经费'])}，{year.year}年度“三公”经费支出"
            f"{said(now['三公经费'])}，{_change(hand, last, year, '三公经费')}。"
        )
    if variant == 2:
        hand.trap("句中财政拨款三公少于全部")
        return (
            f"{year.year}年度一般公共预算财政拨款“三公”经费支出决算{said(now['三公经费'] * 3 // 4)}，"
            f"完成年初预算{said(year.planned['三公经费'])}的{hand.rate(now['三公经费'] * 3 // 4, year.planned['三公经费'])}，"
            f"其中公务接待费{said(now['公务接待费'] // 2)}。"
        )
    return (
        f"{year.year}年度“三公”经费决算数{said(now['三公经费'])}，其中：{parts}。公务接待费"
        f"{_change(hand, last, year, '公务接待费')}。"
    )


def _bought(hand: Hand, last: Year, year: Year) -> str:
    now, said = year.spent, hand.said
    parts = "，".join(f"{name}{said(now[name])}" for name in BOUGHT)
    return f"{year.year}年政府采购金额{said(now['政府采购金额'])}，其中：{parts}。"


def _last_year(hand: Hand, last: Year) -> str:
    name = hand.random.choice(("支出合计", "支出合计", "支出合计", "收入合计", "政府采购金额"))
    when = hand.random.choice((f"{last.year}年度", f"{last.year}年，", "上年", "上年度"))
    return f"{when}{name}{hand.said(last.spent[name])}。"


def _assets(hand: Hand, last: Year, year: Year) -> str:
    now, before, said = year.spent, last.spent, hand.said
    hand.trap("年初数与年末数")
    return (
        f"年末固定资产合计{said(now['固定资产合计'])}，其中在用固定资产{said(now['在用固定资产'])}；"
        f"上年末固定资产合计{said(before['固定资产合计'])}。"
    )


def _people(hand: Hand, last: Year, year: Year) -> str:
    return f"我单位编制{year.staff[0]}名，年末实有在职人员{year.staff[1]}人，上年末在职人员{last.staff[1]}人。"


_TOPICS: dict[str, Callable[[Hand, Year, Year], str]] = {
    "收支": _income, "用途": _uses, "三公": _three_public, "采购": _bought, "资产": _assets, "人员": _people,
}  # fmt: skip

"""Sentences in which every number is right, whatever base, rounding or hedge it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.synthetic.hand import Hand

_WAN = 1_000_000


@dataclass(frozen=True, slots=True)
class Money:
    """What a report tells of: `income` is 0 where a form tells it, `travel` is this year's three public costs.

    `people` are the establishment and the staff, `assets` all and those in use.
    """

    expenditure: int
    uses: Sequence[int]
    income: int
    travel: int
    people: tuple[int, int]
    assets: tuple[int, int]


def sentences(hand: Hand, year: int, money: Money) -> str:
    """A report's words on its money."""
    share, other = hand.shares(money.uses)
    told = [
        f"# 一、收支情况\n\n{year}年度支出合计{hand.said(money.expenditure)}，其中：基本支出{hand.said(money.uses[0])}，"
        f"占支出合计的{share}；项目支出{hand.said(money.uses[1])}，占支出合计的{other}。",
        _three_public(hand, year, money.travel),
        *hand.random.sample([_sources(hand, money.income), _hedged(hand, money.expenditure), _named_base(hand),
                             _partial(hand), _new_body(hand), _main_uses(hand), _rates(hand, money), _counted(hand),
                             _years(hand, year)], 6),
    ]  # fmt: skip
    return "\n\n".join(told)


def _fen(hand: Hand, least: int, most: int) -> int:
    return hand.random.randint(least * _WAN, most * _WAN)


def _sources(hand: Hand, income: int) -> str:
    """Income by source with shares of all of it."""
    if not income:
        return "收入来源稳定。"
    general = income * hand.random.randint(500, 950) // 1000
    fund = (income - general) * hand.random.randint(100, 900) // 1000
    parts = [general, fund, income - general - fund]
    names = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "其他收入")
    listed = "；".join(
        f"{name}{hand.said(fen)}，占收入合计的{share}"
        for name, fen, share in zip(names, parts, hand.shares(parts), strict=True)
    )
    return f"本年收入合计{hand.said(income)}，其中：{listed}。"


def _three_public(hand: Hand, year: int, now: int) -> str:
    """This year's costs against last year's: less, more, the same, or nothing before."""
    before = hand.random.choice((0, now, now * hand.random.randint(70, 140) // 100))
    difference = now - before
    if now and not before:
        hand.trap("上年为零称增长百分之百")
        return (
            f"“三公”经费支出{hand.said(now)}，上年“三公”经费支出0万元，比上年增加{hand.said(now)}，增长100%，"
            "主要原因是本部门为本年新组建单位，上年无支出。"
        )
    said = [hand.said(now), hand.said(before)]
    words = hand.random.choice((
        f"“三公”经费支出{said[0]}，上年“三公”经费支出{said[1]}，",
        f"{year - 1}年度“三公”经费支出{said[1]}，{year}年度“三公”经费支出{said[0]}，",
    ))  # fmt: skip
    if abs(difference) < 10_000:
        return f"{words}与上年{'基本' if difference else ''}持平。"
    word, rate = ("增加", "增长") if difference > 0 else ("减少", "下降")
    return f"{words}比上年{word}{hand.said(abs(difference))}，{rate}{hand.rate(abs(difference), before)}。"


def _hedged(hand: Hand, expenditure: int) -> str:
    return f"全年总支出{hand.hedged(expenditure)}，受益群众480户左右，满意度达95%以上。"


def _named_base(hand: Hand) -> str:
    """Rates of two bases, each named."""
    first, now = _fen(hand, 100, 900), _fen(hand, 50, 900)
    adjusted = max(first, now) + _fen(hand, 1, 90)
    hand.trap("同一支出对两个基数的比率")
    side, why = ("大于", "年中追加人员经费") if now > first else ("小于", "部分项目结转下年支付")
    return (
        f"社会保障和就业支出年初预算为{hand.said(first)}，调整预算为{hand.said(adjusted)}，支出决算为{hand.said(now)}，"
        f"完成年初预算的{hand.rate(now, first)}，完成调整预算的{hand.rate(now, adjusted)}，"
        f"决算数{side}年初预算数的主要原因是{why}。"
    )


def _partial(hand: Hand) -> str:
    """Some of the parts, called 其中."""
    whole = _fen(hand, 100, 900)
    hand.trap("其中只列部分")
    one, other = whole * 31 // 100, whole * 22 // 100
    return (
        f"政府采购支出总额{hand.said(whole)}，其中：政府采购货物支出{hand.said(one)}、政府采购服务支出{hand.said(other)}。"
        f"授予中小企业合同金额{hand.said(one)}，占政府采购支出总额的{hand.rate(one, whole)}。"
    )


def _new_body(hand: Hand) -> str:
    """A growth from nothing, which no base defines."""
    fen = _fen(hand, 10, 900)
    hand.trap("新组建部门的增长率")
    return f"机关运行经费支出{hand.said(fen)}，比上年增加{hand.said(fen)}，增长100%，原因是本部门为本年新设立，上年无此项支出。"


def _main_uses(hand: Hand) -> str:
    """Main uses of an amount, which are not all of it."""
    whole = _fen(hand, 300, 900)
    hand.trap("主要用途如下")
    return (
        f"项目资金共安排{hand.said(whole)}，主要用途如下：道路维修{hand.said(whole // 3)}，"
        f"设备购置{hand.said(whole // 4)}，人员培训{hand.said(whole // 9)}等。"
    )


def _rates(hand: Hand, money: Money) -> str:
    """The rates of the evaluation with the amounts they come from."""
    (quota, staff), (assets, used) = money.people, money.assets
    return (
        f"编制数{quota}人，年末在职人员{staff}人，在职人员控制率{hand.rate(staff, quota)}。固定资产总额{hand.said(assets)}，"
        f"在用固定资产{hand.said(used)}，固定资产利用率{hand.rate(used, assets)}。"
    )


def _counted(hand: Hand) -> str:
    cars = [hand.random.randint(0, 6) for _ in range(3)]
    listed = f"机要通信用车{cars[0]}辆、应急保障用车{cars[1]}辆、其他用车{cars[2]}辆"
    return f"截至年末，本部门共有车辆{sum(cars)}辆，其中，{listed}；单价50万元以上通用设备2台。"


def _years(hand: Hand, year: int) -> str:
    """This year's receptions and last year's, each with what it counts."""
    fen, times = _fen(hand, 2, 9), hand.random.randint(20, 90)
    hand.trap("上年数与本年数同句")
    return (
        f"{year - 1}年度会议费支出{hand.said(fen)}，{year}年度会议费支出{hand.said(fen * 9 // 10)}，比上年减少，"
        f"全年召开会议{times}次，参会{times * 30}人次。"
    )

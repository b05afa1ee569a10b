"""Scoring rules as data: every pattern in the words of several provinces, and what is no rule."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model.rule_tree import (
    Band,
    Bands,
    Deduction,
    Item,
    Judgement,
    Level,
    Ordinal,
    Penalties,
    Penalty,
    PerCount,
    Proportion,
    ScoringRule,
    SumOfItems,
    Term,
)
from flows.model.words import read_seed
from flows.scoring_rules.parsing import parse_scoring_rule, read_rule


def parsed(text: str, weight: int | str = 5) -> ScoringRule:
    rule = parse_scoring_rule(text, D(weight))
    assert rule is not None, text
    return rule


def only(text: str, weight: int | str = 5) -> Term:
    [term] = parsed(text, weight).terms
    return term


def over(standard: str | None, points: str, step: str = "1") -> Deduction:
    return Deduction(D(standard) if standard else None, D(step), D(points), True, False)


def under(standard: str | None, points: str, step: str = "1") -> Deduction:
    return Deduction(D(standard) if standard else None, D(step), D(points), False, True)


def both(standard: str | None, points: str, step: str = "1") -> Deduction:
    return Deduction(D(standard) if standard else None, D(step), D(points), True, True)


@pytest.mark.parametrize(
    ("text", "full", "term"),
    [
        # Over a standard of 100 % (P1).
        ("以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。", 5, over("100", "0.5")),
        ("控制率≤100%得4分，每高出1个百分点扣0.4分", 4, over("100", "0.4")),
        ("控制在100％以内的得满分；每超出 1％ 扣减 1 分，直至扣完", None, over("100", "1")),
        ("超过100%的，每1个百分点扣0.2分", None, over("100", "0.2")),
        # Over 0 (P2).
        ("变动率≦0计5分；＞0的，每超过一个百分点扣0.5分", 5, over("0", "0.5")),
        ("变动率小于等于0的得满分，大于0的，每增加1个百分点扣1分，扣完为止", None, over("0", "1")),
        ("零增长或下降（变动率不高于0%）得4分，每上升1个百分点扣0.8分。", 4, over("0", "0.8")),
        # Under a standard (P7).
        ("每低于100%一个百分点扣0.1分，扣完为止。", None, under("100", "0.1")),
        ("达到90%以上得满分，每低于1%扣0.1分", None, under("90", "0.1")),
        ("以95%为基准，每低1个百分点扣0.5分。", None, under("95", "0.5")),
        ("每下降1个百分点，扣减0.5分，直至扣完为止。以95%为目标", None, under("95", "0.5")),
        ("执行率低于95%的，每少2个百分点扣0.3分", None, under("95", "0.3", "2")),
        # Steps, over, under or both (P8).
        ("100%计满分，每低于5%扣2分，扣完为止。", None, under("100", "2", "5")),
        ("100%以下（含）计满分，每超出5%扣2分，扣完为止。", None, over("100", "2", "5")),
        ("100%计满分，每超过（降低）5%扣2分。扣完为止。", None, both("100", "2", "5")),
        ("完成率=100%得满分，每偏离1%扣0.1分", None, both("100", "0.1")),
        ("100%得5分，每高于或低于10%扣1分", 5, both("100", "1", "10")),
        # The standard is the target, which the rule does not print.
        ("支出不超过预算的得5分，每超出1个百分点扣0.5分", 5, over(None, "0.5")),
        ("每低于目标值1%扣0.5分", None, under(None, "0.5")),
    ],
)
def test_deductions(text, full, term):
    rule = parsed(text)
    assert (rule.full, rule.terms, rule.kind) == (full, (term,), "deduction")


def band(low: int | None, high: int | None, points: int | None, *, low_in: bool = False, high_in: bool = False) -> Band:
    sides = [None if side is None else D(side) for side in (low, high)]
    return Band(sides[0], sides[1], low_in, high_in, None if points is None else D(points))


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        # Tiers downwards (P3).
        (
            "≥90%，计5分；80%（含）-90%，计4分；低于80%不得分。",
            (band(90, None, 5, low_in=True), band(80, 90, 4, low_in=True), band(None, 80, 0)),
        ),
        (
            "95%≤满意度，得5分；85%≤满意度＜95%，得4分；满意度<85%，得0分",
            (band(95, None, 5, low_in=True), band(85, 95, 4, low_in=True), band(None, 85, 0)),
        ),
        (
            "满意度达到90%及以上5分，高于80%（含80%）低于90%4分，80%以下不得分",
            (band(90, None, 5, low_in=True), band(80, 90, 4, low_in=True), band(None, 80, 0)),
        ),
        (
            "①90%（含）以上得满分；②80%-90%（不含）得3分；③不足80%不得分",
            (band(90, None, None, low_in=True), band(80, 90, 3, low_in=True), band(None, 80, 0)),
        ),
        # Each tier begins where the one above it ends.
        (
            "100%得5分；90%以上得4分；80%以上得3分；80%以下得0分",
            (
                band(100, 100, 5, low_in=True, high_in=True),
                band(90, 100, 4, low_in=True),
                band(80, 90, 3, low_in=True),
                band(None, 80, 0),
            ),
        ),
        # Tiers upwards from 0 (P4).
        (
            "=0，计3分；0-10%（含），计2分；大于10%不得分。",
            (band(0, 0, 3, low_in=True, high_in=True), band(0, 10, 2, high_in=True), band(10, None, 0)),
        ),
        (
            "调整率绝对值≤5%得满分，5%＜调整率≤10%得3分，超过10%不得分",
            (band(None, 5, None, high_in=True), band(5, 10, 3, high_in=True), band(10, None, 0)),
        ),
        (
            "结转率不超过5%得5分；不超过10%得3分；高于10%得0分",
            (band(None, 5, 5, high_in=True), band(5, 10, 3, high_in=True), band(10, None, 0)),
        ),
        # Where neither end is said to be in, either may be.
        (
            "90%以上5分，80%-90%4分，80%以下不得分",
            (
                band(90, None, 5, low_in=True),
                band(80, 90, 4, low_in=True, high_in=True),
                band(None, 80, 0),
            ),
        ),
    ],
)
def test_bands(text, bands):
    assert only(text) == Bands(bands)


def test_bands_may_leave_the_rest_to_one_word_and_count_in_other_units():
    rest = only("≥90%得5分；80%（含）-90%得3分；其余不得分")
    assert isinstance(rest, Bands) and (rest.has_otherwise, rest.otherwise) == (True, D(0))
    days = only("3天以内办结得5分；5天以内办结得3分；超过5天不得分")
    assert isinstance(days, Bands) and days.unit == "天"
    assert [(one.low, one.high) for one in days.bands] == [(None, 3), (3, 5), (5, None)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        # Each time (P5).
        ("每出现一例不符合要求的扣1分，扣完为止。", PerCount(D(1), "例不符合要求", D(1))),
        ("按时完成得满分，每延迟1天扣0.5分", PerCount(D(1), "天", D("0.5"))),
        ("发现一起违规扣2分，扣完为止", PerCount(D(1), "起违规", D(2))),
        ("一项不符合扣1分", PerCount(D(1), "项不符合", D(1))),
        ("每有两次未按时报送的，扣0.5分", PerCount(D(2), "次未按时报送", D("0.5"))),
        ("每超支1万元扣0.1分", PerCount(D(1), "万元", D("0.1"))),
        ("每项不达标扣0.5分", PerCount(D(1), "项不达标", D("0.5"))),
        ("每完成一项得1分", PerCount(D(1), "项", D(1), is_award=True)),
        # Points a person decides (P12).
        ("酌情扣分", Judgement("酌情扣分")),
        ("完成目标得5分，未完成的，视情况酌情扣分", Judgement("未完成,视情况酌情扣分")),
        ("根据工作开展情况评分", Judgement("根据工作开展情况评分")),
        ("结合实际合理填写", Judgement("结合实际,合理填写")),
    ],
)
def test_counts_and_judgements(text, term):
    assert only(text) == term


@pytest.mark.parametrize(
    ("text", "points"),
    [
        # Items that add up (P6).
        ("①制度健全，1分；②执行有效，0.5分。", {"制度健全": "1", "执行有效": "0.5"}),
        ("1.制度健全（2分）2.执行有效（2分）3.监督到位（1分）", {"制度健全": "2", "执行有效": "2", "监督到位": "1"}),
        ("（1）有办法得2分；（2）办法合规得3分。", {"有办法": "2", "办法合规": "3"}),
        ("一是目标明确，得2分；二是目标细化，得3分", {"目标明确": "2", "目标细化": "3"}),
        ("目标明确、细化和量化，各1分", {"目标明确": "1", "细化": "1", "量化": "1"}),
        ("内容完整、时限合规各2分，数据真实1分", {"内容完整": "2", "时限合规": "2", "数据真实": "1"}),
        ("①制度健全（2分）②执行严格（3分）以上①需提供佐证资料。", {"制度健全": "2", "执行严格": "3"}),
        ("执行率≥90%得3分；结余率≤10%得2分", {"执行率≥90%": "3", "结余率≤10%": "2"}),
    ],
)
def test_items_that_add_up(text, points):
    assert only(text) == SumOfItems(tuple(Item(words, D(number)) for words, number in points.items()))


def test_an_item_may_have_a_rule_of_its_own():
    rule = parsed("①执行率≥90%得2分，每低1%扣0.1分；②制度健全得3分。以上每发现一例违规扣1分，最多扣2分。")
    assert rule.kind == "combined" and rule.full == 5 and rule.most_lost == 2
    items, count = rule.terms
    assert isinstance(items, SumOfItems) and isinstance(count, PerCount)
    assert items.items[0].rule == ScoringRule(D(2), (under("90", "0.1"),))
    assert items.items[1] == Item("制度健全", D(3))


@pytest.mark.parametrize(
    ("text", "full", "standard", "is_excess"),
    [
        # In proportion (P9).
        ("完成目标100%得5分，未完成100%的同比例扣减。", 5, 100, False),
        ("该项得分=（考核得分/该部分总分）×8。", 8, 100, False),
        ("得分=实际完成率×分值", None, 100, False),
        ("按实际到位率计算得分，满分3分。", 3, 100, False),
        ("完成计划得满分，未完成的按实际完成比例计算得分", None, 100, False),
        ("达到95%得5分，未达到的按比例得分", 5, 95, False),
        ("控制在预算内得3分，超支的按比例扣减。", 3, 100, True),
    ],
)
def test_proportions(text, full, standard, is_excess):
    term = only(text)
    assert isinstance(term, Proportion)
    assert (parsed(text).full, term.standard, term.is_excess) == (full, standard, is_excess)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        # Degrees and cases of which one holds (P10).
        ("效果较好计6分；一般3分；无效果0分。", [("效果较好", 6, 6), ("一般", 3, 3), ("无效果", 0, 0)]),
        ("优（90-100）得6分、良（80-89）得4分、差（80以下）得0分", [("优(90-100)", 6, 6), ("良(80-89)", 4, 4), ("差(80以下)", 0, 0)]),
        ("较好（6分）、一般（5分）、较差（0分）", [("较好", 6, 6), ("一般", 5, 5), ("较差", 0, 0)]),
        ("效果显著得4-6分，效果一般得2-3分，无效果得0-1分", [("效果显著", 4, 6), ("效果一般", 2, 3), ("无效果", 0, 1)]),
        ("达标得满分，未达标不得分", [("达标", None, None), ("未达标", 0, 0)]),
        ("无结余，6分；有结余，但不超过上年，2分；结余超过上年，不得分。", [("无结余", 6, 6), ("有结余,但不超过上年", 2, 2), ("结余超过上年", 0, 0)]),
        ("①到位及时（6分）②不及时但未影响进度（1分）③影响进度（0.5分）", [("到位及时", 6, 6), ("不及时但未影响进度", 1, 1), ("影响进度", "0.5", "0.5")]),
    ],
)  # fmt: skip
def test_levels(text, levels):
    wanted = tuple(
        Level(words, None if low is None else D(low), None if high is None else D(high)) for words, low, high in levels
    )
    assert only(text, 6) == Ordinal(wanted)


@pytest.mark.parametrize(
    ("text", "kind", "penalties"),
    [
        # A range to choose from (P11), or a fixed loss.
        ("虚列套取扣4-7分；超标准开支扣2-5分。", "range", [("虚列套取", 4, 7), ("超标准开支", 2, 5)]),
        ("①白条入账扣1至2分②挤占挪用扣3～6分", "range", [("白条入账", 1, 2), ("挤占挪用", 3, 6)]),
        ("视完成情况酌情扣1-3分", "range", [("视完成情况酌情", 1, 3)]),
        ("按期完成得3分，无故逾期扣3分。", "penalty", [("无故逾期", 3, 3)]),
        ("公开不及时扣1分，未公开不得分", "penalty", [("公开不及时", 1, 1), ("未公开", None, None)]),
        ("虚报冒领的，全部扣除；超范围支出扣2分", "penalty", [("虚报冒领", None, None), ("超范围支出", 2, 2)]),
    ],
)
def test_penalties(text, kind, penalties):
    wanted = tuple(
        Penalty(words, None if low is None else D(low), None if high is None else D(high))
        for words, low, high in penalties
    )
    assert only(text, 3) == Penalties(wanted)
    assert parsed(text, 3).kind == kind


@pytest.mark.parametrize(
    ("text", "term", "case"),
    [
        # Full points where there is nothing to ask (P13), beside any other rule.
        (
            "100%以下（含）计满分，每超出5%扣2分。没有楼堂馆所项目的部门按满分计算。",
            over("100", "2", "5"),
            "没有楼堂馆所项目的部门",
        ),
        ("不涉及该项工作的，视同满分。每发现一项不合格扣1分", PerCount(D(1), "项不合格", D(1)), "不涉及该项工作"),
        ("未安排采购的按满分计；采购率达到100%得满分，每减少1%扣0.1分", under("100", "0.1"), "未安排采购"),
    ],
)
def test_full_points_by_default(text, term, case):
    rule = parsed(text)
    assert (rule.terms, rule.full_when) == ((term,), case)


def test_a_deduction_may_end_in_nothing_or_at_a_limit():
    rule = parsed("达到90%得满分，每降低1个百分点扣0.2分，低于60%不得分。")
    assert rule.terms == (under("90", "0.2"), Bands((band(None, 60, 0),)))
    assert rule.kind == "combined"
    assert parsed("每出现一次扣1分，最多扣3分").most_lost == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5分",
        "（5分）",
        "本项满分5分",
        "分值：5分",
        "反映部门预算执行的及时性和均衡性",
        "资金到位率=实际到位资金/计划投入资金×100%",
        "完成率达到95%以上",
        "2020年12月底前完成全部建设任务",
        "完成新建改造道路15公里",
        "优良率达到90%，群众评价满意",
        "得分情况见附表",
        "扣分标准见附件",
        "此三项指标为必须考虑的共性要素，可根据部门实际情况有选择的进行设置，并将其细化为相应的个性化指标。",
    ],
)
def test_what_says_nothing_of_points_is_no_rule(text):
    assert parse_scoring_rule(text, D(5)) is None


@pytest.mark.parametrize(
    "text",
    [
        "每超过1个百分点扣相应分值",  # no points
        "发现问题扣分，不超过2分",
        "每低于90%扣2分",  # a standard in the place of a step
        "①制度健全2分；②执行严格；③核算规范1分",  # an item without points
        "≥95%得5分；85%-95%得4分；每低1%扣0.1分",  # from which of the two
    ],
)
def test_what_is_understood_in_part_is_not_understood(text):
    assert parse_scoring_rule(text, D(5)) is None


def test_a_rule_of_another_weight_is_read_and_marked():
    text = "变动率≦0计8分；变动率＞0的，每超过一个百分点扣0.8分，扣完为止。"
    kind, rule, fits = read_rule(text, D(5))
    assert (kind, fits) == ("deduction", False) and rule is not None and rule.full == 8
    assert read_rule(text, D(8))[2] is True
    assert read_rule("100%计满分，每低于5%扣2分", D(5))[2] is None
    assert read_rule(text, None)[2] is None


def test_an_unread_rule_is_told_from_none():
    assert read_rule("扣分标准见附件", D(5)) == ("unparsed", None, None)
    assert read_rule(" \n", D(5)) == (None, None, None)


@pytest.mark.parametrize(
    "run", ["1", "扣", "每", "按", "1分", "①", "每超过1%", "90%-", "得", "以上", "=", "（", "每一"]
)
def test_a_rule_of_hostile_length_is_read_or_left(run):
    assert parse_scoring_rule(run * 1_500, D(5)) is None or run == "①"
    assert parse_scoring_rule(run * 100_000, D(5)) is None


def test_every_kind_has_a_chinese_name():
    texts = {
        "deduction": "以95%为基准，每低1个百分点扣0.5分。", "bands": "≥90%得5分，否则不得分", "per_count": "每缺一项扣1分",
        "proportional": "按到位率计算得分", "sum_of_items": "①有目标1分②量化1分", "ordinal": "优得5分，良得3分",
        "range": "套取资金扣4-7分", "penalty": "未公开扣2分", "judgement": "酌情扣分",
        "combined": "每缺一项扣1分，未公开扣2分", "unparsed": "见附件",
    }  # fmt: skip
    assert {kind: read_rule(text, D(5))[0] for kind, text in texts.items()} == {kind: kind for kind in texts}
    assert {row["rule_kind"] for row in read_seed("rule_kinds")} == set(texts)


# A rule printed in Chinese parses back to the rule.

POINTS = st.decimals(D("0.1"), D(20), places=1)
RATES = st.integers(10, 100).map(D)
NOUNS = st.sampled_from(["制度健全", "执行严格", "手续完备", "资料齐全", "核算规范", "职责清晰"])


@st.composite
def deductions(draw: st.DrawFn) -> tuple[str, ScoringRule]:
    standard, step, points, full = draw(RATES), draw(st.integers(1, 10)), draw(POINTS), draw(POINTS)
    way, verb = draw(
        st.sampled_from([("over", "超过"), ("over", "高于"), ("under", "低于"), ("under", "降低"), ("both", "偏离")])
    )
    at = {"over": "不高于", "under": "达到", "both": "等于"}[way]
    unit = draw(st.sampled_from(["%", "个百分点"]))
    award = draw(st.sampled_from(["得", "计"]))
    limit = draw(st.sampled_from(["", "，扣完为止", "，最多扣2分"]))
    text = f"{at}{standard}%{award}{full}分，每{verb}{step}{unit}扣{points}分{limit}。"
    term = Deduction(standard, D(step), points, way != "under", way != "over")
    return text, ScoringRule(full, (term,), D(2) if "最多" in limit else None)


@st.composite
def tiers(draw: st.DrawFn) -> tuple[str, ScoringRule]:
    edges = sorted(draw(st.sets(RATES, min_size=2, max_size=5)), reverse=True)
    points = sorted(draw(st.sets(POINTS, min_size=len(edges), max_size=len(edges))), reverse=True)
    parting, award = draw(st.sampled_from(["；", "，", "。\n"])), draw(st.sampled_from(["得", "计", "，得"]))
    parts = [f"{edges[0]}%（含）以上{award}{points[0]}分"]
    parts += [
        f"{low}%（含）-{high}%{award}{one}分" for low, high, one in zip(edges[1:], edges, points[1:], strict=False)
    ]
    parts.append(f"低于{edges[-1]}%不得分")
    bands = [Band(edges[0], None, True, False, points[0])]
    bands += [Band(low, high, True, False, one) for low, high, one in zip(edges[1:], edges, points[1:], strict=False)]
    bands.append(Band(None, edges[-1], False, False, D(0)))
    return parting.join(parts), ScoringRule(points[0], (Bands(tuple(bands)),))


@st.composite
def sums(draw: st.DrawFn) -> tuple[str, ScoringRule]:
    names = draw(st.lists(NOUNS, min_size=2, max_size=6, unique=True))
    points = [draw(POINTS) for _ in names]
    mark = draw(st.sampled_from(["①②③④⑤⑥", "123456", "一二三四五六"]))
    form = {"①": "{}", "1": "{}.", "一": "（{}）"}[mark[0]]
    worth = draw(st.sampled_from(["（{}分）", "，{}分", "得{}分"]))
    parts = [form.format(mark[at]) + name + worth.format(points[at]) for at, name in enumerate(names)]
    items = tuple(Item(name, one) for name, one in zip(names, points, strict=True))
    return "；".join(parts), ScoringRule(sum(points, D(0)), (SumOfItems(items),))


@st.composite
def counts(draw: st.DrawFn) -> tuple[str, ScoringRule]:
    points, per = draw(POINTS), draw(st.sampled_from([("一", 1), ("1", 1), ("2", 2), ("两", 2)]))
    what = draw(st.sampled_from(["例违规", "次逾期", "项缺失", "处错误"]))
    verb = draw(st.sampled_from(["出现", "发现", "有", "发生"]))
    return f"每{verb}{per[0]}{what}的，扣{points}分，扣完为止。", ScoringRule(
        None, (PerCount(D(per[1]), what, points),)
    )


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, ScoringRule]:
    names = draw(st.lists(st.sampled_from(["虚列支出", "截留资金", "挪用资金", "超标准开支"]), min_size=1, unique=True))
    spans = [sorted(draw(st.sets(POINTS, min_size=2, max_size=2))) for _ in names]
    text = "；".join(f"{name}扣{low}-{high}分" for name, (low, high) in zip(names, spans, strict=True))
    penalties = tuple(Penalty(name, low, high) for name, (low, high) in zip(names, spans, strict=True))
    return text, ScoringRule(None, (Penalties(penalties),))


@given(st.one_of(deductions(), tiers(), sums(), counts(), ranges()))
def test_a_printed_rule_parses_back_to_itself(rule):
    text, tree = rule
    weight = tree.full if tree.full is not None else D(5)
    assert parse_scoring_rule(text, weight) == tree

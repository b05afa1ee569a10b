"""Hand-made figures for the judge: a sheet of cells and sentences, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from flows.judging.judge import judge
from flows.model.facts import Claim, Comparison, Extract, Figure, Heading, Indicator, Project, Voucher
from flows.model.report import Place
from flows.model.words import measures
from flows.scoring_rules.parsing import read_rule

FACTORS = {
    "万元": ("元", 10_000),
    "亿元": ("元", 100_000_000),
    "元": ("元", 1),
    "%": ("%", 1),
    "分": ("分", 1),
    "人": ("人", 1),
    "平方米": ("平方米", 1),
}
KINDS = {"staffing": "staffing", "project": "project", "rate": "percentage", "evaluation": "evaluation_score"}


@dataclass
class Sheet:
    """One document of one report; every `cell` and `word` returns the figure's number."""

    fiscal_year: int = 2021
    department: str = "青禾县教育局"
    grade: str = ""
    figures: list[Figure] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)

    def cell(
        self,
        code: str | None,
        printed: str,
        unit: str = "万元",
        *,
        scope: str = "局机关",
        label: str = "",
        basis: str = "actual",
        kind: str = "",
        table: int = 0,
        row: int = 0,
        period: int | None = None,
    ) -> int:
        """A number in a cell of a form."""
        statement = measures()[code].statement if code else ""
        place = Place(table, table, row, len(self.figures))
        return self._add(
            code,
            printed,
            unit,
            scope,
            label,
            basis,
            kind or KINDS.get(statement, "finance"),
            place,
            printed,
            period,
        )

    def word(
        self,
        code: str | None,
        printed: str,
        unit: str = "万元",
        *,
        scope: str = "",
        label: str = "",
        basis: str = "actual",
        kind: str = "prose",
        block: int = 90,
        quote: str = "",
        period: int | None = None,
    ) -> int:
        """A number in a sentence."""
        place = Place(block, char_start=len(self.figures) * 10)
        return self._add(code, printed, unit, scope, label, basis, kind, place, quote or f"第{block}段", period)

    def _add(
        self,
        code: str | None,
        printed: str,
        unit: str,
        scope: str,
        label: str,
        basis: str,
        kind: str,
        place: Place,
        quote: str,
        period: int | None,
    ) -> int:
        base, factor = FACTORS.get(unit, (unit, 1))
        bare = printed.replace(",", "")
        hedged = bare.endswith("余")
        number = Decimal(bare.removesuffix("余"))
        places = len(bare.removesuffix("余").partition(".")[2])
        step = Decimal(1).scaleb(-places) * factor
        value = number * factor
        self.figures.append(
            Figure(
                figure_no=len(self.figures),
                report_no=0,
                figure_kind=kind,
                scope_name=scope,
                measure_code=code,
                label=label or (measures()[code].name if code else "未识别"),
                period_year=period or self.fiscal_year,
                basis=basis,
                value=value,
                value_low=value if hedged else None,
                value_high=value + step if hedged else None,
                hedge="余" if hedged else "",
                unit=base,
                printed=printed,
                printed_unit=unit,
                unit_source="caption",
                step=step,
                place=place,
                quote=quote,
            )
        )
        return len(self.figures) - 1

    def indicator(
        self,
        name: str,
        weight: str,
        score: str,
        rule_text: str = "",
        *,
        levels: tuple[str, str] = ("投入", "预算配置"),
        scope: str = "部门整体支出",
        code: str | None = None,
        row: int = 0,
    ) -> int:
        """A line of a scoring table with its weight and score."""
        weight_no = self.cell(
            "indicator_weight",
            weight,
            "分",
            scope=scope,
            label=f"{name} / 分值",
            basis="weight",
            kind="indicator_weight",
            table=50,
            row=row,
        )
        score_no = self.cell(
            "indicator_score",
            score,
            "分",
            scope=scope,
            label=f"{name} / 得分",
            basis="score",
            kind="indicator_score",
            table=50,
            row=row,
        )
        number = len(self.indicators)
        self.indicators.append(
            Indicator(
                number,
                0,
                scope,
                *levels,
                name,
                code,
                Decimal(weight),
                Decimal(score),
                weight_no,
                score_no,
                rule_text,
                "",
                "",
                "",
                "",
                Place(50, 50, row, 0),
                *read_rule(rule_text, Decimal(weight)),
            )
        )
        return number

    def voucher(self, amount: str, scope: str) -> None:
        """A voucher line in 元."""
        number = self.cell(
            None,
            amount,
            "元",
            scope=scope,
            label="工程款 / 实际支出数",
            kind="voucher",
            table=40,
            row=len(self.vouchers),
        )
        figure = self.figures[number]
        assert figure.value is not None
        self.vouchers.append(
            Voucher(
                len(self.vouchers),
                0,
                scope,
                "工程款",
                number,
                figure.value,
                str(number),
                "2021-10",
                figure.place,
            )
        )

    def claim(
        self,
        kind: str,
        *,
        subject: str = "",
        limit: str = "",
        code: str | None = None,
        whole: int | None = None,
        value: int | None = None,
        parts: tuple[int, ...] = (),
        quote: str = "",
        block: int = 90,
    ) -> None:
        """Something said in words."""
        self.claims.append(
            Claim(
                len(self.claims),
                0,
                kind,
                "",
                subject,
                code,
                limit,
                whole,
                value,
                parts,
                quote,
                Place(block),
            )
        )

    def extract(self) -> Extract:
        """The sheet as the judge receives it."""
        heading = Heading(
            0,
            "self_evaluation",
            "自评报告",
            "",
            self.department,
            "",
            self.fiscal_year,
            None,
            self.grade,
            "none",
            "",
            0,
            99,
        )
        return Extract(
            (heading,),
            tuple(self.figures),
            tuple(self.indicators),
            (),
            tuple(self.projects),
            tuple(self.vouchers),
            tuple(self.claims),
        )

    def judged(self, rule_code: str) -> list[Comparison]:
        """What the judge says by one rule."""
        return [comparison for comparison in judge(self.extract()) if comparison.rule_code == rule_code]

    def statuses(self, rule_code: str) -> list[str]:
        """The verdicts of one rule."""
        return [comparison.status for comparison in self.judged(rule_code)]


def sheet_of(example: str) -> Sheet:
    """A form with one row, from an example of the register: 收入合计=100 其他收入=40."""
    names = {measure.name: code for code, measure in measures().items()}
    sheet = Sheet()
    for pair in example.split():
        name, _, printed = pair.partition("=")
        code = names[name]
        sheet.cell(code, printed, scope="校舍维修" if measures()[code].statement == "project" else "局机关")
    return sheet


def failures(comparisons: Iterable[Comparison]) -> set[str]:
    """The rules that failed."""
    return {comparison.rule_code for comparison in comparisons if comparison.status == "fail"}

"""Whether any pattern of reading or extraction runs away on long runs of digits, punctuation or Chinese characters."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from flows.extraction import SourceClues, extract
from flows.model.report import Cell, Paragraph, Report, Table
from flows.readers import READERS
from tests.benchmarks.timing import Result, Step, growth

_GOAL = 1.2
_LENGTHS = (4_000, 16_000)
_SEED = 20201231
_CLUES = SourceClues("湖南省/岳阳市/华容县/2020/自评报告.docx")

# Runs of one character or of a few in turn: what makes an ambiguous pattern try every way to cut them.
_RUNS = (
    "1", "1,", "1.", "１", "1 ", "1-", "(1", "1)", "（", "）", "，", "。", "、", "：", "“", "”", ".", "-", "—", " ", "　", "\n", "\t",
    "一", "十", "万", "亿", "年", "县", "局", "元", "%", "约", "第", "的", "其中", "其中：", "分别为", "比上年", "较上年增加", "占", "扣", "得",
    "单位：", "单位", "镇", "街道", "1万元，", "1年", "2020年", "2020", "一、", "（一）", "1、", "①", "A", "m2", "《", "》", "合计", "1/",
    "每超过1%扣1分", "预算执行率", "电话", "〔2020〕", "号", "至", "1至", "≥", "得分", "项目", "和", "及", "其中1万元，",
    "每一例", "①1分", "每", "按比例", "按情况", "酌情", "90%以上", "80%-90%", "优", "没有", "得分=", "得5分", "不得分", "扣1-2分", "各1分", "以100%为标准",
    "8:30", "A1", "任务1-1", "预算数", "预算数（1）", "预算数执行数完成率", "一级指标", "指标值分值得分", "年度资金总额1",
)  # fmt: skip


def measure(rounds: int) -> Iterator[Result]:
    """The worst run in a paragraph, in a cell and in a line of a text file, and the worst of random mixtures."""
    few = max(2, rounds // 3)
    for where, step in (
        ("a paragraph", _extracted(_in_paragraph)),
        ("a table's cell", _extracted(_in_cell)),
        ("a line of a text file", _read),
    ):
        results = [growth(f"{run!r} in {where}", _steps(run, step), _LENGTHS, _GOAL, few) for run in _RUNS]
        worst = max(results, key=lambda result: result.measured)
        yield Result(f"worst of {len(_RUNS)} runs in {where}: {worst.subject}", worst.measured, _GOAL, worst.detail)
    chance = random.Random(_SEED)
    mixtures = ["".join(chance.choices(_RUNS, k=12)) for _ in range(20)]
    results = [growth(f"{run!r}", _steps(run, _extracted(_in_paragraph)), _LENGTHS, _GOAL, few) for run in mixtures]
    worst = max(results, key=lambda result: result.measured)
    yield Result(f"worst of {len(mixtures)} mixtures", worst.measured, _GOAL, f"{worst.detail} {worst.subject}")


def _steps(run: str, step: Callable[[str], Step]) -> Callable[[int], Step]:
    return lambda length: step((run * (length // len(run) + 1))[:length])


def _extracted(report: Callable[[str], Report]) -> Callable[[str], Step]:
    def step(text: str) -> Step:
        found = report(text)
        return lambda: extract(found, _CLUES)

    return step


def _read(text: str) -> Step:
    """The reading of a text file of one line, behind a word, for a file of blanks is none."""
    data = f"说明{text}".encode()
    return lambda: READERS["txt"](data, Path("report.txt"))


def _in_paragraph(text: str) -> Report:
    return Report("txt", (Paragraph(0, text),))


def _in_cell(text: str) -> Report:
    """Below a heading, beside a label: where a cell is read as a value, a target and a rule."""
    heading = ("三级指标", "分值", "评分标准", "完成值")
    cells = [Cell(0, column, word) for column, word in enumerate(heading)]
    cells += [Cell(1, column, text) for column in range(len(heading))]
    return Report("txt", (Table(0, 0, 2, len(heading), tuple(cells)),))

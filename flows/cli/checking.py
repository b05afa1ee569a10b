"""A department checks its draft before it hands it in: no warehouse, no server, no network."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.text import Text

from flows.asking.checking import Checked, Spot, check, checked_data, county_name, drafts_in, is_county
from flows.cli.screen import messages, screen
from flows.extraction import SourceClues
from flows.judging.register import rules
from flows.model.exceptions import ReportError
from flows.model.facts import Comparison
from flows.model.personal import masked
from flows.model.place_words import with_page
from flows.night.limits import limited_memory
from flows.pages.wording import SEVERITIES, clipped, report_kind, visible

_STYLES = {"error": "bold red", "warn": "bold yellow", "info": "bold cyan"}
_MOST_SPOTS = 12
_MOST_UNEXPLAINED = 5

_T = TypeVar("_T")

commands = typer.Typer()


@commands.command(
    name="check",
    help="""报送前自查：读一份或几份报告，逐条列出对不上的数字；不需要数据仓库，不联网，不改动文件。

每条写明规则、等式、左右两边、差额、允许的四舍五入、位置、原文和修改建议。

\b
例：
  jixiao check 县住房和城乡建设局部门整体支出绩效自评报告.docx
  jixiao check 自评报告.docx 项目自评表.xlsx --county 华容县 --year 2020
  jixiao check 自评报告.pdf --json > 自查结果.json

\b
通知、名单、空白表、来函和只有附件的网页不是报告，没有读到数字或大多没有读懂的报告核对不全：都会写明，不会只说“错误 0”。

\b
退出码：0 没有错误（可能有警告或提示，也可能有没读懂的数字，会写明）；1 有错误；
2 用法有误，有文件读不了、不是报告，或没有读到数字、大多没有读懂（原因见提示）。
""",
)
def check_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="报告（.docx、.doc、.pdf、.html、.mht、.xlsx、.xls、.csv、.txt），或装着它们的 .zip、.eml。",
            metavar="文件...",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    county: Annotated[
        str, typer.Option("--county", metavar="NAME", help="县区名称或六位区划代码；缺省看标题和所在文件夹。")
    ] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help="部门名称；缺省看标题和所在文件夹。")
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", min=1990, max=2099, help="年度；缺省看标题和所在文件夹。")
    ] = None,
) -> None:
    """Check drafts and tell what does not add up."""
    if county and not is_county(county):
        raise typer.BadParameter(
            f"{county} 不是已知的县级行政区划：请核对名称，或写六位区划代码", param_hint="--county"
        )
    told: list[Mapping[str, Any]] = []
    has_errors = is_unread = False
    given = SourceClues("", county, department, str(year or ""))
    for source_path, checked in (result for file in files for result in _checked(file, given)):
        if isinstance(checked, str):
            is_unread = True
            told.append({"source_path": source_path, "is_readable": False, "reason": checked})
            messages.print(_text(masked(f"{source_path}：{checked}")), soft_wrap=True)
            continue
        is_unread |= not checked.substance.is_compared
        has_errors |= checked.tally.failed["error"] > 0
        if as_json:
            told.append(checked_data(checked))
        else:
            _show(checked)
    if as_json:
        # Escaped, nothing that a document says can move the cursor of a terminal.
        typer.echo(_without_controls(json.dumps({"files": told}, ensure_ascii=False, indent=2)))
    if is_unread or has_errors:
        raise typer.Exit(2 if is_unread else 1)


def _checked(file: Path, given: SourceClues) -> Iterator[tuple[str, Checked | str]]:
    """The checked draft, each of those in an archive or a letter, or why it could not be checked; by its path.

    An error of ours costs the other files nothing.
    """
    path = visible(file.as_posix())
    if not file.exists():
        yield path, "文件不存在：请核对文件名"
    elif not file.is_file():
        yield path, "不是文件：请写明报告文件本身"
    else:
        drafts = _drafts(file, path)
        while (draft := _guarded(partial(next, drafts, None))) is not None:
            if isinstance(draft, str):
                yield path, draft
                return
            name, content = draft
            yield name, _guarded(partial(_check_one, content, replace(given, source_path=name)))


def _drafts(file: Path, path: str) -> Iterator[tuple[str, bytes | ReportError]]:
    with file.open("rb") as handle:
        for name, content in drafts_in(handle, path):
            yield visible(name), content


def _check_one(content: bytes | ReportError, clues: SourceClues) -> Checked:
    if isinstance(content, ReportError):
        raise content
    return check(content, clues)


def _guarded(work: Callable[[], _T]) -> _T | str:
    """What the work gives, or why it came to nothing, in words."""
    try:
        with limited_memory():
            return work()
    except ReportError as error:
        return error.reason.replace("重新放入", "再检查")
    except OSError as error:
        return f"无法打开（{error.strerror}）：请检查权限"
    except MemoryError:
        return "处理所需内存超过上限：请拆分后再检查"
    except Exception as error:
        return f"程序错误，请报告开发者（{type(error).__name__}: {error}）"[:400]


def _show(checked: Checked) -> None:
    _line(masked(checked.source_path), "bold")
    for heading in checked.found.headings:
        year = f"{heading.fiscal_year}年" if heading.fiscal_year else "年度不明"
        owner = heading.department_name or "部门不明"
        county = county_name(heading) or "县区不明"
        owner = owner if owner.startswith(county) else f"{county}{owner}"
        _line(f"  {owner}  {year}  {report_kind(heading.report_kind)}", "dim")
    for note in checked.notes:
        if note != checked.substance.reason:
            _line(f"  {note}", "dim")
    findings = checked.causes
    for number, finding in enumerate(findings, start=1):
        screen.print()
        _show_finding(checked, finding, f"{number}/{len(findings)}")
    screen.print()
    _show_tally(checked)


def _show_finding(checked: Checked, finding: Comparison, number: str) -> None:
    name, advice = SEVERITIES[finding.severity]
    head = _text(f"{name}（{advice}）", _STYLES[finding.severity])
    head.append(visible(f"  {number}  {finding.rule_code} {rules()[finding.rule_code].name}"), "bold")
    if finding.scope_name:
        head.append(visible(f"  {clipped(finding.scope_name)}"))
    screen.print(head, soft_wrap=True)
    _line(f"  {clipped(finding.explanation, len(finding.explanation))}")
    spots = checked.spots_of(finding)
    for spot in spots[:_MOST_SPOTS]:
        _line(f"  {_spot_in_words(spot)}")
    if len(spots) > _MOST_SPOTS:
        _line(f"  另有 {len(spots) - _MOST_SPOTS} 处，见 --json")
    if consequences := checked.consequences_of(finding):
        names = "、".join(dict.fromkeys(f"{one.rule_code} {rules()[one.rule_code].name}" for one in consequences))
        _line(f"  同一格还使 {len(consequences)} 条核对不符：{clipped(names)}")
    if finding.suggestion:
        _line(f"  建议：{finding.suggestion}", "green")


def _spot_in_words(spot: Spot) -> str:
    where = with_page(spot.place) or "无位置"
    what = f"{clipped(spot.label, 60)} {spot.printed}".strip()
    quote = f"「{clipped(spot.quote)}」" if spot.quote and spot.quote != spot.printed else ""
    return "  ".join(part for part in (where, what, quote) if part)


def _show_tally(checked: Checked) -> None:
    tally, substance = checked.tally, checked.substance
    if substance.reason:
        _line(substance.reason.replace("重新放入", "再检查").replace("请放入", "请检查"), "bold yellow")
    failed = "，".join(f"{SEVERITIES[severity][0]} {count}" for severity, count in tally.failed.items())
    rounding = f"（其中 {tally.passed_by_rounding} 条有四舍五入差异，不用改）" if tally.passed_by_rounding else ""
    if substance.is_compared or checked.findings:  # else “错误 0” would say that all is well
        _line(f"{failed}；相符 {tally.passed}{rounding}；不适用 {tally.not_applicable}", "bold")
    _line(
        f"数字 {tally.figures} 个，参与核对的数字 {tally.compared}/{tally.figures}；"
        f"另有编号、日期等 {tally.ignored} 个，未能识别 {tally.unexplained} 个"
    )
    for printed, place in checked.unexplained[:_MOST_UNEXPLAINED]:
        _line(f"  未能识别：{clipped(printed)}  {with_page(place)}", "dim")
    if substance.is_compared and not any(
        term.figure_no is not None for one in checked.comparisons for term in one.terms
    ):
        _line("没有可以相互核对的数字：请确认文件完整", "bold yellow")


def _line(words: str, style: str = "") -> None:
    screen.print(_text(words, style), soft_wrap=True)


def _text(words: str, style: str = "") -> Text:
    """Words of a document as they are: never markup, and without what would move the cursor."""
    return Text(visible(words).replace("\n", " ").replace("\t", " "), style=style)


def _without_controls(document: str) -> str:
    """JSON with every invisible character escaped; its own line breaks and blanks stay."""
    return "".join(
        character if character == "\n" or visible(character) == character else _escaped(character)
        for character in document
    )


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]

"""What a clause of prose speaks of: its measure and fund, and whether it only goes on about the clause before."""

import re
from collections.abc import Iterator
from functools import cache

from flows.extraction.lexicon.labels import basis_in, closing_word, measure_at_end, part_by_word
from flows.extraction.lexicon.statements import GRAND_TOTALS, PARTS_OF_WHOLES, SIDES_OF_ACCOUNTS, TOTALS
from flows.model.words import (
    FUNDS_OF_INCOME,
    change_words,
    clause_words,
    fund_of,
    longest_first,
    measures,
    plain,
    without_funds,
)
from flows.model.years import YEAR

_BASIS_TAIL = re.compile(
    r"(?:当年|本年|全年|年初|年度|调整|调整后)?(?:预算|决算)(?:执行)?数?(?=(?:合计|总计|总额|安排|支出)?$)"
)
# 上年结转（不包括…）, but 因公出国（境）
_REMARK = re.compile(r"[（(](?:含|不含|包括|不包括|其中|详见|见)[^（()）]*[）)]$")
_CLOSING_BASIS = re.compile(r"(?:当年|本年|全年|年初|年度|调整后?)?(?:预算|决算)(?:执行)?数?$")
# Statements whose amounts are spent as they are budgeted, under one name.
SPENT_AS_BUDGETED = frozenset({"three_public", "expenditure", "procurement", "county"})
_ONLY_BASIS = re.compile(
    r"(?:其|当年|本年|全年|年初|年度|调整后|调整|实际|全年实际|支出|收入|部门)*(?:预算|决算|预算执行|执行)(?:安排)?数?"
)
_ONLY_SPENT = re.compile(
    r"(?:全年|当年|本年|年度|累计|已|共)*实际(?:已|共)?(?:支出|支付|使用|发生|采购)(?:资金|金额|数|额)?"
)
# Who speaks: 我局编制数 is 编制数. 全县 and 全市 are other than the report's own department.
_SPEAKER = re.compile(
    r"^(?:部门|单位|[我本该](?:局|单位|部门|院|校|委|办|中心|馆|站|所|镇|乡|街道)|全(?:局|系统|院|校|委|馆|站))(?:机关|系统)?"
)
_COMPARED = re.compile(
    rf"(?:较|比|同|与|由|从)(?:上年|去年|上一年|上年度|{YEAR}\s*年度?)(?:的|同期|度|末)*"
    r"(?:年初|全年)?(?:预算|决算|支出|执行)*数?(?:的|为)?$"
    r"|[较比](?:年初|上年末)(?:余额|数)?(?:的|为)?$"  # what it was a year ago, in a sentence of its own too
)
# 比上年决算数, 较年初预算, 与上年相比, 同比: whatever stands between such words and what tells the change.
_COMPARED_WITH = re.compile(
    rf"(?:[较比同与和](?:上年|去年|上一年|往年|年初|全年|调整|预算|计划|{YEAR}|同期|上级)[^，。；]*|[同环]比[^，。；]*|相比)$"
)
# 植被盖度由治理前的42.5%提高到51.8%: what it was before.
_FROM = re.compile(r"(?:由|从)(?:[^，。；\d]{0,6}[前初末底年](?:的|同期|度)*)?$")
_APPROVED = re.compile(r"^经[^，。；\d]{2,20}?(?:批准|批复|审议|审查|同意)(?:通过|批准)?后?")
_BESIDE = re.compile(r"[较比同与](?:[^，。；\d]{0,8})(?:预算|计划|概算|限额|目标)(?:安排)?(?:数|值)?(?:的|为)?$")
_CLASSIFIED = re.compile(
    r"(?P<class>[^，。；：:\d（）()、“]{2,25})[（(]\d{0,3}类[）)][\s、]*"
    r"(?:(?P<group>[^，。；：:\d（）()“]{2,30})[（(]\d{0,5}款[）)][\s、]*)?(?:(?P<item>[^，。；：:\d（）()“]{2,30})[（(]\d{0,7}项[）)])?"
)
_CLASSIFIED_BELOW = re.compile(
    r"(?P<group>[^，。；：:\d（）()、“.．]{2,30})[（(]\d{0,5}款[）)][\s、]*(?:(?P<item>[^，。；：:\d（）()“]{2,30})[（(]\d{0,7}项[）)])?"
)
_ITEM = re.compile(r"(?P<item>[^，。；：:\d（）()、“.．\s]{2,30})[（(]\d{0,7}项[）)]")
_MARKS_OF_LINES = ("类）", "类)", "款）", "款)", "项）", "项)")
_LIMITED_TO_FUNDS = SIDES_OF_ACCOUNTS | set(GRAND_TOTALS.values()) | PARTS_OF_WHOLES["expenditure_total"]


# 决算数大于年初预算数612.54万元 says by how much, the clause prints neither of the two; 比目标值94%低0.38个百分点.
_DIFFERS = (
    r"(?:[预决]算|执行|支出|收入)数?(?:[大小高低多少]于|超[过出])(?:年初|全年|调整后?|当年|本年)*(?:预算|决算)数?"
    r"|[较比][^，。；]{2,20}[高低]出?"
)


@cache
def _change_at_end() -> re.Pattern[str]:
    words = longest_first(word for word, direction in change_words().items() if direction != "same")
    return re.compile(rf"(?:(?:{'|'.join(words)})(?:了|额|率)*[%％]?|{_DIFFERS})(?:为|约|：|:)*$")


def measure_of_subject(subject: str) -> tuple[str | None, str]:
    """The measure that a subject of prose ends with, and the fund it is limited to ('' for all money).

    基本支出预算数 is 基本支出, 公务接待费支出 is 公务接待费, 一般公共预算财政拨款支出决算 that fund's expenditure.
    """
    subject = _REMARK.sub("", subject) or subject
    bare = _BASIS_TAIL.sub("", subject)
    fund = fund_of(bare)
    own = _SPEAKER.sub("", subject)
    code = next(filter(None, map(_named, (subject, own, _SPEAKER.sub("", bare)))), None)
    if fund and code not in FUNDS_OF_INCOME and closing_word(bare) != plain(bare):
        code = _named(without_funds(bare)) or code
    return code, fund if code in _LIMITED_TO_FUNDS else ""


def up_to_measure(subject: str, code: str) -> str:
    """The subject up to the longest word that names a measure: 收、支总计 of 收、支总计均."""
    named = [words for words, _ in _shortened(subject) if measure_at_end(words) == code]
    return max(named, key=lambda words: len(closing_word(words)), default=subject)


def part_of_subject(subject: str, whole: str) -> str | None:
    """The part of a measure that a subject of prose is a short word for (货物支出 below 政府采购支出), or None."""
    found = (part_by_word(whole, words) for words, _ in _shortened(subject))
    return next(filter(None, found), None)


def _named(subject: str) -> str | None:
    """The measure that the words end with, however many words behind its name say only which amount of it is meant.

    A name of its own (公务接待费) goes before one that any matter's amounts have (支出, 实际支出, 预算金额).
    """
    of_any = None
    for words, closings in _shortened(subject):
        code = measure_at_end(words)
        if code is None:
            continue
        statement = measures()[code].statement
        if any("支出" in closing for closing in closings) and statement in {"income", "project"}:
            continue  # 财政拨款支出 is no income, 全年预算支出 no budget of a project
        if any("实际" in closing for closing in closings) and statement not in SPENT_AS_BUDGETED:
            continue
        if not _is_of_any(closing_word(words), code):
            return code
        of_any = of_any or code
    return of_any


def _shortened(subject: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The subject, then without each closing word more, beside the words that were taken away."""
    closings: tuple[str, ...] = ()
    while subject:
        yield subject, closings
        match = _closing().search(subject)
        if match is None:
            return
        subject = subject[: match.start()]
        closings = (*closings, match[0])


@cache
def _closing() -> re.Pattern[str]:
    """The words that close a subject and say which amount of it is meant (决算数, 合计, 实际支出)."""
    words = "|".join(map(re.escape, longest_first(clause_words("closing"))))
    return re.compile(rf"(?:{words})$")


def _is_of_any(word: str, code: str) -> bool:
    """Whether a word of a measure is one that an amount of any matter may go by (支出合计, 实际支出)."""
    is_total = code in TOTALS and word not in clause_words("whole")
    return is_total or (measures()[code].statement == "project" and "项目" not in word)


def is_only_basis(subject: str) -> bool:
    """Whether a clause says which number of the matter at hand follows, and no new matter (支出决算, 年初预算)."""
    return bool(_ONLY_BASIS.fullmatch(subject))


def is_only_spent(subject: str) -> bool:
    """Whether a clause says that what follows was spent, and not on what (实际支出, 全年实际支出)."""
    return bool(_ONLY_SPENT.fullmatch(subject))


def is_compared(clause: str) -> bool:
    """Whether the number is last year's, set beside the one before it (较上年13.5万元减少0.5万元)."""
    return bool(_COMPARED.search(clause.strip()))


def is_beside(clause: str) -> bool:
    """Whether the number is the budget that the one before it is compared with (比年初预算40万元减少4万元)."""
    return bool(_BESIDE.search(clause.strip()))


def without_comparison(subject: str) -> str:
    """The matter of last year's number: 总支出 of 总支出比上年."""
    return _COMPARED.sub("", subject)


def without_beginning(subject: str) -> str:
    """The matter of a number that another comes from: 植被盖度 of 植被盖度由治理前的; who has approved it is none."""
    return _APPROVED.sub("", _FROM.sub("", subject)) or subject


def without_basis(subject: str) -> str:
    """The subject without the basis that closes it: 机关运行经费支出 of 机关运行经费支出决算."""
    matter = _CLOSING_BASIS.sub("", subject) if basis_in(subject) else ""
    return subject if not matter or matter.endswith("总") else matter  # 项目总预算


def without_change(subject: str) -> str:
    """What has changed: 公务接待费 of 公务接待费比上年减少, '' where nothing is named."""
    changed = _change_at_end().sub("", subject.strip())
    return without_basis(_COMPARED_WITH.sub("", changed))


def is_change(lead: str) -> bool:
    """Whether the number is a difference or a growth rate and no amount of the matter itself."""
    return bool(_change_at_end().search(lead.strip()))


def names_lines(text: str) -> bool:
    """Whether a text may name lines of the classification at all: classified_line of any part of it is '' if not."""
    return any(mark in text for mark in _MARKS_OF_LINES)


def classified_line(text: str) -> str:
    """The line of the classification that the text names last (…（类）…（款）事业单位离退休（项）), '' where none."""
    found = list(_CLASSIFIED.finditer(text)) if "类" in text else []
    found = found or (list(_CLASSIFIED_BELOW.finditer(text)) if "款" in text else [])
    found = found or list(_ITEM.finditer(text))
    if not found:
        return ""
    names = found[-1].groupdict()
    return (names.get("item") or names.get("group") or names.get("class") or "").strip()

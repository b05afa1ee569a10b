"""What the words before a number say of it: what it is to the matter at hand, and whether they name a matter at all."""

import re
from functools import cache

from flows.extraction.lexicon.labels import closing_word
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.statements import TOTALS
from flows.extraction.lexicon.subjects import is_change, measure_of_subject
from flows.model.totals import is_whole_total, total_words
from flows.model.words import (
    change_words,
    clause_words,
    each,
    longest_first,
    measures,
    plain,
    read_seed,
    remembered,
    split_words,
)
from flows.model.years import YEAR

# Roles of numbers that are of another number, and take from it what they are about.
DEPENDENT = frozenset({"change", "growth", "share", "completion", "per_head"})
_PLAN = r"(?:预算|计划|概算|任务|目标|指标)"
# 完成年初预算的78%, 为调整预算的98%, 占年度预算22443万元的106.9%; but 占一般公共预算支出的3%.
_COMPLETES = re.compile(
    rf"(?:完成|达到?|为|占|相当于|是)了?(?P<plan>[^，。；：占为]*?{_PLAN}[^，。；：]{{0,6}}?)"
    r"(?:[\d.,]+\s*[亿万]?[\u4e00-\u9fff]{1,3})?\s*的?(?:比例|比重)?(?:为|达到?)?\s*$"
)
_SHARE = re.compile(r"占[^，。；：]*$")
_TARGET_BEHIND = re.compile(r"的(?:年度|全年|年初|预期|既定|绩效|考核)*(?:目标|指标值)")
_DONE_OF_PLAN = re.compile(rf"(?:完成|达到?|实现)了?[^，。；：]*{_PLAN}[^，。；：]*$")
_SHARE_BEHIND = re.compile(r"的\s*\d[\d.]*\s*[%％]")
_IDLE = re.compile(r"[\s　（(）)、,，:：“”\"‘’\d.．%％/／-]+")
_BODY = re.compile(
    r"(?:[局委办厅部院校园所站队会社馆场团]|中心|机关|系统|部门|单位|[县区市镇乡]|街道|学校|医院|公司|级|全)$"
)
_BELOW = re.compile(r"(?:下属|所属|下辖|直属|二级|基层)[^，。；]*$")
_LIMIT_BEFORE = re.compile(r"[—–~～至到-]\s*$")
_LIMIT_BEHIND = re.compile(r"\s*(?:分\s*)?(?:[（(]含[^（()）]*[）)])?\s*(?:及?以[上下内]|[—–~～至到-]\s*\d|[（(]不?含)")
_OPENED = re.compile(r"[（(](?=[^（()）]+$)")  # 人均支出（按人口28.64万人: the number in brackets is none of one head
_SHORTEST_NAME = 2  # with its bracket; 优（92分） is a grade
_SHORTEST_TOTAL = 2  # 得 alone is of whatever was spoken of
_LONGEST_LEAD = 60  # of what is looked at: the words that tell a role stand near the number


@cache
def _at_end(role: str) -> re.Pattern[str]:
    """The words of a role right before a number (完成率为)."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first(clause_words(role))))})[为是达到约仅的：:\s　（(]*$")


@cache
def _anywhere(role: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(clause_words(role)))))


@cache
def _intends() -> re.Pattern[str]:
    """Words that open a lead, but for when it is, and say that what follows is still to be done."""
    words = ("|".join(map(re.escape, longest_first(clause_words(role)))) for role in ("period", "intended"))
    return re.compile(r"[，、；\s]*(?:{}|{YEAR}年)*(?:{})".format(*words, YEAR=YEAR))


@cache
def _idle_words() -> re.Pattern[str]:
    """Every word that names no matter: when, which basis, which part the number plays, and what joins these."""
    rows = (row for row in read_seed("clause_words") if row["is_idle"] == "true")
    words = {word for row in rows for word in split_words(row["words"])} | set(change_words())
    return re.compile(rf"{YEAR}年?(?:度|末|底)?|" + "|".join(map(re.escape, longest_first(words))))


def role_of_number(clause: str, lead: str, quantity: Quantity) -> str:
    """What a number is by the `clause` before it, of which `lead` are the words behind the number before.

    In itself it is an amount, a count, a rate, a target, a score or a weight; else of another number, as in DEPENDENT.
    """
    lead, clause = lead[-_LONGEST_LEAD:], clause[-_LONGEST_LEAD:]
    is_percent = quantity.family == "percent"
    if is_change(clause):
        return "growth" if is_percent else "change"
    if is_percent:
        return role_of_rate(clause)
    if quantity.family == "points_scored":
        return "weight" if _at_end("weight").search(lead) else "score"
    if is_of_each(_OPENED.split(lead)[-1]):
        return "per_head"
    if quantity.family == "money":
        return "amount"
    return "target" if is_target(lead) or _intends().match(lead) else "count"


def is_of_each(words: str) -> bool:
    """Whether words say that a number is what one of several costs, has or gets (人均, 单车)."""
    return bool(each().search(words))


def without_each(words: str) -> str:
    """What it is that one of several costs, has or gets: 补助 of 每场补助."""
    return each().sub("", words)


def role_of_rate(clause: str) -> str:
    """What a percentage is by the words before it or the head above it: completion, share, target or rate."""
    completes = _COMPLETES.search(clause)
    if completes and re.search(_PLAN, _anywhere("fund").sub("", completes["plan"])):
        return "completion"
    if _SHARE.search(clause) or _at_end("share").search(clause):
        return "share"
    if _at_end("completion").search(clause):
        return "completion"
    return "target" if is_target(clause) else "rate"


@remembered
def is_target(lead: str) -> bool:
    """Whether the words say that a number is to be reached, and not that it was (力争达到, 目标值不低于)."""
    return bool(_anywhere("target").search(lead))


def is_called_target(lead: str, text: str, end: int) -> bool:
    """Whether the words behind a number that ends there say that it was to be reached (低于20万人次的目标), or how much
    of a plan it is was done (完成计划里程1180公里的101.64%).
    """
    return bool(_TARGET_BEHIND.match(text, end) or (_DONE_OF_PLAN.search(lead) and _SHARE_BEHIND.match(text, end)))


@remembered
def is_step(subject: str) -> bool:
    """Whether the words say of a number that it was added to a budget or taken from it: 省级追加."""
    return _at_end("step").search(subject) is not None


@remembered
def is_spent(subject: str) -> bool:
    """Whether the words say of a number that it was spent (支出, 支付, 使用), and not that it is to be (支出安排)."""
    return bool(_anywhere("spent").search(subject)) and not _anywhere("planned").search(subject)


@remembered
def names_matter(subject: str) -> bool:
    """Whether the words before a number say what it is about, and not only which number of it follows.

    支出决算, 比上年增加, 累计到位资金 name no matter; 公务接待费, 本年支出合计 do.
    """
    if closing_word(subject) not in _steps() and not is_stage(subject):
        return True
    return bool(_IDLE.sub("", _idle_words().sub("", subject)))


def without_project(subject: str, name: str) -> str:
    """What words say behind the project that they begin with, by its name or as 该项目 (年初批复预算)."""
    rest = subject.removeprefix(name)
    return _project_before().sub("", rest)


@cache
def _project_before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, longest_first(clause_words('project'))))})")


@remembered
def is_part_of_all(subject: str) -> bool:
    """Whether a total by its closing word is one of some matter (民生相关支出合计, 下属单位支出合计) and not of the
    whole department.
    """
    word = closing_word(subject)
    before = _IDLE.sub("", _idle_words().sub("", plain(subject).removesuffix(word)))
    is_of_body = bool(_BODY.search(before)) and not _BELOW.search(before)
    return bool(word and before) and not is_of_body


def is_of_counted_parts(subject: str, words: str) -> bool:
    """Whether a total is that of the parts that its sentence has listed and counts (教育、卫生两项支出合计)."""
    return bool(re.search(rf"[两二三四五六七八九十几\d](?:大?[项类]|部分){re.escape(subject)}", words))


@remembered
def is_stage(subject: str) -> bool:
    """Whether what closes the words is no matter but an amount that any matter has (支出, 预算安排, 执行数)."""
    code, word = measure_of_subject(subject)[0], closing_word(subject)
    if code is None or measures()[code].statement == "project":
        return True
    return code in TOTALS and (not word or word in _stages())


@remembered
def is_of_attribute(subject: str) -> bool:
    """Whether a number is of one side of its matter that no measure counts (车辆…，单位价值10万元)."""
    return bool(_at_end("attribute").search(subject))


def tells_purpose(words: str, start: int = 0) -> bool:
    """Whether a sentence that begins at `start` goes on to say what an amount is for, and names nothing new
    (主要用于：人员支出).
    """
    return _purpose().match(words, start) is not None


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"[\s　]*(?:{'|'.join(map(re.escape, longest_first(clause_words('purpose'))))})")


@cache
def _steps() -> frozenset[str]:
    """Words of measures that are one step of a budget, and no matter that what follows is of (年中追加)."""
    return frozenset(map(plain, clause_words("step")))


def is_no_result(lead: str) -> bool:
    """Whether points are none that something got: taken off (每降低1%扣2分), or one of many (平均得分)."""
    return bool(_at_end("deduction").search(lead) or _anywhere("statistic").search(lead))


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether a number that stands there is the limit of a grade (90分（含）以上为优, 80-90分为良)."""
    return bool(_LIMIT_BEHIND.match(text, end) or _LIMIT_BEFORE.search(text, max(0, start - 3), start))


def is_followed_by_score(lead: str, text: str, end: int) -> bool:
    """Whether points that end there are what could be got, as those that were got come next (10分，得9.5分)."""
    return not _at_end("score").search(lead) and bool(_next_score().match(text, end))


def is_in_brackets(lead: str, text: str, end: int) -> bool:
    """Whether points stand alone in brackets behind the name of what they are for: 预算执行（10分）."""
    name = lead.rstrip()
    is_opened = name.endswith(("（", "(")) and text[end : end + 1] in {"）", ")"}
    return is_opened and len(name) > _SHORTEST_NAME and not _at_end("score").search(name)


@cache
def _next_score() -> re.Pattern[str]:
    words = "|".join(map(re.escape, longest_first(clause_words("score"))))
    return re.compile(rf"\s*分?\s*[）)]?\s*[，,、：:（(。；]?\s*(?:{words})[为是：:\s]*\d")


def is_score_of_all(subject: str, *, goes_on: bool) -> bool:
    """Whether points are the total of an evaluation (综合得分, 部门绩效自评得分), and of no indicator (投入自评得分).

    `goes_on` holds where the words before spoke of an indicator: then 自评得分 alone is that one's.
    """
    if is_whole_total(subject) and plain(subject) in total_words():
        return True  # 投入得分19分，效果得分20分，合计39分
    word = _at_end("score").search(subject)
    if word is None or len(word[0]) < _SHORTEST_TOTAL:
        return False
    if _anywhere("whole_score").search(word[0]):
        return True
    before = _IDLE.sub("", subject[: word.start()])
    return bool(_at_end("evaluation").search(before)) or not (before or goes_on)


@remembered
def names_indicator(subject: str) -> bool:
    """Whether the words before points say of what they are, and not only that they were got (投入 before 15分)."""
    words = _anywhere("weight").sub("", _anywhere("score").sub("", _anywhere("doing").sub("", subject)))
    return bool(_IDLE.sub("", words))


@cache
def _stages() -> frozenset[str]:
    return frozenset(map(plain, clause_words("stage")))

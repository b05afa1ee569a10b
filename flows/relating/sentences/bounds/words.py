"""The words of bounds and equals, as patterns."""

import re
from functools import cache

from flows.model.words import clause_words
from flows.relating.sentences.words import any_of, any_word, direction_words, relation_words


@cache
def steps() -> re.Pattern[str]:
    """Words of what was added to a budget, within which nothing is any more."""
    return re.compile(any_word(clause_words("step")))


@cache
def told_of_years() -> re.Pattern[str]:
    """Words that compare two years whose amounts stand behind them."""
    rises, falls = (any_word(word for word in direction_words(way) if len(word) > 1) for way in ("up", "down"))
    return re.compile(
        rf"[较比]{any_of('before')}(?:同期)?(?:有所|略有|明显)?(?:(?P<rises>{rises})|{falls})(?=[，,：:])"
    )


@cache
def within() -> re.Pattern[str]:
    """Words that a number is kept within the one behind them."""
    return re.compile(rf"{any_of('limit_open')}(?!.*{any_of('larger')})[^，,。；;]*$")


@cache
def closes() -> re.Pattern[str]:
    """Words behind a limit that close it."""
    return re.compile(rf"^[^，。；]{{0,4}}{any_of('limit_close')}")


@cache
def ordering() -> re.Pattern[str]:
    """Words that another number is larger or smaller than the one behind them."""
    return re.compile(rf"(?:(?P<larger>{any_of('larger')})|(?P<smaller>{any_of('smaller')}))(?P<what>[^，,。；;]*)$")


@cache
def same_behind() -> re.Pattern[str]:
    """Words behind a number that another is the same as it."""
    same = any_word(direction_words("same"))
    return re.compile(rf"^[）)\s]*(?:相比|比较)?[，,]?(?:基本|总体|大体)?{same}")


@cache
def changed_behind() -> re.Pattern[str]:
    """Words behind a number that another lies above or below it, by no number: 与上年的93.5%相比有所下降."""
    rises, falls = any_word(direction_words("up")), any_word(direction_words("down"))
    how = "(?:有所|略有|明显|大幅|小幅|稳步|稍有|均有?)*"
    return re.compile(
        rf"^[）)\s]*(?:相比|比较)?[，,]?{how}(?:(?P<rises>{rises})|(?P<falls>{falls}))了?(?=[，,。；;）)\n])"
    )


@cache
def spoken() -> re.Pattern[str]:
    """Words that hold numbers before them against each other."""
    same = any_word(direction_words("same"))
    plan = any_of("budget")
    larger, smaller = any_word(relation_words("larger")), any_word(relation_words("smaller"))
    return re.compile(
        rf"(?P<balanced>收支(?:总体|基本)?(?:平衡|相等|相抵))"
        rf"|(?P<two>(?:数额|金额|二者|两者|两数|两年|口径)[^，。；\d]{{0,4}}{same}(?=[，,。；;）)\n]|$))"
        rf"|(?P<equals>决算数?(?:与|和|同)[^，。；\d]{{0,6}}预算数?(?:基本)?{same}|等于(?=[^，。；\d]{{0,4}}预算))"
        rf"|(?:与|同|和)(?P<named>[^，。；\d（(]{{2,14}}?)(?:相比)?(?:基本|总体)?{same}"
        rf"|(?<!未)(?<!没有)(?<!不)(?P<exceeds>{larger})(?=(?P<over>[^，。；\d]{{0,6}}(?:预算|计划|概算|任务)数?)(?!\s*\d))"
        rf"|{smaller}(?=(?P<under>[^，。；\d]{{0,6}}(?:预算|计划|概算|任务)数?)(?!\s*\d))"
        rf"|(?:控制在|未超过?|未突破|没有超过|在(?=[^，。；\d]{{2,16}}(?:以内|之内|范围)))(?P<what>[^，。；\d]{{0,10}}{plan}[^，。；\d]{{0,4}}?)"
        rf"(?:之内|以内|范围内|范围之内|内|(?=[，。；]|$))"
    )

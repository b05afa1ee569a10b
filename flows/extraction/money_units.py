"""In which unit the tables of a document print money where none of their own words says it."""

import re

_TABLES, _TEXT = "表[内中格](?:金额)?(?:均|单位)?[为以用]?", "(?:正文|文中|文字|文内)"
_UNIT = "[万亿]?元"
_DECLARED = (
    re.compile(rf"单位[^\n。]{{0,6}}?{_TABLES}({_UNIT})[^\n。\d]{{0,6}}{_TEXT}"),
    re.compile(rf"单位[^\n。]{{0,6}}?{_TEXT}[^\n。\d]{{0,12}}{_TABLES}({_UNIT})"),
)


def money_unit_of_tables(text: str) -> str:
    """The unit that the document declares for its tables beside that of its text (表内为元，正文为万元), else the one
    that most of its amounts are printed in, '' where it prints none.
    """
    if declared := next(filter(None, (pattern.search(text) for pattern in _DECLARED)), None):
        return declared[1]
    counts = {
        "万元": len(re.findall(r"万\s*元", text)),
        "亿元": len(re.findall(r"亿\s*元", text)),
        "元": len(re.findall(r"[\d：:（(]\s*元", text)),
    }
    best = max(counts, key=lambda unit: counts[unit])
    return best if counts[best] else ""

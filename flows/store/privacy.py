"""What belongs to a person and stands in a built warehouse all the same: the net below the masks of the models."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

# An 18-digit identity number as far as its form tells; a mobile number within other words, and no amount or number of
# a document; a telephone number after the word for it. None of them is wider than what the models mask.
_IDENTITY = r"\b[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b"
_MOBILE = r"(?:[^\P{Han}第号字编]|[：:（( |])1[3-9]\d{9}(?:[^\w元万亿.%号]|$)"
_TELEPHONE = r"(?:电话|手机|传真)(?:号码)?[：:]\s*(?:0\d{2,3}[-—]?)?\d{7,8}\b"
_FORMS = f"{_IDENTITY}|{_MOBILE}|{_TELEPHONE}"

# GB 11643: the weighted sum of the first seventeen digits, modulo 11, gives the last character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are an identity number by birth date and check digit, and no other long number."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[17].upper()


def mask_leftovers(database: Path) -> Sequence[str]:
    """Mask such numbers in every text column of `marts` and `quality`; the columns come back, each with how many.

    The models mask all that is known to carry them, so that nothing comes back as a rule.
    """
    with duckdb.connect(str(database)) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "join information_schema.tables using (table_schema, table_name) "
            "where table_type = 'BASE TABLE' and table_schema in ('marts', 'quality') and data_type = 'VARCHAR' "
            "and not ends_with(column_name, '_id') order by all"
        ).fetchall()
        masked = [(".".join(column), _mask(connection, *column)) for column in columns]
    return [f"{name}（{count} 处）" for name, count in masked if count]


def _mask(connection: duckdb.DuckDBPyConnection, schema: str, table: str, column: str) -> int:
    """Replace them in one column; how many different ones there were."""
    found = connection.execute(
        f"""
        select distinct unnest(regexp_extract_all(words, $forms))
        from (select distinct "{column}" as words from "{schema}"."{table}")
        where regexp_matches(words, $forms)
        """,
        {"forms": _FORMS},
    ).fetchall()
    personal = [words for (words,) in found if not re.fullmatch(r"\w{18}", words) or is_identity_number(words)]
    for words in personal:
        connection.execute(
            f'update "{schema}"."{table}" set "{column}" = replace("{column}", $words, $masked) '
            f'where contains("{column}", $words)',
            {"words": words, "masked": re.sub(r"(?:[\d—-]{7,}[\dXx]?)", "***", words)},
        )
    return len(personal)

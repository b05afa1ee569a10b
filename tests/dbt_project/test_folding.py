"""Text is folded for comparing in Python alone: what SQL compares is stored as it is compared."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FOLDS = re.compile(
    r"\b(lower|lcase|upper|ucase|casefold|translate|nfc_normalize|strip_accents|replace|regexp_replace)\s*\(", re.I
)
# One covers what belongs to a person, the other reads a number: neither compares.
NO_COMPARING = {"masked.sql", "number_printed.sql"}


def folds_in(text: str) -> list[str]:
    return [match[1] for match in FOLDS.finditer(without_comments(text)) if not is_of_columns(text, match)]


def without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*", lambda comment: " " * len(comment[0]), text)


def is_of_columns(text: str, match: re.Match[str]) -> bool:
    """Whether it is `* replace (expression as column)`, which is no function."""
    return bool(re.search(r"\*\s*$", text[: match.start()]))


def test_no_model_macro_or_saved_question_folds_text():
    files = [*PROJECT.glob("dbt_project/**/*.sql"), *PROJECT.glob("warehouse/queries/*.sql")]
    own = [file for file in files if "target" not in file.relative_to(PROJECT).parts]

    assert len(own) > 80
    folding = {file.name: folds_in(file.read_text(encoding="utf-8")) for file in own if file.name not in NO_COMPARING}
    assert {name: calls for name, calls in folding.items() if calls} == {}


def test_folding_is_seen_and_a_replaced_column_is_none():
    assert folds_in("select lower(name), regexp_replace(label, ' ', '') from t") == ["lower", "regexp_replace"]
    assert folds_in("select * replace (a as b) from t -- lower(name)") == []
    assert folds_in("select t.* replace (a as b), upper (c) from t") == ["upper"]

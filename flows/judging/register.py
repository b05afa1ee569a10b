"""The register of rules: one row of `rules.csv` a rule, read by the judge, the expectations and the report.

Terms are written `+code`, `-code` or `~code` (must be printed, is not added), with `@basis` for another basis
than the total's, `:-1` for the year before and `?` for a part that a form may lack. `;` separates readings of
one equation, of which one holds, `&` readings that all hold, `||` equations, `/` numerator and denominator.

`not_applicable_when` lists, separated by `|`, `key:words` where a comparison is left open with that reason, the words
with a `{gap}` for each detail, and words without a key where the rule says nothing at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.words import read_seed, split_words

DIMENSIONS = ("contract", "finance", "percentages", "scores", "cross_place", "claims", "template", "domain")
KINDS = ("equality", "parts_at_most", "share", "rate", "bound", "direction", "same_value", "lint")
RELATIONS = ("eq", "le", "same_direction")
SEVERITIES = ("error", "warn", "info")

_TERM = re.compile(r"([+\-~])([a-z_]+)(?:@([a-z_]+))?(?::(-?\d+))?(\?)?")
_SIGNS = {"+": 1, "-": -1, "~": 0}
_GAP = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """One signed measure of an equation; `basis` is '' where the total's own basis holds."""

    sign: int
    code: str
    basis: str = ""
    year_shift: int = 0
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an equation: what stands left and right, and what the right is divided by."""

    left: tuple[RuleTerm, ...]
    right: tuple[RuleTerm, ...]
    divisor: tuple[RuleTerm, ...] = ()
    holds_always: bool = False  # whatever the other readings of its equation say

    @property
    def is_closed(self) -> bool:
        """Whether every part is always printed, so that the parts must make the whole wherever they stand."""
        return not any(term.is_optional for term in self.right)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the register; `equations` holds for each equation its readings, the usual one first.

    `reasons` are those that a comparison of the rule is left open with, by their key, with a `{gap}` for each detail;
    `not_applicable_when` tells them to people, with what leaves no trace.
    """

    code: str
    name: str
    name_en: str
    dimension: str
    equation: str
    kind: str
    relation: str
    equations: tuple[tuple[Reading, ...], ...]
    scope_relation: str
    severity: str
    words: tuple[str, ...]
    reasons: Mapping[str, str]
    not_applicable_when: str
    basis_document: str
    how_to_fix: str
    example_pass: str
    example_fail: str
    is_active: bool
    not_evaluated_because: str


def parse_terms(text: str) -> tuple[RuleTerm, ...]:
    """The signed measures of one side; a word that is no term is a bug of the register and raises."""
    terms = []
    for word in text.split():
        match = _TERM.fullmatch(word)
        if match is None:
            raise ValueError(f"rules.csv: {word!r} is not a term")
        sign, code, basis, shift, optional = match.groups()
        terms.append(RuleTerm(_SIGNS[sign], code, basis or "", int(shift or 0), bool(optional)))
    return tuple(terms)


def _equations(left: str, right: str) -> tuple[tuple[Reading, ...], ...]:
    if not left.strip():
        return ()
    equations = []
    for left_part, right_part in zip(left.split("||"), right.split("||"), strict=True):
        readings = []
        for total, parts in zip(re.split("[;&]", left_part), re.split("[;&]", right_part), strict=True):
            numerator, _, divisor = parts.partition("/")
            is_always = "&" in right_part
            readings.append(Reading(parse_terms(total), parse_terms(numerator), parse_terms(divisor), is_always))
        equations.append(tuple(readings))
    return tuple(equations)


def _reasons(cell: str) -> Mapping[str, str]:
    """The reasons with a key, by it."""
    keyed = (entry.partition(":") for entry in split_words(cell) if ":" in entry)
    return {key: words for key, _, words in keyed}


def _told(cell: str) -> str:
    """Every reason in words, the gaps shown as such."""
    return "；".join(_GAP.sub("…", entry.rpartition(":")[2]) for entry in split_words(cell))


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the register."""
    return {
        row["rule_code"]: Rule(
            code=row["rule_code"],
            name=row["rule_name"],
            name_en=row["rule_name_en"],
            dimension=row["dimension"],
            equation=row["equation"],
            kind=row["kind"],
            relation=row["relation"],
            equations=_equations(row["left_terms"], row["right_terms"]),
            scope_relation=row["scope_relation"],
            severity=row["severity"],
            words=split_words(row["words"]),
            reasons=_reasons(row["not_applicable_when"]),
            not_applicable_when=_told(row["not_applicable_when"]),
            basis_document=row["basis_document"],
            how_to_fix=row["how_to_fix"],
            example_pass=row["example_pass"],
            example_fail=row["example_fail"],
            is_active=row["is_active"] == "true",
            not_evaluated_because=row["not_evaluated_because"],
        )
        for row in read_seed("rules")
    }


def rule_words(rule: Rule, group: str) -> tuple[str, ...]:
    """The words by which a rule tells its matter: those of `group:word`, else the plain ones."""
    named = tuple(word.partition(":")[2] for word in rule.words if word.startswith(f"{group}:"))
    return named or tuple(word for word in rule.words if ":" not in word)


@cache
def rate_formulas() -> Mapping[str, tuple[Reading, ...]]:
    """The readings of each rate that can be recomputed, by its measure; the first rule wins."""
    formulas: dict[str, tuple[Reading, ...]] = {}
    for rule in rules().values():
        for readings in rule.equations:
            if rule.is_active and readings[0].divisor:
                formulas.setdefault(readings[0].left[0].code, readings)
    return formulas

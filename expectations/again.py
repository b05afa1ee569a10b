"""What is asked again of the printed numbers, apart from the judge: a frame a matter, with the faults found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from expectations.identities import identities_again
from expectations.open_again import open_again
from expectations.printed_again import printed_again
from expectations.relations_again import relations_again
from expectations.suites import AMOUNTS, COMPARISONS, FIGURES, OPEN, OPERANDS, STATED, TERMS

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Again:
    """A matter that is asked again: its name, the tables that it needs, what each column of faults asks, and how."""

    name: str
    tables: tuple[str, ...]
    faults: Mapping[str, str]
    ask: Callable[[Frames, pd.DataFrame], pd.DataFrame]


AGAIN = (
    Again(
        "printed",
        (TERMS, FIGURES),
        {
            "side_fault": "比对的两边等于所印各项重算之数",
            "slack_fault": "比对允许的误差等于所印小数位留下的误差",
            "term_fault": "规则的两边正是登记表所列各项",
        },
        lambda frames, decided: printed_again(frames[TERMS], frames[FIGURES], decided),
    ),
    Again(
        "identities",
        (AMOUNTS, FIGURES),
        {"fault": "由数据表重算的收支、三公经费与合计等式与判定一致"},
        lambda frames, _: identities_again(frames[AMOUNTS], frames[FIGURES], frames[COMPARISONS]),
    ),
    Again(
        "relations",
        (STATED, OPERANDS, FIGURES, TERMS),
        {"fault": "报告自身印明的关系都按所印各项核对"},
        lambda frames, _: relations_again(
            frames[STATED], frames[OPERANDS], frames[FIGURES], frames[TERMS], frames[COMPARISONS]
        ),
    ),
    Again(
        "open",
        (FIGURES, TERMS, OPERANDS, OPEN),
        {"fault": "印出的合计与百分比都已核对，或列明未核对的原因"},
        lambda frames, _: open_again(
            frames[FIGURES], frames[TERMS], frames[COMPARISONS], frames[OPERANDS], frames[OPEN]
        ),
    ),
)

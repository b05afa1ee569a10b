"""Sixty disclosures and five hundred sentences of invented counties, with what is right, written before they were read.

Each was made up in the wording, order and layout of another province or office: final accounts and budgets (`accounts`),
evaluations of departments, forms and reports of projects, and reports of counties and of small units (`county`). Beside
`NAME.html` lie `NAME.csv`, every figure in its order, and `NAME.faults.csv`, the contradictions that were planted; about
a third of the documents hold none, but traps. `heads.csv` says whose they are. `sentences.csv` states every relation
that its texts state, and whether it holds.

A figure's `label` are the words that a correct label holds, parts joined by `|`; basis words are left out of it. In prose
a change is positive and its direction a word of the label, in tables it has its sign. `of` is what a change, growth,
share or completion is of. `measure` is empty where no code fits exactly. Points and limits of scoring rules are of the
scope 评分标准 and of no basis.
"""

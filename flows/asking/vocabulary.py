"""What the words of the seeds know, and which labels of the published reports they do not know yet."""

from collections.abc import Sequence
from pathlib import Path

from flows.extraction.lexicon.county import measures_of_word
from flows.extraction.lexicon.labels import measure_of
from flows.model.words import measures, read_seed
from flows.store.query import Answer, ask

_UNMAPPED = """
with unknown as (
    select
        regexp_replace(label, '^.* / ', '') as 标签,
        label as 完整路径,
        unit as 单位,
        source_path
    from marts.fct_figures
    where measure_code is null and table_no is not null and figure_kind <> 'prose' and label <> ''
)

select
    标签,
    单位,
    count(*) as 次数,
    count(distinct source_path) as 文件数,
    any_value(完整路径 order by 完整路径) as 完整路径示例,
    min(source_path) as 文件示例
from unknown
group by 标签, 单位
order by 文件数 desc, 次数 desc, 标签, 单位
"""


def unmapped(database: Path) -> Answer:
    """The labels of table cells that no measure is known for, those of most files first.

    Raises FileNotFoundError where nothing is published.
    """
    return ask(database, _UNMAPPED)


def known(labels: Sequence[str]) -> Answer:
    """Every measure with its words; or, for each label given, the measure it means and those that it means in the
    accounts of a county, '' where it means none.
    """
    if not labels:
        rows = [
            (row["measure_code"], row["measure_name"], row["unit"], row["synonyms"].replace("|", "、"))
            for row in read_seed("measures")
        ]
        return Answer(("measure_code", "指标项", "单位", "说法"), rows)
    found = [(label, code) for label in labels for code in _codes(label)]
    return Answer(
        ("标签", "measure_code", "指标项"),
        [(label, code, measures()[code].name if code else "未识别") for label, code in found],
    )


def _codes(label: str) -> Sequence[str]:
    own = measure_of([label], ())
    return tuple(filter(None, (own, *measures_of_word(label)))) or ("",)

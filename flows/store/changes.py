"""Quiet revisions: numbers that a later version of a published report, or an earlier one that came back, changed,
dropped or added.
"""

from datetime import date
from pathlib import Path

from flows.store.query import Answer, open_for_reading

# What a figure is about; figures that are about the same are told apart by their order in the report.
_MEANING = "report_no, label, scope_name, item_name, period_year, basis, coalesce(measure_code, ''), figure_kind, unit"

# Equal figures that say the same number are paired first: a line inserted before them changes none of them.
_CHANGES = f"""
    with versions as (
        select document_id as new_id, replaces as old_id, first_seen_on
        from marts.dim_documents
        where replaces is not null and rendition_of is null and ($since is null or first_seen_on >= $since)
        union
        select document_id, returned_from, returned_on
        from marts.dim_documents
        where returned_from is not null and rendition_of is null and ($since is null or returned_on >= $since)
    ), figures as (
        select
            figures.*, reports.report_no, coalesce(counties.county_name, '') as county_name,
            coalesce(reports.department_name, '') as department_name, bases.basis_name,
            coalesce(cast(figures.value as varchar), figures.printed) as said,
            figures.place_in_words as place
        from marts.fct_figures as figures
        left join marts.dim_reports as reports using (report_id)
        left join marts.dim_counties as counties on figures.county_id = counties.county_id
        left join marts.dim_bases as bases on figures.basis = bases.basis
    ), pages as (
        select versions.*, true as is_old, figures.*
        from versions join figures on figures.document_id = versions.old_id
        union all
        select versions.*, false, figures.*
        from versions join figures on figures.document_id = versions.new_id
    ), keyed as (
        select *, md5(concat_ws(chr(31), new_id, old_id, {_MEANING})) as meaning
        from pages
    ), numbered as (
        select
            *,
            row_number() over (partition by is_old, meaning, said order by figure_no) as same_no
        from keyed
    ), kept as (
        select meaning, said, same_no
        from numbered
        group by all
        having count(*) = 2
    ), moved as (
        select *, row_number() over (partition by is_old, meaning order by figure_no) as order_no
        from numbered
        anti join kept using (meaning, said, same_no)
    ), paired as (
        select old, new
        from (select meaning, order_no, moved as old from moved where is_old)
        full join (select meaning, order_no, moved as new from moved where not is_old) using (meaning, order_no)
    ), changes as (
        select
            case when old is null then '新增' when new is null then '删除' else '改动' end as 变化,
            coalesce(new.first_seen_on, old.first_seen_on) as 更正日期,
            coalesce(new.county_name, old.county_name) as 县,
            coalesce(new.department_name, old.department_name) as 部门,
            coalesce(new.fiscal_year, old.fiscal_year) as 年度,
            coalesce(new.scope_name, old.scope_name) as 单位或项目,
            coalesce(new.measure_name, old.measure_name) as 指标项,
            coalesce(new.label, old.label) as 标签,
            coalesce(new.period_year, old.period_year) as 数据年度,
            coalesce(new.basis_name, old.basis_name) as 口径,
            old.value as 原数值,
            new.value as 新数值,
            new.value - old.value as 差额,
            coalesce(new.unit, old.unit) as 单位,
            concat(old.printed, old.printed_unit) as 原印数字,
            concat(new.printed, new.printed_unit) as 新印数字,
            coalesce(old.place, '') as 原位置,
            coalesce(new.place, '') as 新位置,
            (select source_path from marts.dim_documents where document_id = coalesce(new.old_id, old.old_id))
                as 原文件,
            (select source_path from marts.dim_documents where document_id = coalesce(new.new_id, old.new_id))
                as 新文件,
            coalesce(old.figure_id, '') as 原数字编号,
            coalesce(new.figure_id, '') as 新数字编号,
            coalesce(new.figure_no, old.figure_no) as reading_order
        from paired
    ), withdrawn as (
        select
            '撤下' as 变化, coalesce(any_value(counties.county_name), '') as 县,
            coalesce(any_value(reports.department_name), '') as 部门, any_value(reports.fiscal_year) as 年度,
            documents.source_path as 原文件
        from marts.dim_documents as documents
        left join marts.dim_reports as reports using (document_id)
        left join marts.dim_counties as counties on reports.county_id = counties.county_id
        where documents.is_withdrawn and documents.rendition_of is null
        group by documents.document_id, documents.source_path
    )
    select * exclude (reading_order) from (from changes union all by name from withdrawn)
    order by
        case 变化 when '改动' then 0 when '删除' then 1 when '新增' then 2 else 3 end,
        县, 部门, 年度, 原文件, reading_order, 原数字编号, 新数字编号
"""


def read_changes(database: Path, since: date | None) -> Answer:
    """What later versions changed in published reports, seen on or after a day; the columns are Chinese.

    Withdrawn documents are listed whatever the day: the warehouse does not keep when a file was taken away.
    Raises FileNotFoundError where nothing is published.
    """
    with open_for_reading(database) as connection:
        cursor = connection.execute(_CHANGES, {"since": since})
        return Answer([column[0] for column in cursor.description or ()], cursor.fetchall())

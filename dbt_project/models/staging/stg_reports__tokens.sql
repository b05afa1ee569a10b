with source as (
    select * from {{ source('reports', 'tokens') }}
),

personal_figures as (
    select
        document_id,
        figure_no
    from {{ source('reports', 'figures') }}
    where {{ is_personal_figure('label', 'printed') }}
),

final as (
    select
        source.document_id,
        source.token_no,
        source.printed,
        case when personal_figures.figure_no is null then source.figure_no end as figure_no,
        case
            when personal_figures.figure_no is null then nullif(source.ignored_reason, '') else 'telephone'
        end as ignored_reason,
        source.block_no,
        source.table_no,
        source.row_no,
        source.column_no,
        source.char_start,
        source.char_end,
        source.page_no,
        source.box::integer[] as box
    from source
    left join personal_figures
        on source.document_id = personal_figures.document_id and source.figure_no = personal_figures.figure_no
)

select * from final

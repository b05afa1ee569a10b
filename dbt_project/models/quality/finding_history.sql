with earlier as (
    select * from {{ ref('stg_reports__finding_history') }}
),

current_run as (
    select * from {{ ref('stg_reports__current_run') }}
),

findings as (
    select * from {{ ref('findings') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

failures_before as (
    select * from {{ ref('int_failures_before_this_run') }}
),

-- Nobody is asked any longer for a file that was taken away or corrected.
asked as (
    select
        findings.finding_id,
        findings.status
    from findings
    left join documents on findings.document_id = documents.document_id
    where coalesce(documents.is_current, true)
),

failing as (
    select
        finding_id,
        status
    from asked
    where status = 'fail'
),

-- What failed in the last run and does no more: its verdict now, or that nobody asks any longer.
gone as (
    select
        failures_before.finding_id,
        coalesce(asked.status, 'not_applicable') as status
    from failures_before
    left join asked on failures_before.finding_id = asked.finding_id
    where failures_before.has_failed_last and asked.status is distinct from 'fail'
),

this_run as (
    select * from failing
    union all
    select * from gone
),

final as (
    select
        finding_id,
        run_id,
        status
    from earlier
    where run_id not in (select current_run.run_id from current_run)
    union all
    select
        this_run.finding_id,
        current_run.run_id,
        this_run.status
    from this_run
    cross join current_run
)

select * from final

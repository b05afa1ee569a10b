"""The statements that keep staging true, in the order they run; each touches only rows that change."""

# What lies in raw/ now, given the temporary tables `listed` and `kept` and the variables `night_no` and `seen_at`, and
# which documents are current.
SETTLE = (
    """
    update files set is_present = false
    where is_present
        and source_path not in (select source_path from listed)
        and source_path not in (select source_path from kept)
    """,
    """
    update files set
        content_id = listed.content_id, size_bytes = listed.size_bytes, modified_ns = listed.modified_ns,
        reading_key = listed.reading_key, bundle_id = listed.bundle_id, is_present = true
    from listed
    where files.source_path = listed.source_path
        and row(
            files.content_id, files.size_bytes, files.modified_ns, files.reading_key, files.bundle_id,
            files.is_present
        ) is distinct from row(
            listed.content_id, listed.size_bytes, listed.modified_ns, listed.reading_key, listed.bundle_id, true
        )
    """,
    """
    insert into files (source_path, content_id, size_bytes, modified_ns, reading_key, bundle_id, is_present)
    select source_path, content_id, size_bytes, modified_ns, reading_key, bundle_id, true from listed
    where source_path not in (select source_path from files)
    """,
    # A document is current at a path while its bytes stand there, and beyond, while what replaced them cannot
    # be understood.
    """
    create or replace temp table current_paths as
    select files.source_path, documents.document_id
    from files join documents on documents.document_id = files.content_id
    where files.is_present
    union
    select document_paths.source_path, document_paths.document_id
    from document_paths join files using (source_path)
    where document_paths.is_present and files.is_present
        and files.content_id not in (select document_id from documents)
    """,
    """
    update document_paths
    set
        is_present = not is_present,
        present_since_night_no = case when is_present then present_since_night_no else getvariable('night_no') end,
        present_since = case when is_present then present_since else getvariable('seen_at') end
    where is_present
        <> ((source_path, document_id) in (select (source_path, document_id) from current_paths))
    """,
    """
    insert into document_paths (
        source_path, document_id, is_present, first_night_no, present_since_night_no, present_since
    )
    select
        source_path, document_id, true, getvariable('night_no'), getvariable('night_no'), getvariable('seen_at')
    from current_paths
    where (source_path, document_id) not in (select (source_path, document_id) from document_paths)
    """,
    """
    update documents set is_present = document_id in (select document_id from current_paths)
    where is_present <> (document_id in (select document_id from current_paths))
    """,
    """
    update documents set source_path = homes.source_path
    from (
        select document_id, min(source_path) as source_path from current_paths group by document_id
    ) as homes
    where documents.document_id = homes.document_id
        and (documents.document_id, documents.source_path) not in (select (document_id, source_path) from current_paths)
    """,
)

# What the published warehouse knows of nights, findings and first days, given that it is attached as `published` and
# what `upgrade.published_before` makes of it.
ADOPT = (
    """
    update runs set ended_at = there.ended_at, is_published = true
    from published_nights as there
    where runs.run_id = there.run_id and there.is_published and not runs.is_published
    """,
    """
    insert into runs (run_id, night_no, started_at, ended_at, is_published)
    select run_id, night_no, started_at, ended_at, is_published from published_nights
    where run_id not in (select run_id from runs)
    order by night_no
    """,
    """
    insert into finding_history (finding_id, run_id, status)
    select finding_id, run_id, status from published.quality.finding_history
    where run_id not in (select run_id from finding_history)
    """,
    # Where staging was lost, what is read again was not first seen tonight.
    """
    insert into first_seen (document_id, first_night_no, first_seen_at)
    select document_id, first_night_no, first_seen_at from published_documents
    where document_id not in (select document_id from main.documents)
        and document_id not in (select document_id from first_seen)
    """,
)

# How the expectations of the published nights ended, where the published warehouse tells.
ADOPT_VALIDATIONS = """
    insert into validations (
        run_id, suite_name, rule_code, description, row_count, unexpected_count, is_met, error
    )
    select run_id, suite_name, rule_code, description, row_count, unexpected_count, is_met, error
    from published.quality.validations
    where run_id not in (select run_id from validations)
"""

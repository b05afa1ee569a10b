-- The lifecycle of findings counts from one night: none or two of them would tell wrong stories.
select count(*) as night_count
from {{ ref('stg_reports__current_run') }}
having count(*) <> 1

select documents.document_id
from {{ ref('dim_documents') }} as documents
inner join {{ ref('dim_documents') }} as counted on documents.counted_id = counted.document_id
where not counted.is_primary

-- SRC-04  A document has its digest, and a digest its document.
-- over: sources
-- why: The digest is how somebody who has a copy proves that it is the one that was read here. Without it no citation
--   of this document can be checked; a digest without a file name is a proof of nothing.
-- hint: fill in document and document_sha256 (sha256sum FILE), or leave both blank
select source_id as id, case when document is null then 'document' else 'document_sha256' end as field,
  case when document is null then 'is blank, but has a digest' else 'is blank, but there is a document' end as message
from sources
where (document is null and document_sha256 is not null) or (document is not null and document_sha256 is null);
-- examined:
select source_id as id from sources where document is not null or document_sha256 is not null;
-- rows:
select source_id as id from sources where document is not null;
-- fault: document_sha256
update sources set document_sha256 = '' where source_id = $row;
-- fault: document
insert into sources (source_id, title, kind, language, url, document_sha256)
values ($new, 'A page', 'web_page', 'en', 'https://example.org/fault',
  '0000000000000000000000000000000000000000000000000000000000000000');
-- near miss:
update sources set document = '', document_sha256 = '' where source_id = $row;

-- SRC-05  A document has passages.
-- over: sources
-- why: The package says of each passage of each document whether it was used and why not. A document without passages
--   was not read, or not recorded; nobody could see what in it was left out.
-- hint: run casedata anchor --passages, which adds the passages; leave document blank if it was not read
select s.source_id as id, 'document' as field, 'has no passages' as message
from sources s where s.document is not null and not exists (select 1 from passages p where p.source_id = s.source_id);
-- examined:
select source_id as id from sources where document is not null;
-- fault: document
insert into sources (source_id, title, kind, language, document, document_sha256)
values ($new, 'A page', 'web_page', 'en', 'fault.txt',
  '0000000000000000000000000000000000000000000000000000000000000000');
-- near miss:
delete from passages;
update sources set document = '', document_sha256 = '';

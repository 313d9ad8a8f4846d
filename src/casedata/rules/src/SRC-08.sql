-- SRC-08  A passage belongs to a source with a document.
-- over: passages
-- why: A passage says on which lines of which file something stands. If its source has no file, nobody can turn to
--   those lines, and what rests on them is not cited at all.
-- hint: give the source its document and digest, or correct source_id
-- also: CIT-09
select p.passage_id as id, 'source_id' as field, 'is a source without a document' as message
from passages p join sources s on s.source_id = p.source_id where s.document is null;
-- fault: source_id
insert into sources (source_id, title, kind, language, url)
values ('s-fault', 'A page', 'web_page', 'en', 'https://example.org/fault');
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
values ($new, 's-fault', '1', '1', '1', 'boilerplate', '1',
  '0000000000000000000000000000000000000000000000000000000000000000', 'Navigation of the page.');
-- near miss:
update sources set document = 'fault.txt';

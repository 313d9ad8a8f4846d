-- CIT-09  The identifier of a passage is its source, a number sign and its number.
-- over: passages
-- why: Footnotes and other packages cite a passage by its identifier alone. Whoever reads s-letter#5 looks up the fifth
--   passage of that letter and must find it there.
-- hint: correct source_id and number; an identifier that was published stays as it is
select passage_id as id, 'passage_id' as field,
  concat('is not ', source_id, '#', number, ', although source_id and number say so') as message
from passages where passage_id <> concat(source_id, '#', number);
-- fault: passage_id
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
select $new, p.source_id, concat('', count(*) + 1), '900000000', '900000000', 'context', r.words, r.sha256, 'A heading.'
from passages r join passages p on p.source_id = r.source_id where r.passage_id = $row
group by p.source_id, r.words, r.sha256;

-- CIT-07  The passages of a document are numbered 1, 2, 3 and so on, without a gap.
-- over: passages
-- why: A gap is a paragraph that nobody has accounted for, and two passages of one number cannot be told apart in a
--   footnote. Only a full count shows that the whole document was read.
-- hint: enter the missing passage, or let casedata anchor --passages count them again
-- also: CIT-09
select passage_id as id, 'number' as field,
  concat('is ', number, ', but the next in the document is ', coalesce(before, 0) + 1) as message
from (
  select passage_id, number, lag(number) over (partition by source_id order by number, passage_id) as before
  from passages
  where source_id not in (select source_id from passages where number is null or number < 1)) as counted
where number <> coalesce(before, 0) + 1;
-- rows:
select p.passage_id as id from passages p
where not exists (select 1 from passages q where q.source_id = p.source_id and q.number > p.number);
-- fault: number
update passages set number = concat('1', number) where passage_id = $row;
-- fault: number
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
select $new, source_id, replace($new, concat(source_id, '#'), ''), '900000000', '900000000', 'context', words, sha256,
  'A heading.' from passages where passage_id = $row;
-- fault: number
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
select $new, source_id, number, '900000000', '900000000', 'context', words, sha256, 'A heading.'
from passages where passage_id = $row;
-- near miss:
insert into passages (passage_id, source_id, number)
select concat(source_id, '#', count(*) + 1), source_id, concat('', count(*) + 1) from passages
where source_id in (select source_id from passages where passage_id = $row) group by source_id;
-- near miss:
insert into passages (passage_id, source_id, number) values ('s-near#1', 's-near', '1');
-- near miss:
update passages set source_id = 's-near' where passage_id = $row;
insert into passages (passage_id, source_id, number) values ('s-near#1', 's-near', 'one');
-- near miss:
update passages set source_id = 's-near', number = '2' where passage_id = $row;
insert into passages (passage_id, source_id, number) values ('s-near#1', 's-near', '0');

-- CIT-08  A passage begins after the line on which the passage before it ends.
-- over: passages
-- why: Passages are cut at blank lines, so no two share a line. Where they overlap, a quotation stands in both and its
--   line proves nothing.
-- hint: correct the lines of the two passages by the document
select passage_id as id, 'first_line' as field,
  concat('is ', first_line, ', but the passage before it ends on line ', before) as message
from (
  select passage_id, first_line, lag(last_line) over (partition by source_id order by number, passage_id) as before
  from passages where number is not null) as placed
where first_line <= before;
-- examined:
select passage_id as id from passages where number > 1;
-- rows:
select passage_id as id from passages where number = 2;
-- fault: first_line
update passages set first_line = '1' where passage_id = $row;
-- fault: first_line
update passages set first_line = (
  select p.last_line from passages p join passages q on p.passage_id = concat(q.source_id, '#1')
  where q.passage_id = $row)
where passage_id = $row;
-- near miss:
delete from passages where number not in ('1', '2')
or source_id not in (select source_id from passages where passage_id = $row);
update passages set first_line = '41', last_line = '41' where number = '1';
update passages set first_line = '42', last_line = '42' where passage_id = $row;
-- near miss:
insert into passages (passage_id, source_id, number, first_line, last_line)
values ('s-near#1', 's-near', '1', '1', '1');

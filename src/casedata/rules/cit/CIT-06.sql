-- CIT-06  A passage does not end on a line before the one on which it begins.
-- over: passages
-- why: The two lines are what a reader opens the document at. If they are reversed, one of them is wrong and the
--   passage cannot be found.
-- hint: correct the two lines by the document
select passage_id as id, 'last_line' as field,
  concat('is ', last_line, ', before the first line, ', first_line) as message
from passages where last_line < first_line;
-- rows:
select passage_id as id from passages where first_line > 1;
-- fault: last_line
update passages set last_line = '1' where passage_id = $row;
-- near miss:
update passages set last_line = first_line where passage_id = $row;

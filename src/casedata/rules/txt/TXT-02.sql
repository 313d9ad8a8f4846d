-- TXT-02  A cell has no control characters but the line feed.
-- over: cells
-- suspects: [\x00-\x09\x0B-\x1F\x7F-\x9F]
-- why: Tabs, carriage returns and older control codes come from copying out of other programs. They break lines and
--   columns in spreadsheets and terminals, and nobody sees them.
-- hint: delete the character, or put a space or a line feed in its place
select table_name, id, field, 'has a control character' as message
from cells where matches(text, '[\x00-\x09\x0B-\x1F\x7F-\x9F]');
-- fault: events.summary
update events set summary = e'One thing,\tand another' where event_id = $row;
-- fault: events.summary
update events set summary = e'One thing,\r\nand another' where event_id = $row;
-- near miss:
update events set summary = e'One thing,\nand another' where event_id = $row;

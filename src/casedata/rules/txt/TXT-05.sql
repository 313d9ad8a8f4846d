-- TXT-05  No cell begins like a formula of a spreadsheet: with = or @, or with + or - before anything but a number.
-- over: cells
-- suspects: ^[=@+-]
-- why: Who opens the table in a spreadsheet runs such a cell: it can send the sheet away or start a program.
--   Journalists and lawyers open these tables, and they are targets.
-- hint: begin with a word or a quotation mark; a minus sign in prose is –
select table_name, id, field, concat('begins with ', substr(text, 1, 1), ', which a spreadsheet runs as a formula')
  as message
from cells
where matches(text, '^[=@]')
  or (matches(text, '^[+-].') and not matches(text, '^[+-][0-9]+(?:[.,][0-9]+)*%?$'));
-- fault: events.summary
update events set summary = '=1+1' where event_id = $row;
-- fault: events.summary
update events set summary = '-see the other row' where event_id = $row;
-- near miss:
update events set summary = '-12,500.5%' where event_id = $row;
-- near miss:
update events set summary = '-' where event_id = $row;
-- near miss:
update events set summary = '1=1, a@b, 5-3, x+y' where event_id = $row;

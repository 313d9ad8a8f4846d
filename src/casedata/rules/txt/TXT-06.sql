-- TXT-06  No cell begins or ends with white space.
-- over: cells
-- suspects: ^[\s\xA0\x{2000}-\x{200A}\x{202F}\x{3000}]|[\s\xA0\x{2000}-\x{200A}\x{202F}\x{3000}]$
-- why: A blank at the end makes two equal names different for every comparison, and nobody can see it.
-- hint: delete the white space at the beginning and at the end
select table_name, id, field, 'begins or ends with white space' as message
from cells where matches(text, '^[\s\xA0\x{2000}-\x{200A}\x{202F}\x{3000}]|[\s\xA0\x{2000}-\x{200A}\x{202F}\x{3000}]$');
-- fault: events.summary
update events set summary = 'Somebody is held. ' where event_id = $row;
-- fault: events.summary
update events set summary = e'\xC2\xA0Somebody is held.' where event_id = $row;
-- near miss:
update events set summary = e'Somebody is held.\nSomebody else is not.' where event_id = $row;

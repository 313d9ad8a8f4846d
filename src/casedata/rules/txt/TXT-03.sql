-- TXT-03  A cell has no characters that cannot be seen: bidirectional controls, zero-width and filler characters.
-- over: cells
-- suspects: [\x{AD}\x{34F}\x{61C}-\x{180E}\x{200B}-\x{200F}\x{2028}-\x{206F}\x{3164}-\x{FFFB}\x{E0000}-\x{E0FFF}]
-- why: They hide words from a search, turn the order of letters around on the screen, and can mark a copy so that it is
--   traced to whoever passed it on. Joiners that emoji and Arabic or Indian letters need may stay.
-- hint: delete the invisible character
select table_name, id, field, 'has an invisible character' as message
from cells
where matches(text, '[\x{AD}\x{34F}\x{61C}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180E}\x{200B}\x{200E}\x{200F}]')
  or matches(text, '[\x{2028}-\x{202E}\x{2060}-\x{206F}\x{3164}\x{FEFF}\x{FFA0}\x{FFF9}-\x{FFFB}\x{E0000}-\x{E001F}]')
  or matches(text, '(?:^|[\sA-Za-z\x{C0}-\x{52F}])[\x{200C}\x{200D}\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]')
  or matches(text, '[\x{200C}\x{200D}\x{E0100}-\x{E01EF}][\x{200C}\x{200D}0-9A-Za-z\x{C0}-\x{52F}]')
  or matches(text, '[\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]{2}')
  or matches(text, '(?:^|[^\x{1F3F4}\x{E0020}-\x{E007F}])[\x{E0020}-\x{E007F}]');
-- fault: events.summary
update events set summary = e'Mifta\xC2\xADkhov is held.' where event_id = $row;
-- fault: events.summary
update events set summary = e'\xE2\x80\xAEdleh si vohkatfiM' where event_id = $row;
-- fault: events.summary
update events set summary = e'Miftakhov\xE2\x80\x8D is held.' where event_id = $row;
-- fault: events.summary
update events set summary = e'In 2019\xE2\x80\x8C, 20\xE2\x80\x8C19' where event_id = $row;
-- fault: events.summary
update events set summary = e'\xE2\x9D\xA4\xEF\xB8\x8F\xEF\xB8\x8E love' where event_id = $row;
-- fault: events.summary
update events set summary = e'One.\xF3\xA0\x81\xA1\xF3\xA0\x81\xA2 Two.' where event_id = $row;
-- near miss:
update events set summary = e'\xE2\x9D\xA4\xEF\xB8\x8F, \xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x96\xEF\xB8\x8F'
where event_id = $row;
-- near miss:
update events set summary = e'\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF 1\xEF\xB8\x8F\xE2\x83\xA3'
where event_id = $row;

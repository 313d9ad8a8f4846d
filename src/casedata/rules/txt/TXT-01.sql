-- TXT-01  Text is in the normal form NFC: accents are put together with their letters.
-- over: cells
-- suspects: [\x{300}-\x{387}\x{483}-\x{2001}\x{20D0}-\x{309A}\x{A66F}-\x{ABFF}\x{F900}-\x{FE2F}\x{101FD}-\x{2FA1D}]
-- why: An é can be one character or two that look alike. If both occur, a search for a name finds half of its rows, and
--   a quotation that is copied correctly does not match its digest.
-- hint: write the text anew in NFC; casedata fmt does not change what a cell says
select table_name, id, field, 'is not in Unicode normal form NFC' as message
from cells where text <> nfc(text);
-- fault: events.summary
update events set summary = e'The Cafe\xCC\x81 is searched.' where event_id = $row;
-- near miss:
update events set summary = e'The Caf\xC3\xA9 is searched.' where event_id = $row;

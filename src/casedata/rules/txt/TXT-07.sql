-- TXT-07  No cell has the debris of a failed conversion: replacement characters, spreadsheet errors, garbled letters.
-- over: cells
-- suspects: \x{FFFD}|#[#A-Z]|[ÃâÂÐÑРС][^A-Za-zА-я\s.,;:!?)]
-- why: Such a cell lost what it said when a file was opened with the wrong encoding or a formula broke. The original
--   words must be entered again while they can still be had.
-- hint: enter the text again from the source, in UTF-8
select table_name, id, field, 'has the debris of a failed conversion' as message
from cells
where matches(text, '\x{FFFD}|#(?:REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|N/A|SPILL!|CALC!)|#{7}')
  or matches(text, 'Ã[\x80-\x9F\xA1-\xAA\xAC-\xBA\xBC-\xBF€ƒˆŠŒŽšœžŸ†‡‰]|â€|Â[\x80-\x9F§£©®±²³·¶¢¿¡°]')
  or matches(text, '(?:[ÐÑ][\x80-\xBF‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]){2}')
  or matches(text, '(?:[РС][Ђ-Џђ-џҐґ‚„…†‡€‰‹›‘’“”•–—™¤¦§©«¬®°±µ¶·№»]){3}');
-- fault: events.summary
update events set summary = '#REF!' where event_id = $row;
-- fault: events.summary
update events set summary = 'The cafÃ© is searched.' where event_id = $row;
-- fault: events.summary
update events set summary = 'ÐœÐ¸Ñ„Ñ‚Ð°Ñ…Ð¾Ð² is held.' where event_id = $row;
-- fault: events.summary
update events set summary = 'РњРёС„С‚Р°С…РѕРІ is held.' where event_id = $row;
-- near miss:
update events set summary = 'ÂNGELA and IRMÃ, #REFUGEES, ##### a heading, РСФСР, the café' where event_id = $row;

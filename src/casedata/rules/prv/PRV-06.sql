-- PRV-06  No cell has a telephone number.
-- over: cells
-- suspects: \+ ?\(?[1-9]|\([0-9]{3}|[0-9]{3}[^0-9A-Za-z]{0,2}[0-9]{3}|[Pp]hone|[Тт]еле|(?:el|EL|ax|AX|ел|об|кс)[.:]
-- why: A number leads straight to a person and, through leaked registers, to an address. Nobody needs it to understand
--   a case. Looked for are international numbers, and national ones in forms that no case number, article or sum has.
-- hint: leave the number out; say "a number is given" where it matters that there is one
select table_name, id, field, 'has a telephone number' as message
from cells
where matches(text, '(?:^|[^0-9A-Za-zÀ-ɏЀ-ӿ])\+ ?\(?[1-9](?:[^0-9A-Za-z,;:+]{0,3}[0-9]){9,14}(?:$|[^0-9])')
  or matches(text, concat('(?:^|[^0-9A-Za-zÀ-ɏЀ-ӿ.,/–-])',
    '[78][ \xA0–-]?\(?[0-9]{3}\)?[ \xA0–-]?[0-9]{3}[ \xA0–-]?[0-9]{2}[ \xA0–-][0-9]{2}(?:$|[^0-9–-])'))
  or matches(text, '(?:^|[\s(,;:])[78][ \xA0–-]?\(?9[0-9]{2}\)?[ \xA0–-]?[0-9]{7}(?:$|[^0-9–-])')
  or matches(text, '(?:^|[^0-9])8[ \xA0–-]?\([348][0-9]{2,4}\)[ \xA0–-]?[0-9]{5,7}(?:$|[^0-9])')
  or matches(text, '\([0-9]{3,5}\)[ \xA0–-]?[0-9]{1,3}[ \xA0–-][0-9]{2}[ \xA0–-][0-9]{2}(?:$|[^0-9–-])')
  or matches(text, concat('(?:^|[^0-9.-])\(?[2-9][0-9]{2}(?:\) ?|[.-])[2-9][0-9]{2}[.-]',
    '(?:[03-9][0-9]|1[0-8]|2[1-9])[0-9]{2}\b'))
  or matches(text, concat('(?:^|[^0-9A-Za-zÀ-ɏЀ-ӿ.,/–-])',
    '\(?0[1-9][0-9]{1,3}\)?[ \xA0–-][0-9]{3,4}[ \xA0–-][0-9]{3,4}(?:$|[^0-9])'))
  or matches(text, concat('(?:^|[^0-9A-Za-zÀ-ɏЀ-ӿ])(?:[Tt]el|TEL|[Ff]ax|FAX|[Тт]ел|[Мм]об|[Фф]акс)(?:\.:|[.:])',
    '[ \xA0–-]?[(+]?[0-9](?:[ ()–-]{0,2}[0-9]){4}'))
  or matches(text, concat('(?:[Pp]hone|[Тт]елефон[а-я]*)(?: number| no\.| №|:| is| at)*[ \xA0–-]?',
    '[0-9]{3}[ \xA0–-](?:[0-9]{4}|[0-9]{2}[ \xA0–-][0-9]{2})(?:$|[^0-9])'));
-- fault: events.summary
update events set summary = 'The committee answers under +44 1632 960 001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under 8-000-123-45-67.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under 89001234567.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under 8 (34200) 12345.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under (000) 123-45-67.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under 202-555-0143.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under 020 7946 0001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee answers under tel. 12345.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The committee has the phone number 555-0143.' where event_id = $row;
-- near miss:
update events set summary = 'Case 1-123/2019, art. 213(2), +10 000 000 roubles, 2019-02-01' where event_id = $row;
-- near miss:
update events set summary = 'By phone 2019-02-01; case 11901007754000012; 8 900 123 456 roubles' where event_id = $row;

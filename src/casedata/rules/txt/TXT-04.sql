-- TXT-04  No word mixes Latin letters with Cyrillic or Greek ones.
-- over: cells
-- suspects: [A-Za-zÀ-ɏ][\x{300}-\x{36F}]*[Ͱ-ԯ]|[Ͱ-ԯ][\x{300}-\x{36F}]*[A-Za-zÀ-ɏ]
-- why: A Latin a and a Cyrillic а look the same. A name typed with both is never found, and an address that mixes them
--   is the oldest trick of forgers. Parts joined by a hyphen, and the signs of ohm and micro, may differ.
-- hint: type the word anew in one alphabet
select table_name, id, field, 'has a word in letters of two alphabets' as message
from cells
where matches(text, '[A-Za-zÀ-ÖØ-öø-ɏ][\x{300}-\x{36F}]*[Ͱ-ΨΪ-λν-ԯ]')
  or matches(text, '[Ͱ-ΨΪ-λν-ԯ][\x{300}-\x{36F}]*[A-Za-zÀ-ÖØ-öø-ɏ]');
-- fault: events.summary
update events set summary = 'The court in Moсква decides.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Суд в Мoscow решает.' where event_id = $row;
-- near miss:
update events set summary = 'Суд: IT-компания, «Novaya Газета», 50 kΩ, 3 μg' where event_id = $row;

-- PRV-08  No cell has the number of an identity paper, a taxpayer, an insured person or a bank card.
-- over: cells
-- suspects: [0-9]{6}|[0-9]{3}[ \xA0–-][0-9]{3}|[0-9]{4}[ \xA0–-][0-9]{4}|SSN|[Ss]ecurity
-- why: With such a number anybody can order records, open accounts and follow a person across registers. It never says
--   anything about a case. Numbers of cases, articles and bodies (tax numbers of ten digits) are not looked for.
-- hint: leave the number out; say "the passport is cited" where it matters that it is
select table_name, id, field, 'has the number of an identity paper, taxpayer, insured person or card' as message
from cells
where matches(text, concat(
    '(?:[Pp]assport|PASSPORT|[Пп]аспорт[а-я]*)',
    '(?:[\s,:(№]|series|serial|number|[Nn]o\.|of|the|is|серия|серии|номер[а-я]*|РФ)*',
    '(?:[0-9]{2} ?[0-9]{2}[ ,]{0,2}(?:№|[Nn]o\.|number|номер)? ?[0-9]{6}|[A-Z]{0,2} ?[0-9]{7,9}',
    '|[0-9]{2} ?(?:№ ?)?[0-9]{7})(?:$|[^0-9])'))
  or matches(text, concat('(?:^|[^A-Za-zЀ-ӿ])(?:INN|TIN|IIN|ИНН|ИИН)[\s:№]*',
    '(?:[0-9]{12}|[0-9]{4} [0-9]{4} [0-9]{4})(?:$|[^0-9])'))
  or matches(text, '(?:^|[^0-9–-])[0-9]{3}[–-][0-9]{3}[–-][0-9]{3}[ \xA0–-][0-9]{2}(?:$|[^0-9–-])')
  or matches(text, '(?:SNILS|СНИЛС)[\s:№]*[0-9]{11}(?:$|[^0-9])')
  or matches(text, concat('(?:\bSSN|[Ss]ocial [Ss]ecurity(?: number| no\.)?)[\s:]*',
    '[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4}(?:$|[^0-9])'))
  or matches(text, '(?:^|[^0-9–-])(?:[3-6][0-9]{3}|2[2-7][0-9]{2})(?:[ \xA0–-][0-9]{4}){3}(?:$|[^0-9–-])')
  or matches(text, '(?:[Cc]ard|[Кк]арт[а-я])(?:[\s:№]|number|[Nn]o\.|номер)*[2-6][0-9]{15}(?:$|[^0-9])');
-- fault: events.summary
update events set summary = 'The document names the passport 00 00 000001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the INN 000000000001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the number 000-000-000 01.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the SNILS 00000000001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the SSN 000-00-0001.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the number 4000 0000 0000 0000.' where event_id = $row;
-- fault: events.summary
update events set summary = 'The document names the card 4000000000000000.' where event_id = $row;
-- near miss:
update events set summary = 'Passports of 1 234 567 people; INN 7700000000; 2019 2020 2021 2022.' where event_id = $row;
-- near miss:
update events set summary = 'Case 11901007754000012, ISBN 978-601-123-45-6, passed in 2019-2020.' where event_id = $row;

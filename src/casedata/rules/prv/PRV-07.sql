-- PRV-07  No cell has a street address.
-- over: cells
-- suspects: (?i:street|avenue|road|lane|boulev|prospe|ulits|\b(?:st|ave|ul|pr|kv)\b)|улиц|росп|[Уу]л\.|[Пп]р[.-]|кв\.
-- why: Where somebody lives or works is what those who mean harm look for first. A city or an institution places an
--   event well enough. A street alone is no address; a street with the number of a house is.
-- hint: leave out the number of the house, or name the city only
select table_name, id, field, 'has a street address' as message
from cells
where (matches(text, concat(
      '(?:^|[^0-9A-Za-z.,-])(?:[1-9][0-9]{0,2}|1[0-8][0-9]{2}|[3-9][0-9]{3})[A-Za-z]?,? (?:[A-Z][A-Za-z’-]+ ){1,3}',
      '(?:Street|St\.?|Avenue|Ave\.?|Road|Lane|Boulevard)(?:$|[,.;:)\n]| (?:in|was|where|is|and|flat|apt)\b)'))
    and not matches(text, concat(
      '[0-9] (?:January|February|March|April|May|June|July|August|September|October|November|December) ',
      '(?:[A-Z][A-Za-z’-]+ ){0,2}(?:Street|St|Avenue|Ave|Road|Lane|Boulevard)\b')))
  or matches(text, concat(
    '[A-Z][A-Za-z’-]{2,} ',
    '(?:Street|St\.?|Avenue|Ave\.?|Road|Lane|Boulevard|[Pp]rospe[ck]t|[Uu]litsa|[Uu]l\.|[Pp]r\.),? ',
    '(?:(?:d\.|dom|house|building|No\.) ?[1-9]|[1-9][0-9]{0,2}[A-Za-z]?(?:/[0-9]+)?(?:$|[,.;:)\n]))'))
  or matches(text, concat(
    '\b(?:[Uu]litsa|[Uu]l\.|[Pp]rospe[ck]t|[Pp]r\.) ?(?:[0-9]+ )?[A-Z][A-Za-z’-]+(?: [A-Z][A-Za-z’-]+)?,? ',
    '(?:(?:d\.|dom|house|building|No\.) ?[1-9]|[1-9][0-9]{0,2}[A-Za-z]?(?:/[0-9]+)?(?:$|[,.;:)\n]))'))
  or matches(text, concat(
    '[А-ЯЁ][а-яё-]{3,} (?:[Уу]л\.|[Уу]лиц[а-я]|[Пп]росп[а-я]*\.?|[Пп]р\.|[Пп]р-т),? ',
    '(?:(?:д\.|дом[а-я]?|№) ?[1-9]|[1-9][0-9]{0,2}[А-Яа-я]?(?:/[0-9]+)?(?:$|[,.;:)\n]))'))
  or matches(text, concat(
    '(?:^|[^Ѐ-ӿ])(?:[Уу]л\.|[Уу]лиц[а-я]|[Пп]росп[а-я]*\.?|[Пп]р\.|[Пп]р-т) ?(?:[0-9]+ )?[А-ЯЁ][Ѐ-ӿ-]+(?: [Ѐ-ӿ-]+)?,? ',
    '(?:(?:д\.|дом[а-я]?|№) ?[1-9]|[1-9][0-9]{0,2}[А-Яа-я]?(?:/[0-9]+)?(?:$|[,.;:)\n]))'))
  or matches(text, '\b(?:d\.|dom|house) ?[1-9][0-9]{0,3}[A-Za-z]?,? kv\. ?[1-9]')
  or matches(text, '(?:^|[^Ѐ-ӿ])(?:д\.|дом[а-я]?) ?[1-9][0-9]{0,3}[А-Яа-я]?,? кв\. ?[1-9]');
-- fault: events.summary
update events set summary = 'They searched the flat at 12 Garden Street, as one document says.' where event_id = $row;
-- fault: events.summary
update events set summary = 'They searched the flat at Lenin Avenue, 12.' where event_id = $row;
-- fault: events.summary
update events set summary = 'They searched the flat at ul. Sadovaya, d. 12.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Обыскали квартиру: Садовая ул., 12.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Обыскали квартиру на ул. Садовой, дом 12.' where event_id = $row;
-- fault: events.summary
update events set summary = 'They searched the flat: dom 12, kv. 3.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Обыскали квартиру: дом 12, кв. 3.' where event_id = $row;
-- near miss:
update events set summary = 'On 12 June Garden Street, and on 13 June Red Square, was closed.' where event_id = $row;
-- near miss:
update events set summary = 'On Garden Street 20 people were held, on ул. Садовой 20 человек.' where event_id = $row;

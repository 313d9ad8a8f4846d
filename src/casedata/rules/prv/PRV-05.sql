-- PRV-05  No cell has an e-mail address.
-- over: cells
-- suspects: [@＠]|[(\[{] ?(?i:at|собака) ?[)\]}]|\b(?i:dot)\b
-- why: An address that is published in a table is harvested within days, and whoever is behind it is written to by
--   strangers and by those who threaten. The document that gives it is cited; that is enough.
-- hint: leave the address out; say "an address is given" where it matters that there is one
select table_name, id, field, 'has an e-mail address' as message
from cells
where matches(text, concat(
    '(?:^|[^0-9A-Za-zÀ-ɏЀ-ӿ@._%+-])[0-9A-Za-zÀ-ɏЀ-ӿ._%+-]*[0-9A-Za-zÀ-ɏЀ-ӿ_%+-](?:[@＠]| @ )',
    '[0-9A-Za-zÀ-ɏЀ-ӿ-]+(?:\.[0-9A-Za-zÀ-ɏЀ-ӿ-]+)*\.[A-Za-zЀ-ӿ]{2}'))
  or matches(text, concat(
    '(?i)[0-9A-Za-zÀ-ɏЀ-ӿ] ?[(\[{] ?(?:at|@|собака) ?[)\]}] ?[0-9A-Za-zÀ-ɏЀ-ӿ-]+ ?',
    '(?:\.|[(\[{] ?(?:dot|точка) ?[)\]}]) ?[A-Za-zЀ-ӿ]{2}'))
  or matches(text, '(?i)[a-z0-9] at [a-z0-9-]+ dot (?:com|org|net|info|eu|ru|su|ua|by|kz|de|uk|me)\b');
-- fault: events.summary
update events set summary = 'Write to the.committee@example.org for the list.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Write to committee (at) example.org for the list.' where event_id = $row;
-- fault: events.summary
update events set summary = 'Write to committee at example dot org for the list.' where event_id = $row;
-- near miss:
update events set summary = 'The channels @committee and @us@example.org say so; 3 @ 2.50.' where event_id = $row;

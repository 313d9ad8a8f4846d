-- DIS-03  Two sources that give different places, provisions or standings have a dispute that deals with them.
-- over: claims
-- why: Where somebody was held, under which article and with what standing decides which court is competent and what
--   may be printed. If sources differ, the package follows one, and must say so.
-- hint: add a dispute on this subject and field; if both hold, as town and street do, enter it as apparent
select c.claim_id as id, 'value' as field,
  concat('is ', c.value, ', but ', c.other, ' gives ', c.before, ' for the same ', c.field) as message,
  c.other as related
from (
  select claim_id, event_id, role_id, field, value,
    lag(claim_id) over (partition by coalesce(event_id, role_id), field order by claim_id) as other,
    lag(value) over (partition by coalesce(event_id, role_id), field order by claim_id) as before
  from claims where stance = 'supports' and field in ('place_id', 'provision', 'standing')) as c
where c.value <> c.before and not exists (
  select 1 from disputes d
  where coalesce(d.event_id, d.role_id) = coalesce(c.event_id, c.role_id) and d.field = c.field);
-- examined:
select claim_id as id from claims where stance = 'supports' and field in ('place_id', 'provision', 'standing');
-- rows:
select c.claim_id as id from claims c join (
  select min(claim_id) as claim_id from claims where field in ('place_id', 'provision', 'standing')
  group by coalesce(event_id, role_id), field having count(*) = 1) as alone on alone.claim_id = c.claim_id
where exists (select 1 from claims o where o.field = c.field and o.value <> c.value)
and exists (
  select 1 from claims o where o.event_id is not null and o.stance = 'supports' and not exists (
    select 1 from claims p where p.event_id = o.event_id and p.field = 'place_id'))
and exists (select 1 from places p join places q on q.place_id <> p.place_id);
-- fault: value
insert into claims (claim_id, event_id, role_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, c.event_id, c.role_id, c.field, min(o.value), c.stance, c.mode, c.speaker_id,
  c.passage_id, c.quote_start, c.quote_words, c.quote_sha256, c.note
from claims c join claims o on o.field = c.field and o.value not in ('', c.value) where c.claim_id = $row
group by c.event_id, c.role_id, c.field, c.stance, c.mode, c.speaker_id,
  c.passage_id, c.quote_start, c.quote_words, c.quote_sha256, c.note;
-- fault: value
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select 'c-0', event_id, 'place_id', (select min(place_id) from places), stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, 'A reading.'
from claims where claim_id = (select min(claim_id) from claims where stance = 'supports' and event_id <> ''
  and event_id not in (select event_id from claims where field = 'place_id'));
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, field, (select max(place_id) from places), stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = 'c-0';
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select $new, event_id, role_id, field, value, 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, field, 'another', 'contradicts' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select $new, event_id, role_id, field, 'another', 'supports' from claims where claim_id = $row;
insert into disputes (dispute_id, event_id, role_id, field)
select 'd-near', event_id, role_id, field from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, field, value, stance)
values
  ('c-near-1', 'e-near', 'start_date', '2001', 'supports'), ('c-near-2', 'e-near', 'start_date', '2002', 'supports');

-- DIS-03  Two sources that give different places, provisions or standings have a dispute that deals with them.
-- over: claims
-- why: Where somebody was held, under which article and with what standing decides which court is competent and what
--   may be printed. If sources differ, the package follows one, and must say so. A city and a prison in that city do
--   not differ: one place lies in the other, by up to four steps of part_of.
-- hint: add a dispute on this subject and field (apparent, if both hold), or say in part_of where the place lies
with around as (
  select place_id, part_of as wider from places
  union all
  select p.place_id, q.part_of from places p join places q on q.place_id = p.part_of
  union all
  select p.place_id, r.part_of from places p join places q on q.place_id = p.part_of
  join places r on r.place_id = q.part_of
  union all
  select p.place_id, s.part_of from places p join places q on q.place_id = p.part_of
  join places r on r.place_id = q.part_of join places s on s.place_id = r.part_of)
select max(c.claim_id) as id, 'value' as field,
  concat('is given for ', c.field, ' of ', min(coalesce(c.event_id, c.role_id)), ', but the claims differ: ',
    min(c.value), ', ', max(c.value)) as message, min(c.claim_id) as related
from claims c join claims o on coalesce(o.event_id, o.role_id) = coalesce(c.event_id, c.role_id) and o.field = c.field
where c.field in ('place_id', 'provision', 'standing') and c.stance = 'supports' and o.stance = 'supports'
and lower(c.value) <> lower(o.value)
and not exists (select 1 from around a where a.place_id = c.value and a.wider = o.value)
and not exists (select 1 from around a where a.place_id = o.value and a.wider = c.value)
and not exists (
  select 1 from disputes d
  where coalesce(d.event_id, d.role_id) = coalesce(c.event_id, c.role_id) and d.field = c.field)
group by coalesce(c.event_id, c.role_id), c.field;
-- examined:
select claim_id as id from claims where stance = 'supports' and field in ('place_id', 'provision', 'standing');
-- rows:
select c.claim_id as id from claims c join (
  select min(claim_id) as claim_id from claims where field in ('provision', 'standing')
  group by coalesce(event_id, role_id), field having count(*) = 1) as alone on alone.claim_id = c.claim_id
where exists (select 1 from claims o where o.field = c.field and lower(o.value) <> lower(c.value))
and exists (
  select 1 from claims o where o.event_id is not null and o.stance = 'supports' and not exists (
    select 1 from claims p where p.event_id = o.event_id and p.field = 'place_id'));
-- fault: value
insert into claims (claim_id, event_id, role_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, c.event_id, c.role_id, c.field, min(o.value), c.stance, c.mode, c.speaker_id,
  c.passage_id, c.quote_start, c.quote_words, c.quote_sha256, c.note
from claims c join claims o on o.field = c.field and o.value <> '' and lower(o.value) <> lower(c.value)
where c.claim_id = $row
group by c.event_id, c.role_id, c.field, c.stance, c.mode, c.speaker_id,
  c.passage_id, c.quote_start, c.quote_words, c.quote_sha256, c.note;
-- fault: value
insert into places (place_id, name, kind, part_of) values ('l-fault-1', 'One', 'city', 'l-fault-2'),
  ('l-fault-2', 'Two', 'region', ''), ('l-fault-3', 'Three', 'city', 'l-fault-4'), ('l-fault-4', 'Four', 'region', '');
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select 'c-0', event_id, 'place_id', 'l-fault-1', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, 'A reading.'
from claims where claim_id = (select min(claim_id) from claims where stance = 'supports' and event_id <> ''
  and event_id not in (select event_id from claims where field = 'place_id'));
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, field, 'l-fault-3', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = 'c-0';
-- fault: value
insert into places (place_id, name, kind, part_of) values ('l-fault-1', 'One', 'city', 'l-fault-2'),
  ('l-fault-2', 'Two', 'region', ''), ('l-fault-3', 'Three', 'city', 'l-fault-4'), ('l-fault-4', 'Four', 'region', '');
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select 'c-0', event_id, 'place_id', 'l-fault-2', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, 'A reading.'
from claims where claim_id = (select min(claim_id) from claims where stance = 'supports' and event_id <> ''
  and event_id not in (select event_id from claims where field = 'place_id'));
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, field, 'l-fault-4', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = 'c-0';
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, field, upper(value), 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, field, 'another', 'contradicts' from claims where claim_id = $row;
-- near miss:
update claims set stance = 'contradicts' where claim_id = $row;
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, field, 'another', 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, field, 'another', 'supports' from claims where claim_id = $row;
insert into disputes (dispute_id, event_id, role_id, field)
select 'd-near', event_id, role_id, field from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, 'start_date', 'another', 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, field, value, stance)
select 'c-0', 'e-near', field, 'another', 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, role_id, field, value, stance)
select 'c-0', event_id, role_id, 'start_date', '2001', 'supports' from claims where claim_id = $row;
update claims set field = 'start_date', value = '2002' where claim_id = $row;
-- near miss:
insert into places (place_id, part_of) values
  ('l-near-1', 'l-near-2'), ('l-near-2', 'l-near-3'), ('l-near-3', 'l-near-4'), ('l-near-4', 'l-near-5');
update claims set event_id = 'e-near', role_id = '', field = 'place_id', value = 'l-near-1' where claim_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-0', 'e-near', 'place_id', 'l-near-2', 'supports'), ('c-0-0', 'e-near', 'place_id', 'l-near-3', 'supports'),
  ('c-0-1', 'e-near', 'place_id', 'l-near-4', 'supports'), ('c-0-2', 'e-near', 'place_id', 'l-near-5', 'supports');
-- near miss:
insert into places (place_id, part_of) values
  ('l-near-1', 'l-near-2'), ('l-near-2', 'l-near-3'), ('l-near-3', 'l-near-4'), ('l-near-4', 'l-near-5');
update claims set event_id = 'e-near', role_id = '', field = 'place_id', value = 'l-near-5' where claim_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-0', 'e-near', 'place_id', 'l-near-4', 'supports'), ('c-0-0', 'e-near', 'place_id', 'l-near-3', 'supports'),
  ('c-0-1', 'e-near', 'place_id', 'l-near-2', 'supports'), ('c-0-2', 'e-near', 'place_id', 'l-near-1', 'supports');

-- DIS-10  A date, place, provision or standing that was settled in a dispute stands in the package as it was settled.
-- over: disputes
-- why: The dispute says which claim the package follows. If the table has something else, one of the two was corrected
--   and the other forgotten, and the package contradicts its own reasons.
-- hint: correct the table, or prefer the claim that gives what stands in it and say why
-- also: DIS-04
select d.dispute_id as id, 'preferred_claim_id' as field,
  concat('gives ', c.value, ' for ', d.field, ', but ', j.subject, ' has ', coalesce(j.value, 'a blank')) as message,
  j.subject as related
from disputes d join claims c on c.claim_id = d.preferred_claim_id join (
    select event_id as subject, 'start_date' as field, start_date as value from events
    union all select event_id, 'end_date', end_date from events
    union all select person_id, 'born', born from people
    union all select event_id, 'place_id', place_id from events
    union all select event_id, 'provision', provision from events
    union all select person_id, 'died', died from people
    union all select role_id, 'standing', standing from roles) as j
  on j.subject = coalesce(d.event_id, d.person_id, d.role_id) and j.field = d.field
where c.value <> coalesce(j.value, '');
-- examined:
select dispute_id as id from disputes where field is not null and preferred_claim_id is not null;
-- rows:
select dispute_id as id from disputes where exists (
  select 1 from claims c where c.stance = 'supports' and c.event_id is not null
  and not exists (select 1 from disputes d where d.event_id = c.event_id))
and exists (
  select 1 from claims c where c.stance = 'supports' and c.person_id is not null
  and not exists (select 1 from disputes d where d.person_id = c.person_id))
and exists (
  select 1 from claims c where c.stance = 'supports' and c.role_id is not null
  and not exists (select 1 from disputes d where d.role_id = c.role_id))
and exists (select 1 from places p join places q on q.place_id <> p.place_id);
-- fault: preferred_claim_id
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'start_date', '2990', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, 'A reading.' from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and event_id <> '' and event_id not in (select event_id from disputes));
insert into disputes (dispute_id, event_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, event_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'end_date', '2990', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, 'A reading.' from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and event_id <> '' and event_id not in (select event_id from disputes));
insert into disputes (dispute_id, event_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, event_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, person_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', person_id, 'born', '2990', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, 'A reading.' from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and person_id <> '' and person_id not in (select person_id from disputes));
insert into disputes (dispute_id, person_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, person_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, person_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', person_id, 'died', '2990', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, 'A reading.' from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and person_id <> '' and person_id not in (select person_id from disputes));
insert into disputes (dispute_id, person_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, person_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'place_id', (
    select min(p.place_id) from places p join events e on e.event_id = claims.event_id where p.place_id <> e.place_id),
  stance, mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256, 'A reading.'
  from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and event_id <> '' and event_id not in (select event_id from disputes));
insert into disputes (dispute_id, event_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, event_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'provision', 'Another article.', stance, mode, speaker_id, passage_id, quote_start,
  quote_words, quote_sha256, 'A reading.'
  from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and event_id <> '' and event_id not in (select event_id from disputes));
insert into disputes (dispute_id, event_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, event_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, role_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', role_id, 'standing', (
    select case when r.standing = 'alleged' then 'suspected' else 'alleged' end
    from roles r where r.role_id = claims.role_id),
  stance, mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256, 'A reading.'
  from claims where claim_id = (select min(claim_id) from claims where stance = 'supports'
  and role_id <> '' and role_id not in (select role_id from disputes));
insert into disputes (dispute_id, role_id, field, resolution, preferred_claim_id, reason, decided_on)
select $new, role_id, field, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';

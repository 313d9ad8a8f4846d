-- DIS-10  A date that was settled in a dispute stands in the package as it was settled.
-- over: disputes
-- why: The dispute says which claim the package follows. If the date in the table is another, one of the two was
--   corrected and the other forgotten, and the package contradicts its own reasons.
-- hint: correct the date in the table, or prefer the claim that gives it and say why
-- also: DIS-04
select d.dispute_id as id, 'preferred_claim_id' as field,
  concat('gives ', c.value, ' for ', d.field, ', but ', j.subject, ' has ', coalesce(j.value, 'a blank')) as message,
  j.subject as related
from disputes d join claims c on c.claim_id = d.preferred_claim_id join (
    select event_id as subject, 'start_date' as field, start_date as value from events
    union all select event_id, 'end_date', end_date from events
    union all select person_id, 'born', born from people
    union all select person_id, 'died', died from people) as j
  on j.subject = coalesce(d.event_id, d.person_id) and j.field = d.field
where c.value <> coalesce(j.value, '');
-- examined:
select dispute_id as id from disputes
where field in ('start_date', 'end_date', 'born', 'died') and preferred_claim_id is not null;
-- rows:
select dispute_id as id from disputes where exists (
  select 1 from claims c where c.stance = 'supports' and c.event_id is not null
  and not exists (select 1 from disputes d where d.event_id = c.event_id))
and exists (
  select 1 from claims c where c.stance = 'supports' and c.person_id is not null
  and not exists (select 1 from disputes d where d.person_id = c.person_id));
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

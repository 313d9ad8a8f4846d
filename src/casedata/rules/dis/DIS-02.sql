-- DIS-02  Two dates that surely cannot both be right have a dispute that deals with them.
-- over: claims
-- why: Deadlines, detention terms and alibis are counted from dates. If one source says 1 February and another
--   2 February, the reader must learn that there are two, and why the package follows one of them. A date with a mark
--   (~ ? %) may reach further than it says, so nothing is sure of it. To call the disagreement apparent settles nothing,
--   since of two days that surely differ only one can be right.
-- hint: add a dispute on this subject and field, or make the dates as vague as the sources are
select c.claim_id as id, 'value' as field,
  concat('is ', c.value, ', but another claim on ', c.field, ' of ', coalesce(c.event_id, c.person_id, 'nothing'),
    ' is not later than ', c.ends) as message
from (
  select claim_id, event_id, person_id, field, value, value_earliest,
    min(value_latest) over (partition by coalesce(event_id, person_id), field) as ends,
    max(value_earliest) over (partition by coalesce(event_id, person_id), field) as starts
  from claims where stance = 'supports' and not matches(value, '[?~%]$')) as c
where c.ends < c.starts and c.value_earliest = c.starts and not exists (
  select 1 from disputes d
  where coalesce(d.event_id, d.person_id) = coalesce(c.event_id, c.person_id) and d.field = c.field
  and coalesce(d.resolution, 'open') <> 'apparent');
-- examined:
select claim_id as id from claims where stance = 'supports' and field in ('start_date', 'end_date', 'born', 'died');
-- undetermined:
select claim_id as id from claims
where stance = 'supports' and field in ('start_date', 'end_date', 'born', 'died') and matches(value, '[?~%]$');
-- rows:
select min(claim_id) as id from claims where event_id is not null or person_id is not null
group by event_id, person_id, field
having count(*) = 1 and min(value_latest) < '2990' and not matches(min(value), '[?~%]$');
-- fault: value
insert into claims (claim_id, event_id, person_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, person_id, field, '2990', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = $row;
-- fault: value
insert into claims (claim_id, event_id, person_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, person_id, field, '2990', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = $row;
insert into disputes (dispute_id, event_id, person_id, field, resolution, reason, decided_on)
select 'd-fault', event_id, person_id, field, 'apparent', 'Both of the two days can hold.', '2999-01-01'
from claims where claim_id = $row;
-- near miss:
update claims set value = '2001-05-02' where claim_id = $row;
insert into claims (claim_id, event_id, person_id, field, value, stance)
select $new, event_id, person_id, field, '[2001-05-02..2001-05-09]', 'supports' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, person_id, field, value, stance)
select $new, event_id, person_id, field, '2990', 'contradicts' from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, person_id, field, value, stance)
select $new, event_id, person_id, field, '2990', 'supports' from claims where claim_id = $row;
insert into disputes (dispute_id, event_id, person_id, field)
select 'd-near', event_id, person_id, field from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, field, value, stance) values ($new, 'e-near', 'start_date', '2990', 'supports');
-- near miss:
insert into claims (claim_id, event_id, person_id, field, value, stance)
select $new, event_id, person_id, field, '[..2990]', 'supports' from claims where claim_id = $row;
-- near miss:
update claims set value = '2990' where claim_id = $row;
insert into claims (claim_id, event_id, person_id, field, value, stance)
select 'c-0', event_id, person_id, field, '1990', 'contradicts' from claims where claim_id = $row;
-- near miss:
update claims set value = '2990~' where claim_id = $row;
insert into claims (claim_id, event_id, person_id, field, value, stance)
select 'c-0', event_id, person_id, field, '1990', 'supports' from claims where claim_id = $row;
-- near miss:
update claims set value = '2990' where claim_id = $row;
insert into claims (claim_id, event_id, person_id, field, value, stance)
select 'c-0', event_id, person_id, field, '1990?', 'supports' from claims where claim_id = $row;

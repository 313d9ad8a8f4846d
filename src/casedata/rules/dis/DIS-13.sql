-- DIS-13  A dispute over a date or a quantity that is open or resolved has sides that cannot all be right.
-- over: disputes
-- why: "2019" and "February 2019" do not contradict each other, nor do "at least ten" and "twelve". A dispute that
--   treats them as sides makes the sources look less reliable than they are, and hides the disputes that matter. Where
--   what is said only seems to differ, the dispute is apparent.
-- hint: enter the dispute as apparent and leave the claim blank, or enter the claim that contradicts
select d.dispute_id as id, 'resolution' as field,
  concat('is ', d.resolution, ', but the claims on ', d.field, ' can all be right') as message
from disputes d join claims c
  on coalesce(c.event_id, c.person_id) = coalesce(d.event_id, d.person_id) and c.field = d.field
where d.resolution <> 'apparent' group by d.dispute_id, d.resolution, d.field
having min(c.stance) = 'supports' and min(c.value) <> max(c.value)
  and sum(case when (c.value_earliest is null and c.value_latest is null) or matches(c.value, '[?~%,T]|^....-24')
    then 1 else 0 end) = 0
  and coalesce(max(c.value_earliest), '') <= coalesce(min(c.value_latest), '9999-12-31')
union all
select d.dispute_id, 'resolution', concat('is ', d.resolution, ', but the claims on the figure can all be right')
from disputes d join claims c on c.figure_id = d.figure_id
where d.resolution <> 'apparent'
group by d.dispute_id, d.resolution
having min(c.stance) = 'supports' and min(c.value) <> max(c.value)
  and sum(case when c.value_low is null and c.value_high is null then 1 else 0 end) = 0
  and coalesce(max(c.value_low), 0) <= coalesce(min(c.value_high), max(c.value_low), 0);
-- examined:
select dispute_id as id from disputes where resolution <> 'apparent'
and (figure_id is not null or field in ('start_date', 'end_date', 'born', 'died'));
-- undetermined:
select distinct d.dispute_id as id from disputes d join claims c
  on coalesce(c.event_id, c.person_id) = coalesce(d.event_id, d.person_id) and c.field = d.field
where d.resolution <> 'apparent' and matches(c.value, '[?~%,T]|^....-24')
and d.field in ('start_date', 'end_date', 'born', 'died')
union all
select distinct d.dispute_id from disputes d join claims c on c.figure_id = d.figure_id
where d.resolution <> 'apparent' and c.value_low is null and c.value_high is null;
-- rows:
select dispute_id as id from disputes where exists (
  select 1 from events e where not exists (select 1 from disputes d where d.event_id = e.event_id)
  and not exists (select 1 from claims c where c.event_id = e.event_id and c.field = 'end_date'))
and exists (
  select 1 from claims where figure_id is not null group by figure_id
  having count(*) = 1 and min(stance) = 'supports' and matches(min(value), '^[0-9]+$'));
-- fault: resolution
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'end_date', '[2990-01-01..2990-01-05]', stance, mode, speaker_id, passage_id, quote_start,
  quote_words, quote_sha256, 'A reading.' from claims where claim_id = (
    select min(claim_id) from claims where stance = 'supports' and event_id <> ''
    and event_id not in (select event_id from disputes)
    and event_id not in (select event_id from claims where field = 'end_date'));
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault-2', event_id, 'end_date', '[2990-01-05..2990-01-09]', stance, mode, speaker_id, passage_id, quote_start,
  quote_words, quote_sha256, note from claims where claim_id = 'c-fault';
insert into disputes (dispute_id, event_id, field, resolution, reason, decided_on)
select $new, event_id, field, 'open', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- fault: resolution
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', figure_id, concat('≤', value), stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note from claims where claim_id = (
    select min(alone.claim_id) from (
      select min(claim_id) as claim_id, min(value) as value from claims where figure_id <> ''
      group by figure_id having count(*) = 1 and min(stance) = 'supports') as alone
    where matches(alone.value, '^[0-9]+$'));
insert into disputes (dispute_id, figure_id, resolution, reason, decided_on)
select $new, figure_id, 'open', 'Only one document says so.', '2990-01-01' from claims where claim_id = 'c-fault';
-- fault: resolution
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', figure_id, concat('≥', value), stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note from claims where claim_id = (
    select min(alone.claim_id) from (
      select min(claim_id) as claim_id, min(value) as value from claims where figure_id <> ''
      group by figure_id having count(*) = 1 and min(stance) = 'supports') as alone
    where matches(alone.value, '^[0-9]+$'));
insert into disputes (dispute_id, figure_id, resolution, reason, decided_on)
select $new, figure_id, 'open', 'Only one document says so.', '2990-01-01' from claims where claim_id = 'c-fault';
-- fault: resolution
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', event_id, 'end_date', '[2990..]', stance, mode, speaker_id, passage_id, quote_start,
  quote_words, quote_sha256, 'A reading.' from claims where claim_id = (
    select min(claim_id) from claims where stance = 'supports' and event_id <> ''
    and event_id not in (select event_id from disputes)
    and event_id not in (select event_id from claims where field = 'end_date'));
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault-2', event_id, 'end_date', '[..2991]', stance, mode, speaker_id, passage_id, quote_start,
  quote_words, quote_sha256, note from claims where claim_id = 'c-fault';
insert into disputes (dispute_id, event_id, field, resolution, reason, decided_on)
select $new, event_id, field, 'open', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'apparent' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '2019', 'supports'), ('c-near-2', 'e-near', 'end_date', '2019-02', 'supports');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'open' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '2019', 'supports'), ('c-near-2', 'e-near', 'end_date', '2020', 'supports');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'open' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '2019', 'supports'), ('c-near-2', 'e-near', 'end_date', '2019-02~', 'supports');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'open' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '2019', 'supports'), ('c-near-2', 'e-near', 'end_date', '2019-02', 'contradicts');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'open' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '2019', 'supports'), ('c-near-2', 'e-near', 'end_date', '2019', 'supports');
-- near miss:
insert into figures (figure_id, unit) values ('f-near', 'persons');
update disputes set event_id = '', person_id = '', role_id = '', figure_id = 'f-near', link_id = '', field = '',
  resolution = 'apparent' where dispute_id = $row;
insert into claims (claim_id, figure_id, value, stance) values
  ('c-near-1', 'f-near', '9', 'supports'), ('c-near-2', 'f-near', '≥9', 'supports');
-- near miss:
insert into figures (figure_id, unit) values ('f-near', 'persons');
update disputes set event_id = '', person_id = '', role_id = '', figure_id = 'f-near', link_id = '', field = '',
  resolution = 'resolved' where dispute_id = $row;
insert into claims (claim_id, figure_id, value, stance) values
  ('c-near-1', 'f-near', '9', 'supports'), ('c-near-2', 'f-near', '>9', 'supports');
-- near miss:
insert into figures (figure_id, unit) values ('f-near', 'persons');
update disputes set event_id = '', person_id = '', role_id = '', figure_id = 'f-near', link_id = '', field = '',
  resolution = 'resolved' where dispute_id = $row;
insert into claims (claim_id, figure_id, value, stance) values
  ('c-near-1', 'f-near', '9', 'supports'), ('c-near-2', 'f-near', 'several', 'supports');
-- near miss:
insert into figures (figure_id, unit) values ('f-near', 'persons');
update disputes set event_id = '', person_id = '', role_id = '', figure_id = 'f-near', link_id = '', field = '',
  resolution = 'resolved' where dispute_id = $row;
insert into claims (claim_id, figure_id, value, stance) values
  ('c-near-1', 'f-near', '9', 'supports'), ('c-near-2', 'f-near', '≥9', 'contradicts');
-- near miss:
insert into figures (figure_id, unit) values ('f-near', 'persons');
update disputes set event_id = '', person_id = '', role_id = '', figure_id = 'f-near', link_id = '', field = '',
  resolution = 'resolved' where dispute_id = $row;
insert into claims (claim_id, figure_id, value, stance) values
  ('c-near-1', 'f-near', '9', 'supports'), ('c-near-2', 'f-near', '9', 'supports');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date',
  resolution = 'open' where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', 'XXXX', 'supports'), ('c-near-2', 'e-near', 'end_date', '2019', 'supports');

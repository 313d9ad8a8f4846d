-- DIS-11  Two quantities given for one figure that surely cannot both be right have a dispute that deals with them.
-- over: claims
-- why: How many were detained, how old he was, how long he was held: numbers are quoted before anything else. If one
--   source says 25 and another 27, the reader must learn that there are two, and why the package follows one of them.
--   "More than ten" and "twelve" can both be right; vague words are compared with nothing.
-- hint: add a dispute on this figure, or enter a second figure if the claims count two things
select c.claim_id as id, 'value' as field,
  concat('is ', c.value, ', but another claim on ', c.figure_id, ' is at most ', c.ends, ' ',
    coalesce((select min(f.unit) from figures f where f.figure_id = c.figure_id), '')) as message
from (
  select claim_id, figure_id, value, value_low,
    min(value_high) over (partition by figure_id) as ends, max(value_low) over (partition by figure_id) as starts
  from claims where stance = 'supports') as c
where c.ends < c.starts and c.value_low = c.starts and not exists (
  select 1 from disputes d where d.figure_id = c.figure_id);
-- examined:
select claim_id as id from claims where stance = 'supports' and (value_low is not null or value_high is not null);
-- undetermined:
select claim_id as id from claims
where stance = 'supports' and figure_id is not null and value is not null and value_low is null and value_high is null;
-- rows:
select min(claim_id) as id from claims where figure_id is not null
group by figure_id having count(*) = 1 and min(stance) = 'supports' and min(value_high) < 999999;
-- fault: value
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, figure_id, '≥999999', stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = $row;
-- near miss:
update claims set value = '≥9' where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance)
select 'c-0', figure_id, '≤9', 'supports' from claims where claim_id = $row;
-- near miss:
update claims set value = '9..10' where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance)
select 'c-0', figure_id, '9', 'contradicts' from claims where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance)
select 'c-0-0', figure_id, '8', 'contradicts' from claims where claim_id = $row;
-- near miss:
update claims set value = '9' where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance)
select 'c-0', figure_id, '8', 'supports' from claims where claim_id = $row;
insert into disputes (dispute_id, figure_id) select 'd-near', figure_id from claims where claim_id = $row;
-- near miss:
update claims set value = '9' where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance)
select 'c-0', figure_id, 'several', 'supports' from claims where claim_id = $row;
insert into claims (claim_id, figure_id, value, stance) values ('c-0-0', 'f-near', '8', 'supports');

-- DIS-12  A quantity that was settled in a dispute stands in the package as it was settled.
-- over: disputes
-- why: The dispute says which claim on a figure the package follows. If the figure has other limits, one of the two was
--   corrected and the other forgotten, and the package contradicts its own reasons.
-- hint: correct low and high of the figure, or prefer the claim that gives them and say why
select d.dispute_id as id, 'preferred_claim_id' as field,
  concat('gives ', c.value, ' ', f.unit, ', but ', f.figure_id, ' is ',
    case when f.low is null then 'open' else concat('', f.low) end, ' to ',
    case when f.high is null then 'open' else concat('', f.high) end) as message, f.figure_id as related
from disputes d join claims c on c.claim_id = d.preferred_claim_id join figures f on f.figure_id = d.figure_id
where (c.value_low is not null or c.value_high is not null)
and (coalesce(c.value_low, 0) <> coalesce(f.low, 0) or coalesce(c.value_high, -1) <> coalesce(f.high, -1));
-- examined:
select d.dispute_id as id from disputes d join claims c on c.claim_id = d.preferred_claim_id
join figures f on f.figure_id = d.figure_id where c.value_low is not null or c.value_high is not null;
-- undetermined:
select d.dispute_id as id from disputes d join claims c on c.claim_id = d.preferred_claim_id
join figures f on f.figure_id = d.figure_id where c.value_low is null and c.value_high is null;
-- rows:
select dispute_id as id from disputes where exists (
  select 1 from claims c join figures f on f.figure_id = c.figure_id where c.stance = 'supports' and f.high is null
  and not exists (select 1 from disputes d where d.figure_id = c.figure_id))
and exists (
  select 1 from claims c join figures f on f.figure_id = c.figure_id where c.stance = 'supports'
  and f.low is not null and not exists (select 1 from disputes d where d.figure_id = c.figure_id));
-- fault: preferred_claim_id
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', figure_id, '≥999999', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note from claims where claim_id = (
    select min(c.claim_id) from claims c join figures f on f.figure_id = c.figure_id
    where c.stance = 'supports' and f.high = '' and c.figure_id not in (select figure_id from disputes));
insert into disputes (dispute_id, figure_id, resolution, preferred_claim_id, reason, decided_on)
select $new, figure_id, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
insert into claims (claim_id, figure_id, stance, mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256)
select 'c-against', figure_id, 'contradicts', mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', c.figure_id, concat(f.low, '..999999'), c.stance, c.mode, c.speaker_id, c.passage_id,
  c.quote_start, c.quote_words, c.quote_sha256, c.note
from claims c join figures f on f.figure_id = c.figure_id where c.claim_id = (
    select min(c.claim_id) from claims c join figures f on f.figure_id = c.figure_id
    where c.stance = 'supports' and f.low <> '' and c.figure_id not in (select figure_id from disputes));
insert into disputes (dispute_id, figure_id, resolution, preferred_claim_id, reason, decided_on)
select $new, figure_id, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
insert into claims (claim_id, figure_id, stance, mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256)
select 'c-against', figure_id, 'contradicts', mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = 'c-fault';
-- fault: preferred_claim_id
insert into claims (claim_id, figure_id, value, stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note)
select 'c-fault', figure_id, '≤999999', stance, mode, speaker_id, passage_id, quote_start, quote_words,
  quote_sha256, note from claims where claim_id = (
    select min(claim_id) from claims where stance = 'supports' and figure_id <> ''
    and figure_id not in (select figure_id from disputes));
insert into disputes (dispute_id, figure_id, resolution, preferred_claim_id, reason, decided_on)
select $new, figure_id, 'resolved', 'c-fault', 'Only one document says so.', '2990-01-01'
from claims where claim_id = 'c-fault';
insert into claims (claim_id, figure_id, stance, mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256)
select 'c-against', figure_id, 'contradicts', mode, speaker_id, passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = 'c-fault';
-- near miss:
insert into figures (figure_id, low, high, unit) values ('f-near', '251', '', 'persons');
insert into claims (claim_id, figure_id, value) values ('c-near', 'f-near', '>250');
update disputes set figure_id = 'f-near', preferred_claim_id = 'c-near' where dispute_id = $row;
-- near miss:
insert into figures (figure_id, low, high, unit) values ('f-near', '0', '3', 'days');
insert into claims (claim_id, figure_id, value) values ('c-near', 'f-near', '≤72 hours');
update disputes set figure_id = 'f-near', preferred_claim_id = 'c-near' where dispute_id = $row;
-- near miss:
insert into figures (figure_id, low, high, unit) values ('f-near', '2', '', 'persons');
insert into claims (claim_id, figure_id, value) values ('c-near', 'f-near', 'several');
update disputes set figure_id = 'f-near', preferred_claim_id = 'c-near' where dispute_id = $row;

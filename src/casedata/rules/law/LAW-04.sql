-- LAW-04  Ill-treatment is established only by the finding of a court.
-- over: events
-- why: Torture is a crime, and somebody is accused of it. Until a court has found it, testimony and reports make it
--   alleged or reported, however many agree. Opponents of a publication look for exactly this slip.
-- hint: enter it as alleged or reported, or add the claim of mode court_finding that establishes it
-- also: SRC-01 DIS-01 LAW-07 LAW-13
select e.event_id as id, 'status' as field, 'is established, although no court is cited that found it' as message
from events e where e.kind = 'ill_treatment' and e.status = 'established' and not exists (
  select 1 from claims c where c.event_id = e.event_id and c.mode = 'court_finding' and c.stance = 'supports');
-- examined:
select event_id as id from events where kind = 'ill_treatment';
-- rows:
select e.event_id as id from events e where e.kind = 'ill_treatment' and not exists (
  select 1 from claims c where c.event_id = e.event_id and c.mode = 'court_finding');
-- fault: status
update events set status = 'established' where event_id = $row;
-- fault: status
update events set status = 'established' where event_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $row, 'contradicts', 'court_finding', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
update events set status = 'established' where event_id = $row;
insert into claims (claim_id, event_id, stance, mode) values ('c-fault', $row, 'supports', 'court_finding');
-- near miss:
update events set status = 'reported' where event_id = $row;
-- near miss:
update events set status = 'established', kind = 'statement' where event_id = $row;

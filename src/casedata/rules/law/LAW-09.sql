-- LAW-09  An expected event has a claim that expects it.
-- over: events
-- why: What was expected may never have happened. The reader must see who expected it and when; a report that it
--   happened gives another status.
-- hint: add the claim of mode expectation, or give the event the status that its claims bear out
-- also: DIS-01
select e.event_id as id, 'status' as field, 'is expected, but no claim expects it' as message
from events e where e.status = 'expected' and not exists (
  select 1 from claims c where c.event_id = e.event_id and c.mode = 'expectation' and c.stance = 'supports');
-- examined:
select event_id as id from events where status = 'expected';
-- rows:
select e.event_id as id from events e
where e.status = 'reported' and e.kind not in ('verdict', 'sentence', 'custody_ruling', 'court_hearing', 'trial')
  and not exists (select 1 from claims c where c.event_id = e.event_id and c.mode = 'expectation');
-- fault: status
update events set status = 'expected' where event_id = $row;
-- fault: status
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $row, 'contradicts', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
update events set status = 'expected' where event_id = $row;
-- near miss:
insert into claims (claim_id, event_id, mode, stance) values ('c-fault', $row, 'expectation', 'supports');
update events set status = 'expected' where event_id = $row;
-- near miss:
update events set status = 'alleged' where event_id = $row;

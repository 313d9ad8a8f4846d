-- LAW-05  An alleged event has a claim in which somebody says that it happened.
-- over: events
-- why: An allegation without anybody who makes it is a rumour of our own making. That something was expected or
--   denied does not show that anybody alleges it.
-- hint: add the claim of the one who alleges it, or give the event the status that its claims bear out
-- also: CIT-14 DIS-01 LAW-10
select e.event_id as id, 'status' as field, 'is alleged, but no claim supports it as said by somebody' as message
from events e where e.status = 'alleged' and not exists (
  select 1 from claims c where c.event_id = e.event_id and c.stance = 'supports'
    and c.mode in ('allegation', 'testimony', 'official_claim', 'inference', 'report'));
-- examined:
select event_id as id from events where status = 'alleged';
-- rows:
select event_id as id from events where status = 'alleged';
-- fault: status
update claims set mode = 'expectation' where event_id = $row;
-- fault: status
insert into events (event_id, case_id, kind, title, status, summary)
select $new, case_id, 'other', 'Something is said to have happened', 'alleged', 'One says it did not.'
from events where event_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'contradicts', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
update claims set mode = 'allegation' where event_id = $row;
-- near miss:
update claims set mode = 'testimony' where event_id = $row;
-- near miss:
update claims set mode = 'official_claim' where event_id = $row;
-- near miss:
update claims set mode = 'inference' where event_id = $row;
-- near miss:
update claims set mode = 'report' where event_id = $row;
-- near miss:
update claims set mode = 'expectation' where event_id = $row;
update events set status = 'reported' where event_id = $row;

-- LAW-07  An established event has a claim that is more than an allegation, an expectation or our own inference.
-- over: events
-- why: Established is the strongest word of the package: readers quote such rows as facts. What only one side alleges,
--   somebody awaits, or we conclude has not been established by anybody.
-- hint: cite the report, testimony, official statement or finding that establishes it, or choose a weaker status
-- also: CIT-14 DIS-01 LAW-04 LAW-06 LAW-10 SRC-01
select e.event_id as id, 'status' as field, 'is established, but rests on allegations, expectations or inferences only'
  as message
from events e where e.status = 'established' and not exists (
  select 1 from claims c where c.event_id = e.event_id and c.stance = 'supports'
    and c.mode not in ('allegation', 'expectation', 'inference'));
-- examined:
select event_id as id from events where status = 'established';
-- rows:
select event_id as id from events where status = 'established';
-- fault: status
update claims set mode = 'allegation' where event_id = $row;
-- fault: status
update claims set mode = 'expectation' where event_id = $row;
-- fault: status
update claims set mode = 'inference', speaker_id = '', note = 'It follows from the text.' where event_id = $row;
-- fault: status
insert into events (event_id, case_id, kind, title, status, summary)
select $new, case_id, 'other', 'Something happens', 'established', 'One says that it did not.'
from events where event_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'contradicts', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
update claims set mode = 'report' where event_id = $row;
-- near miss:
update claims set mode = 'inference' where event_id = $row;
update events set status = 'reported' where event_id = $row;

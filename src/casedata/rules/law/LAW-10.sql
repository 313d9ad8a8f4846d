-- LAW-10  An event that only was expected is entered as expected.
-- over: events
-- why: A source that was written before something cannot say that it happened. To enter a hope or a fear as an event
--   that took place is to invent it.
-- hint: set status to expected, or add the claim that says that it happened, or that it did not
-- also: CIT-14
select e.event_id as id, 'status' as field, concat('is ', e.status, ', but all its claims only expect it') as message
from events e where e.status <> 'expected'
  and exists (select 1 from claims c where c.event_id = e.event_id)
  and not exists (select 1 from claims c where c.event_id = e.event_id and c.mode <> 'expectation');
-- examined:
select event_id as id from events where status <> 'expected';
-- rows:
select event_id as id from events where status = 'reported';
-- fault: status
update claims set mode = 'expectation' where event_id = $row;
-- near miss:
update claims set mode = 'expectation' where event_id = $row;
update events set status = 'expected' where event_id = $row;
-- near miss:
delete from claims where event_id = $row;
-- near miss:
update claims set mode = 'denial' where event_id = $row;

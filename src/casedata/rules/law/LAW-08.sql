-- LAW-08  A disputed event has a dispute.
-- over: events
-- why: "Disputed" tells the reader that something is contested, not what, by whom, and what we make of it. The row of
--   disputes says that; without it the word is a shrug.
-- hint: add the dispute on the event with its reason, or choose another status
select e.event_id as id, 'status' as field, 'is disputed, but no dispute is about this event' as message
from events e where e.status = 'disputed' and not exists (select 1 from disputes d where d.event_id = e.event_id);
-- examined:
select event_id as id from events where status = 'disputed';
-- rows:
select e.event_id as id from events e
where e.status = 'reported' and not exists (select 1 from disputes d where d.event_id = e.event_id);
-- fault: status
update events set status = 'disputed' where event_id = $row;
-- near miss:
insert into disputes (dispute_id, event_id, field) values ('d-fault', $row, 'start_date');
update events set status = 'disputed' where event_id = $row;
-- near miss:
update events set status = 'alleged' where event_id = $row;

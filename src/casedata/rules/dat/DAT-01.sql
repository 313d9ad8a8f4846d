-- DAT-01  An event with an end has a start.
-- over: events
-- why: A timeline places an event by its start. One that has only an end stands nowhere, and nobody can tell whether
--   it lasted a day or a year. What is known of a start is at least that it was not after the end.
-- hint: give the start, if need be as a limit such as [..2019-02-07]; if the event was a moment, its date is the start
-- also: DIS-10
select event_id as id, 'start_date' as field, concat('is blank, but the event ends ', end_date) as message
from events where end_date is not null and start_date is null;
-- examined:
select event_id as id from events where end_date is not null;
-- rows:
select event_id as id from events where end_date is not null;
-- fault: start_date
update events set start_date = '' where event_id = $row;
-- near miss:
update events set start_date = 'XXXX' where event_id = $row;
-- near miss:
update events set start_date = '', end_date = '' where event_id = $row;

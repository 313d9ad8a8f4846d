-- CHR-01  An event does not end before it starts.
-- over: events
-- why: Every date in the package feeds timelines and legal time limits. A period that runs backwards is always an
--   error of typing or of reading.
-- hint: correct one of the two dates, or make it as vague as the documents are
-- also: CHR-02 CHR-03 CHR-11 CHR-12 CHR-13 CHR-14 CIT-cell.events.end_date DIS-10
select event_id as id, 'end_date' as field, concat('is ', end_date, ', before the start, ', start_date) as message
from events where end_latest < start_earliest;
-- examined:
select event_id as id from events where start_date is not null and end_date is not null;
-- undetermined:
select event_id as id from events
where start_date is not null and end_date is not null
  and coalesce(end_latest, '9999') >= coalesce(start_earliest, '0000')
  and coalesce(end_earliest, '0000') < coalesce(start_latest, '9999');
-- rows:
select event_id as id from events where start_earliest > '1901';
-- fault: end_date
update events set end_date = '1900' where event_id = $row;
-- near miss:
update events set start_date = '2001-05-02', end_date = '2001-05-02' where event_id = $row;
-- near miss:
update events set start_date = '2001-05-02', end_date = '2001-05' where event_id = $row;
-- near miss:
update events set start_date = '2001-05-02', end_date = '[2001-04..]' where event_id = $row;

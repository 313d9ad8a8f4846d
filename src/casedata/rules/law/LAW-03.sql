-- LAW-03  An acquittal is given by a verdict, a release by a release, and dropped charges by the dropping of charges.
-- over: roles
-- why: Standing is dated by its event. If it hangs on another event, the question what somebody's standing was on a
--   given day gets a wrong answer, and the act that ended the proceedings has no row of its own.
-- hint: move the standing to the event that gave it; add that event if it is not there yet
-- also: CIT-cell.roles.standing
select r.role_id as id, 'standing' as field, concat('is ', r.standing, ', which no ', e.kind, ' can give') as message,
  e.event_id as related
from roles r join events e on e.event_id = r.event_id
where (r.standing = 'acquitted' and e.kind <> 'verdict')
  or (r.standing = 'charges_dropped' and e.kind <> 'charges_dropped')
  or (r.standing = 'released' and e.kind <> 'release');
-- examined:
select role_id as id from roles where standing in ('acquitted', 'charges_dropped', 'released');
-- rows:
select r.role_id as id from roles r join events e on e.event_id = r.event_id
where e.kind not in ('verdict', 'charges_dropped', 'release');
-- fault: standing
update roles set standing = 'acquitted' where role_id = $row;
-- fault: standing
update roles set standing = 'charges_dropped' where role_id = $row;
-- fault: standing
update roles set standing = 'released' where role_id = $row;
-- near miss:
update events set kind = 'verdict' where event_id in (select event_id from roles where role_id = $row);
update roles set standing = 'acquitted' where role_id = $row;
-- near miss:
update events set kind = 'charges_dropped' where event_id in (select event_id from roles where role_id = $row);
update roles set standing = 'charges_dropped' where role_id = $row;
-- near miss:
update events set kind = 'release' where event_id in (select event_id from roles where role_id = $row);
update roles set standing = 'released' where role_id = $row;
-- near miss:
update roles set standing = 'charged' where role_id = $row;

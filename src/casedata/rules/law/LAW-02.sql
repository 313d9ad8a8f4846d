-- LAW-02  Whoever is entered as a perpetrator has a standing.
-- over: roles
-- why: The role says that somebody did it. The standing says how far that is established: alleged, charged,
--   convicted. Without it the row accuses a real person in the package's own voice.
-- hint: fill in standing (alleged, unless proceedings give another), or choose a role that does not accuse
select role_id as id, 'standing' as field, concat('is blank, although ', person_id, ' is a perpetrator') as message
from roles where role = 'perpetrator' and standing is null;
-- examined:
select role_id as id from roles where role = 'perpetrator';
-- rows:
select role_id as id from roles where role in ('participant', 'official', 'police', 'organizer', 'supporter');
-- fault: standing
update roles set role = 'perpetrator', standing = '' where role_id = $row;
-- near miss:
update roles set role = 'perpetrator', standing = 'alleged' where role_id = $row;
-- near miss:
update roles set role = 'participant', standing = '' where role_id = $row;

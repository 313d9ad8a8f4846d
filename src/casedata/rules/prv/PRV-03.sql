-- PRV-03  For every person there is a reason why they are named.
-- over: people
-- why: To name somebody in connection with a criminal case is a decision that must be defended, to that person first of
--   all. Who cannot say why a name is there should leave it out.
-- hint: fill in visibility and, in words, naming_basis; or take the person out of the package
select person_id as id, 'visibility' as field, concat('is blank: nothing says why ', name, ' may be named') as message
from people where kind = 'person' and visibility is null
union all
select person_id as id, 'naming_basis' as field, concat('is blank: no reason is given for naming ', name) as message
from people where kind = 'person' and naming_basis is null;
-- examined:
select person_id as id from people where kind = 'person';
-- rows:
select person_id as id from people where kind = 'person';
-- fault: visibility
update people set visibility = '' where person_id = $row;
-- fault: naming_basis
update people set naming_basis = '' where person_id = $row;
-- near miss:
update people set kind = 'organization', visibility = '', naming_basis = '' where person_id = $row;

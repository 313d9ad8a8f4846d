-- FIG-05  An age is in years and belongs to a person.
-- over: figures
-- why: An age is checked against the year of birth and the date of the event (CHR-14). Without the person, or in
--   another unit, it is never checked, and a reader cannot tell whose it is.
-- hint: name the person and give the age in years
-- also: DIS-12
select figure_id as id, 'unit' as field, concat('is ', unit, ', but the figure is an age') as message
from figures where measure = 'age' and unit <> 'years'
union all
select figure_id as id, 'person_id' as field, 'is blank, but the figure is an age' as message
from figures where measure = 'age' and person_id is null;
-- examined:
select figure_id as id from figures where measure = 'age';
-- rows:
select figure_id as id from figures where person_id is not null;
-- fault: unit
update figures set measure = 'age', low = '', high = '999', unit = 'months' where figure_id = $row;
-- fault: person_id
update figures set measure = 'age', low = '', high = '999', unit = 'years', person_id = '' where figure_id = $row;
-- near miss:
update figures set measure = 'age', unit = 'years' where figure_id = $row;
-- near miss:
update figures set measure = 'duration', unit = 'months', person_id = '' where figure_id = $row;

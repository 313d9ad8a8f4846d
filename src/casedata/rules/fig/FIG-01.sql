-- FIG-01  The lowest value of a figure is not above the highest.
-- over: figures
-- why: A range that runs backwards holds no number at all, so that every comparison with it fails in silence. It is an
--   error of typing, or two numbers that are not about the same thing.
-- hint: exchange the two numbers, or correct the one that was misread
-- also: DIS-12
select figure_id as id, 'high' as field, concat('is ', high, ', less than low, ', low) as message
from figures where low > high;
-- examined:
select figure_id as id from figures where low is not null and high is not null;
-- rows:
select figure_id as id from figures where measure <> 'age';
-- fault: high
update figures set low = '2', high = '1' where figure_id = $row;
-- near miss:
update figures set low = '2', high = '2' where figure_id = $row;
-- near miss:
update figures set low = '9', high = '10' where figure_id = $row;
-- near miss:
update figures set low = '2', high = '' where figure_id = $row;

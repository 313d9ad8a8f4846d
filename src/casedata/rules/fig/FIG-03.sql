-- FIG-03  A share in percent lies between 0 and 100.
-- over: figures
-- why: More than everybody, or fewer than nobody, is an error of typing or a number of something else.
-- hint: correct the number; "most" is 51 to 100, "all" is 100
-- also: FIG-04 DIS-12
select figure_id as id, 'low' as field, concat('is ', low, ' percent') as message
from figures where unit = 'percent' and (low < 0 or low > 100)
union all
select figure_id as id, 'high' as field, concat('is ', high, ' percent') as message
from figures where unit = 'percent' and (high < 0 or high > 100);
-- examined:
select figure_id as id from figures where unit = 'percent';
-- fault: low
update figures set measure = 'share', unit = 'percent', low = '-0.5', high = '' where figure_id = $row;
-- fault: low
update figures set measure = 'share', unit = 'percent', low = '100.5', high = '' where figure_id = $row;
-- fault: high
update figures set measure = 'share', unit = 'percent', low = '', high = '-0.5' where figure_id = $row;
-- fault: high
update figures set measure = 'share', unit = 'percent', low = '', high = '100.5' where figure_id = $row;
-- near miss:
update figures set unit = 'percent', low = '0', high = '100' where figure_id = $row;
-- near miss:
update figures set unit = 'percent', low = '100', high = '0' where figure_id = $row;
-- near miss:
update figures set unit = 'times', low = '-1', high = '101' where figure_id = $row;

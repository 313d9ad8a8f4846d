-- FIG-02  A figure says a number: its lowest value, its highest, or both.
-- over: figures
-- why: A figure without limits counts something and does not say how many. A vague word still has a limit: "several"
--   is two or more, "up to ten" is ten or fewer, and both can be searched and compared.
-- hint: fill in low, high or both; say in note how a vague word was read
-- also: DIS-12
select figure_id as id, null as field, 'has neither low nor high' as message
from figures where low is null and high is null;
-- fault:
update figures set low = '', high = '' where figure_id = $row;
-- near miss:
update figures set low = '0', high = '' where figure_id = $row;
-- near miss:
update figures set low = '', high = '0' where figure_id = $row;

-- DIS-08  The reason of a dispute has five words or more.
-- over: disputes
-- why: The reason is what the other side will attack. "See above" or "more reliable" gives nobody anything to check;
--   the shortest sentence that names a ground has about five words.
-- hint: say in one sentence what in the documents decides it, or why they do not
select dispute_id as id, 'reason' as field, 'has fewer than five words' as message
from disputes where not matches(reason, '\S(\s+\S+){4}');
-- fault: reason
update disputes set reason = 'More reliable, by far.' where dispute_id = $row;
-- near miss:
update disputes set reason = 'Only one document says so.' where dispute_id = $row;

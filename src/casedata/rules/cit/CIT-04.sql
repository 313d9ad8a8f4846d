-- CIT-04  A passage names the one that it repeats if it is a repeat, and only then.
-- over: passages
-- why: A repeat is left out because its text is read elsewhere. Without the place nobody can check that; and a passage
--   that names one, but is of another kind, is counted twice.
-- hint: fill in repeats and set kind to repeat, or do neither
select passage_id as id, 'repeats' as field,
  case when repeats is null then 'is blank, although the passage is a repeat'
    else concat('is filled in, although the passage is ', kind) end as message
from passages where (kind = 'repeat' and repeats is null) or (kind <> 'repeat' and repeats is not null);
-- examined:
select passage_id as id from passages where kind = 'repeat' or repeats is not null;
-- rows:
select passage_id as id from passages where kind = 'repeat';
-- fault: repeats
update passages set repeats = '' where passage_id = $row;
-- fault: repeats
update passages set kind = 'context' where passage_id = $row;
-- near miss:
update passages set kind = 'context', repeats = '' where passage_id = $row;

-- CIT-03  A passage that states no fact of the case says why nothing was taken from it.
-- over: passages
-- why: Whoever checks the package against the document must see that a paragraph was read and left out on purpose, and
--   on what ground. A blank looks the same as an oversight.
-- hint: write the reason in a few words, such as: Navigation of the web page.
select passage_id as id, 'reason' as field, concat('is blank, although the passage is ', kind) as message
from passages where kind <> 'fact' and reason is null;
-- examined:
select passage_id as id from passages where kind <> 'fact';
-- rows:
select passage_id as id from passages where kind <> 'fact';
-- fault: reason
update passages set reason = '' where passage_id = $row;
-- near miss:
update passages set reason = 'Heading.' where passage_id = $row;
-- near miss:
update passages set kind = 'fact', reason = '', repeats = '' where passage_id = $row;

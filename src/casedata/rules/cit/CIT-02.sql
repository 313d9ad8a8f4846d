-- CIT-02  A passage that states a fact of the case has a claim that rests on it.
-- over: passages
-- why: Documents are read from the first line to the last. A fact that no claim takes up was forgotten, and it may be
--   the one that speaks against the rest.
-- hint: enter what the passage says as a claim, or correct its kind and give the reason
select p.passage_id as id, 'kind' as field, 'is fact, but no claim rests on the passage' as message
from passages p where p.kind = 'fact' and not exists (select 1 from claims c where c.passage_id = p.passage_id);
-- examined:
select passage_id as id from passages where kind = 'fact';
-- rows:
select p.passage_id as id from passages p where not exists (select 1 from claims c where c.passage_id = p.passage_id);
-- fault: kind
update passages set kind = 'fact', repeats = '' where passage_id = $row;
-- near miss:
update passages set kind = 'context', reason = 'On the law in general.', repeats = '' where passage_id = $row;
-- near miss:
update passages set kind = 'fact', repeats = '' where passage_id = $row;
insert into claims (claim_id, passage_id) values ('c-near', $row);

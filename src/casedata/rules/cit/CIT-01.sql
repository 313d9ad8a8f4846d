-- CIT-01  A claim rests on a passage that states a fact or belongs to the subject.
-- over: claims
-- why: Navigation, advertising and opinion bear nothing out, and a second copy of a passage is no second witness: the
--   copy would be counted as another place where the same is said.
-- hint: name the passage that says it (of a repeat, the one that it repeats), or correct the kind of the passage
-- also: CIT-02
select c.claim_id as id, 'passage_id' as field, concat('is of kind ', p.kind, ', which no claim can rest on') as message
from claims c join passages p on p.passage_id = c.passage_id where p.kind not in ('fact', 'context');
-- fault: passage_id
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
select concat(o.source_id, '#', count(*) + 1), o.source_id, concat('', count(*) + 1), '900000000', '900000000',
  'opinion', p.words, p.sha256, 'Set apart.'
from claims c join passages p on p.passage_id = c.passage_id join passages o on o.source_id = p.source_id
where c.claim_id = $row group by o.source_id, p.words, p.sha256;
update claims set passage_id = (select passage_id from passages where reason = 'Set apart.') where claim_id = $row;
-- fault: passage_id
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, reason)
select concat(o.source_id, '#', count(*) + 1), o.source_id, concat('', count(*) + 1), '900000000', '900000000',
  'boilerplate', p.words, p.sha256, 'Set apart.'
from claims c join passages p on p.passage_id = c.passage_id join passages o on o.source_id = p.source_id
where c.claim_id = $row group by o.source_id, p.words, p.sha256;
update claims set passage_id = (select passage_id from passages where reason = 'Set apart.') where claim_id = $row;
-- near miss:
insert into passages (passage_id, kind) values ('s-near#1', 'context');
update claims set passage_id = 's-near#1' where claim_id = $row;
-- near miss:
insert into passages (passage_id, kind) values ('s-near#1', 'fact');
update claims set passage_id = 's-near#1' where claim_id = $row;

-- CIT-05  What a passage repeats has the same text and is no repeat itself.
-- over: passages
-- why: Nothing is taken from a repeat, so all that it says must stand in the first copy. Equal digests show that the
--   two are alike to the word; a repeat of a repeat leads to a text that was not read either.
-- hint: name the first copy, or enter the passage under another kind if its text differs
select r.passage_id as id, 'repeats' as field,
  case when o.kind = 'repeat' then concat('is a repeat itself, of ', coalesce(o.repeats, 'nothing'))
    else 'does not have the same text; the two digests differ' end as message, o.passage_id as related
from passages r join passages o on o.passage_id = r.repeats where o.sha256 <> r.sha256 or o.kind = 'repeat';
-- examined:
select passage_id as id from passages where repeats is not null;
-- rows:
select passage_id as id from passages where repeats is not null;
-- fault: repeats
update passages set sha256 = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
where passage_id = $row;
-- fault: repeats
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256, repeats, reason)
select concat(r.source_id, '#', count(*) + 1), r.source_id, concat('', count(*) + 1), '900000000', '900000000',
  'repeat', r.words, r.sha256, r.repeats, 'A third copy.'
from passages r join passages p on p.source_id = r.source_id where r.passage_id = $row
group by r.source_id, r.words, r.sha256, r.repeats;
update passages set repeats = (select passage_id from passages where reason = 'A third copy.') where passage_id = $row;
-- near miss:
update passages set kind = 'opinion' where passage_id in (select repeats from passages where passage_id = $row);

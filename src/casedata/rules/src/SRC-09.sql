-- SRC-09  A passage with a date of its own was not put there before its source was published.
-- over: passages
-- why: The date of a passage says that it was added later: an update under a report, a line on where a copy comes from.
--   A passage from before the publication belongs to another source, or one of the two dates is wrong.
-- hint: correct the date, or leave it blank if the passage was published with its source
select p.passage_id as id, 'published' as field, s.source_id as related,
  concat('is ', p.published, ', before ', s.source_id, ' was published, ', s.published) as message
from passages p join sources s on s.source_id = p.source_id where p.published_latest < s.published_earliest;
-- examined:
select p.passage_id as id from passages p join sources s on s.source_id = p.source_id
where p.published is not null and s.published is not null;
-- undetermined:
select p.passage_id as id from passages p join sources s on s.source_id = p.source_id
where p.published is not null and s.published is not null
  and coalesce(p.published_latest, '9999') >= coalesce(s.published_earliest, '0000')
  and coalesce(p.published_earliest, '0000') < coalesce(s.published_latest, '9999');
-- rows:
select p.passage_id as id from passages p join sources s on s.source_id = p.source_id
where s.published_earliest > '1901' and not exists (select 1 from claims c where c.passage_id = p.passage_id);
-- fault: published
update passages set published = '1900' where passage_id = $row;
-- near miss:
update sources set published = '2001-05-02';
update passages set published = '2001-05-02' where passage_id = $row;
-- near miss:
update sources set published = '2001-05-02';
update passages set published = '[..2001-05-02]' where passage_id = $row;
-- near miss:
update sources set published = '';
update passages set published = '1900' where passage_id = $row;

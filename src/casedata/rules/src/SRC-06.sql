-- SRC-06  A copy is not published before its original.
-- over: sources
-- why: Copies are not counted as witnesses of their own; the original is. If the one called a copy came first, the
--   witness that counts is the wrong one, or one of the two dates is.
-- hint: correct the dates, or exchange copy and original
select s.source_id as id, 'published' as field, original.source_id as related,
  concat('is ', s.published, ', before its original, ', original.source_id, ', ', original.published) as message
from sources s join sources original on original.source_id = s.derived_from
where s.published_latest < original.published_earliest;
-- examined:
select s.source_id as id from sources s join sources original on original.source_id = s.derived_from
where s.published is not null and original.published is not null;
-- undetermined:
select s.source_id as id from sources s join sources original on original.source_id = s.derived_from
where s.published is not null and original.published is not null
  and coalesce(s.published_latest, '9999') >= coalesce(original.published_earliest, '0000')
  and coalesce(s.published_earliest, '0000') < coalesce(original.published_latest, '9999');
-- rows:
select source_id as id from sources where published_earliest > '1901';
-- fault: published
insert into sources (source_id, title, kind, language, published, published_basis, url, derived_from)
values ($new, 'A copy', 'web_page', 'en', '1900', 'stated', 'https://example.org/fault', $row);
-- near miss:
update sources set derived_from = '';
insert into sources (source_id, published) values ('s-fault', '2001-05-02');
update sources set published = '2001-05-02', derived_from = 's-fault' where source_id = $row;
-- near miss:
update sources set derived_from = '';
insert into sources (source_id, published) values ('s-fault', '2001-05-02');
update sources set published = '2001-05', derived_from = 's-fault' where source_id = $row;
-- near miss:
update sources set derived_from = '';
insert into sources (source_id, published) values ('s-fault', '2001-05-02');
update sources set published = '2001-05-01' where source_id = $row;

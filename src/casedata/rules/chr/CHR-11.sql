-- CHR-11  What a link says came before or after agrees with the dates.
-- over: links
-- why: Links record the order in which documents tell things, dates record days. If the two disagree, a document was
--   misread, or documents contradict each other and the package has to say so.
-- hint: correct the relation or the dates; if documents contradict each other, record a dispute and let the row follow
--   the claim that you prefer
with points as (
  select l.link_id, l.relation, l.from_event_id, l.from_point, l.to_event_id, l.to_point,
    case when l.from_point = 'start' then f.start_earliest else f.end_earliest end as from_earliest,
    case when l.from_point = 'start' then f.start_latest else f.end_latest end as from_latest,
    case when l.to_point = 'start' then t.start_earliest else t.end_earliest end as to_earliest,
    case when l.to_point = 'start' then t.start_latest else t.end_latest end as to_latest
  from links l join events f on f.event_id = l.from_event_id join events t on t.event_id = l.to_event_id)
select link_id as id, 'relation' as field,
  case when from_earliest > to_latest then concat('is ', relation, ', but the ', from_point, ' of ', from_event_id,
    ' is of ', from_earliest, ' or later, the ', to_point, ' of ', to_event_id, ' of ', to_latest, ' or earlier')
  else concat('is ', relation, ', but the ', from_point, ' of ', from_event_id, ' is of ', from_latest,
    ' or earlier, the ', to_point, ' of ', to_event_id, ' of ', to_earliest, ' or later') end as message
from points
where (relation = 'before' and from_earliest > to_latest) or (relation = 'after' and from_latest < to_earliest);
-- examined:
select l.link_id as id
from links l join events f on f.event_id = l.from_event_id join events t on t.event_id = l.to_event_id
where l.relation in ('before', 'after')
  and case when l.from_point = 'start' then f.start_date else f.end_date end is not null
  and case when l.to_point = 'start' then t.start_date else t.end_date end is not null;
-- undetermined:
with points as (
  select l.link_id, l.relation,
    case when l.from_point = 'start' then f.start_date else f.end_date end as from_date,
    case when l.from_point = 'start' then f.start_earliest else f.end_earliest end as from_earliest,
    case when l.from_point = 'start' then f.start_latest else f.end_latest end as from_latest,
    case when l.to_point = 'start' then t.start_date else t.end_date end as to_date,
    case when l.to_point = 'start' then t.start_earliest else t.end_earliest end as to_earliest,
    case when l.to_point = 'start' then t.start_latest else t.end_latest end as to_latest
  from links l join events f on f.event_id = l.from_event_id join events t on t.event_id = l.to_event_id)
select link_id as id from points
where from_date is not null and to_date is not null and (
  relation = 'before' and coalesce(from_earliest, '0000') <= coalesce(to_latest, '9999')
    and coalesce(from_latest, '9999') > coalesce(to_earliest, '0000')
  or relation = 'after' and coalesce(from_latest, '9999') >= coalesce(to_earliest, '0000')
    and coalesce(from_earliest, '0000') < coalesce(to_latest, '9999'));
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '1901', '1905', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1903', '1907', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'before',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '1901'), ('c-fault-2', 'e-fault-1', 'end_date', '1905'),
  ('c-fault-3', 'e-fault-2', 'start_date', '1903'), ('c-fault-4', 'e-fault-2', 'end_date', '1907')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '1901', '1905', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1900', '1903', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'after',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '1901'), ('c-fault-2', 'e-fault-1', 'end_date', '1905'),
  ('c-fault-3', 'e-fault-2', 'start_date', '1900'), ('c-fault-4', 'e-fault-2', 'end_date', '1903')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', ''), ('e-fault-2', '2002', '');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'after',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', ''), ('e-fault-2', '2002', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'after',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2002', ''), ('e-fault-2', '2001', '');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'before',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2002', ''), ('e-fault-2', '2001', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'before',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', ''), ('e-fault-2', '2002', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'responds_to',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2002', ''), ('e-fault-2', '2001', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'responds_to',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001-05-02', '2001-05-02'), ('e-fault-2', '2001-05-02', '2001-05-02');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'before',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001-05-02', '2001-05-02'), ('e-fault-2', '2001-05-02', '2001-05-02');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'after',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', '2002'), ('e-fault-2', '2000', '2003');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'before',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', '2004'), ('e-fault-2', '2002', '2003');
update links set from_event_id = 'e-fault-1', from_point = 'end', relation = 'after',
  to_event_id = 'e-fault-2', to_point = 'end' where link_id = $row;

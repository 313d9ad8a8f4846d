-- CHR-13  What a link says was during an event lies within it.
-- over: links
-- why: Whether somebody was tortured while in custody, or arrested during an election, is often the very point of a
--   case. If the dates put the one outside the other, either the link or a date is wrong.
-- hint: correct the dates, let the longer event begin earlier or end later, or choose before or after
select l.link_id as id, 'relation' as field,
  concat('is during, but ', t.event_id, ' lasts from ', coalesce(t.start_date, 'a day unknown'), ' to ',
    coalesce(t.end_date, 'a day unknown'), ' and ', f.event_id, ' from ',
    coalesce(f.start_date, 'a day unknown'), ' to ', coalesce(f.end_date, 'a day unknown')) as message
from links l join events f on f.event_id = l.from_event_id join events t on t.event_id = l.to_event_id
where l.relation = 'during' and (f.start_latest < t.start_earliest or f.end_latest < t.start_earliest
  or f.start_earliest > t.end_latest or f.end_earliest > t.end_latest);
-- examined:
select l.link_id as id
from links l join events f on f.event_id = l.from_event_id join events t on t.event_id = l.to_event_id
where l.relation = 'during' and (f.start_date is not null or f.end_date is not null)
  and (t.start_date is not null or t.end_date is not null);
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '1900', '', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1901', '', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '1900'), ('c-fault-2', 'e-fault-2', 'start_date', '1901')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '[..1905]', '1900', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1901', '', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '[..1905]'), ('c-fault-2', 'e-fault-1', 'end_date', '1900'),
  ('c-fault-3', 'e-fault-2', 'start_date', '1901')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '1904', '', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1901', '1903', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '1904'), ('c-fault-2', 'e-fault-2', 'start_date', '1901'),
  ('c-fault-3', 'e-fault-2', 'end_date', '1903')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: relation
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary) values
  ('e-fault-1', (select min(case_id) from cases), 'other', 'One event', '1902', '1904', 'reported', 'It is told.'),
  ('e-fault-2', (select min(case_id) from cases), 'other', 'Another event', '1901', '1903', 'reported', 'It is told.');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'e-fault-1', 'start_date', '1902'), ('c-fault-2', 'e-fault-1', 'end_date', '1904'),
  ('c-fault-3', 'e-fault-2', 'start_date', '1901'), ('c-fault-4', 'e-fault-2', 'end_date', '1903')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', ''), ('e-fault-2', '2002', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'responds_to',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001-05-02', '2001-05-02'), ('e-fault-2', '2001-05-02', '2001-05-02');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001-05', '2001-05'), ('e-fault-2', '2001-05-02', '2001-05-04');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;
-- near miss:
insert into events (event_id, start_date, end_date) values
  ('e-fault-1', '2001', '2002'), ('e-fault-2', '2000', '');
update links set from_event_id = 'e-fault-1', from_point = 'start', relation = 'during',
  to_event_id = 'e-fault-2', to_point = 'start' where link_id = $row;

-- CHR-02  A part of an event lies within the whole.
-- over: events
-- why: That one event is part of another is how a reader finds the raids that belong to a campaign, or the hearings of
--   a trial. A part that lies outside the whole was put into the wrong one, or one of the dates is wrong.
-- hint: correct the dates, let the whole begin earlier or last longer, or clear part_of
select part.event_id as id, 'part_of' as field, whole.event_id as related,
  concat('lasts from ', coalesce(whole.start_date, 'a day unknown'), ' to ', coalesce(whole.end_date, 'a day unknown'),
    '; this part from ', coalesce(part.start_date, 'a day unknown'), ' to ', coalesce(part.end_date, 'a day unknown'))
  as message
from events part join events whole on whole.event_id = part.part_of
where part.start_latest < whole.start_earliest or part.end_latest < whole.start_earliest
  or part.start_earliest > whole.end_latest or part.end_earliest > whole.end_latest;
-- examined:
select part.event_id as id from events part join events whole on whole.event_id = part.part_of
where (part.start_date is not null or part.end_date is not null)
  and (whole.start_date is not null or whole.end_date is not null);
-- rows:
select event_id as id from events where start_earliest > '1901' and end_latest < '2999';
-- fault: part_of
insert into events (event_id, case_id, kind, title, start_date, end_date, part_of, status, summary)
values ($new, (select min(case_id) from cases), 'other', 'A part', '1900', '', $row, 'expected', 'It is expected.');
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select 'c-fault', $new, 'start_date', '1900', 'supports', 'expectation', passage_id, quote_start, quote_words,
  quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- fault: part_of
insert into events (event_id, case_id, kind, title, start_date, end_date, part_of, status, summary)
values ($new, (select min(case_id) from cases), 'other', 'A part', '[..2999]', '1900', $row, 'expected', 'It is
  expected.');
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, 'start_date', '[..2999]'), ('c-fault-2', $new, 'end_date', '1900')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: part_of
insert into events (event_id, case_id, kind, title, start_date, end_date, part_of, status, summary)
values ($new, (select min(case_id) from cases), 'other', 'A part', '2999', '', $row, 'expected', 'It is expected.');
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select 'c-fault', $new, 'start_date', '2999', 'supports', 'expectation', passage_id, quote_start, quote_words,
  quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- fault: part_of
insert into events (event_id, case_id, kind, title, start_date, end_date, part_of, status, summary)
select $new, case_id, 'other', 'A part', end_date, '2999', $row, 'expected', 'It is expected.'
from events where event_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select f.*, 'supports', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, 'start_date', (select end_date from events where event_id = $row)),
  ('c-fault-2', $new, 'end_date', '2999')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
update events set part_of = '';
insert into events (event_id, start_date, end_date) values ('e-fault', '2001-05-02', '2001-05-04');
update events set start_date = '2001-05-02', end_date = '2001-05-04', part_of = 'e-fault' where event_id = $row;
-- near miss:
update events set part_of = '';
insert into events (event_id, start_date, end_date) values ('e-fault', '2001-05-02', '2001-05-02');
update events set start_date = '2001-05-02', end_date = '2001-05-02', part_of = 'e-fault' where event_id = $row;
-- near miss:
update events set part_of = '';
insert into events (event_id, start_date, end_date) values ('e-fault', '2001-05-02', '2001-05-04');
update events set start_date = '2001-05', end_date = '2001-05', part_of = 'e-fault' where event_id = $row;
-- near miss:
update events set part_of = '';
insert into events (event_id, start_date, end_date) values ('e-fault', '[2001-05-02..]', '[..2001-05-04]');
update events set start_date = '2001-05-02', end_date = '', part_of = 'e-fault' where event_id = $row;
-- near miss:
update events set part_of = '', start_date = '2001', end_date = '' where event_id = $row;
insert into events (event_id, start_date) values ('e-fault', '2002');

-- CHR-08  A release comes after a detention, custody or imprisonment in the same case.
-- over: events
-- why: Only who is held can be released. How long somebody was held is what courts and monitors ask first, and it is
--   reckoned from these two dates.
-- hint: correct the dates or the case, or add the detention that this release ended, without a date if none is known
with concerned as (
  select e.event_id, e.case_id, e.kind, e.start_date, e.start_earliest, e.start_latest, r.person_id
  from events e join roles r on r.event_id = e.event_id
  where e.status <> 'denied' and r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect')),
firsts as (
  select case_id, person_id, min(coalesce(start_earliest, '0000')) as earliest
  from concerned where kind in ('detention', 'custody', 'incommunicado', 'imprisonment') group by case_id, person_id)
select c.event_id as id, 'start_date' as field,
  concat('is ', min(c.start_date), ', before anything that held ', min(c.person_id)) as message
from concerned c join firsts f on f.case_id = c.case_id and f.person_id = c.person_id
where c.kind = 'release' and c.start_latest < f.earliest
group by c.event_id;
-- examined:
with concerned as (
  select e.event_id, e.case_id, e.kind, r.person_id from events e join roles r on r.event_id = e.event_id
  where e.status <> 'denied' and r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect')),
firsts as (
  select distinct case_id, person_id from concerned
  where kind in ('detention', 'custody', 'incommunicado', 'imprisonment'))
select distinct c.event_id as id
from concerned c join firsts f on f.case_id = c.case_id and f.person_id = c.person_id
where c.kind = 'release';
-- undetermined:
with concerned as (
  select e.event_id, e.case_id, e.kind, e.start_earliest, e.start_latest, r.person_id
  from events e join roles r on r.event_id = e.event_id
  where e.status <> 'denied' and r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect')),
firsts as (
  select case_id, person_id, min(coalesce(start_earliest, '0000')) as earliest,
    min(coalesce(start_latest, '9999')) as latest
  from concerned where kind in ('detention', 'custody', 'incommunicado', 'imprisonment') group by case_id, person_id)
select distinct c.event_id as id
from concerned c join firsts f on f.case_id = c.case_id and f.person_id = c.person_id
where c.kind = 'release'
  and coalesce(c.start_latest, '9999') >= f.earliest and coalesce(c.start_earliest, '0000') < f.latest;
-- fault: start_date
insert into people (person_id, kind, name) values ('p-fault', 'unidentified', 'Somebody');
insert into events (event_id, case_id, kind, title, start_date, status, summary) values
  ($new, (select min(case_id) from cases), 'release', 'One event', '1900', 'reported', 'It is told.'),
  ('e-fault', (select min(case_id) from cases), 'detention', 'Another event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $new, 'p-fault', 'subject'), ('r-fault-2', 'e-fault', 'p-fault', 'subject');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, '', '', 'start_date', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', 'p-fault', '', '', ''), ('c-fault-4', '', '', 'r-fault-1', '', ''),
  ('c-fault-5', '', '', 'r-fault-2', '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: start_date
insert into people (person_id, kind, name) values ('p-fault', 'unidentified', 'Somebody');
insert into events (event_id, case_id, kind, title, start_date, status, summary) values
  ($new, (select min(case_id) from cases), 'release', 'One event', '1900', 'reported', 'It is told.'),
  ('e-fault', (select min(case_id) from cases), 'custody', 'Another event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $new, 'p-fault', 'victim'), ('r-fault-2', 'e-fault', 'p-fault', 'victim');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, '', '', 'start_date', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', 'p-fault', '', '', ''), ('c-fault-4', '', '', 'r-fault-1', '', ''),
  ('c-fault-5', '', '', 'r-fault-2', '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: start_date
insert into people (person_id, kind, name) values ('p-fault', 'unidentified', 'Somebody');
insert into events (event_id, case_id, kind, title, start_date, status, summary) values
  ($new, (select min(case_id) from cases), 'release', 'One event', '1900', 'reported', 'It is told.'),
  ('e-fault', (select min(case_id) from cases), 'incommunicado', 'Another event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $new, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, '', '', 'start_date', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', 'p-fault', '', '', ''), ('c-fault-4', '', '', 'r-fault-1', '', ''),
  ('c-fault-5', '', '', 'r-fault-2', '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: start_date
insert into people (person_id, kind, name) values ('p-fault', 'unidentified', 'Somebody');
insert into events (event_id, case_id, kind, title, start_date, status, summary) values
  ($new, (select min(case_id) from cases), 'release', 'One event', '1900', 'reported', 'It is told.'),
  ('e-fault', (select min(case_id) from cases), 'imprisonment', 'Another event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $new, 'p-fault', 'defendant'), ('r-fault-2', 'e-fault', 'p-fault', 'defendant');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, '', '', 'start_date', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', 'p-fault', '', '', ''), ('c-fault-4', '', '', 'r-fault-1', '', ''),
  ('c-fault-5', '', '', 'r-fault-2', '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: start_date
insert into people (person_id, kind, name) values ('p-fault', 'unidentified', 'Somebody');
insert into events (event_id, case_id, kind, title, start_date, status, summary) values
  ($new, (select min(case_id) from cases), 'release', 'One event', '1900', 'reported', 'It is told.'),
  ('e-fault', (select min(case_id) from cases), 'detention', 'Another event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $new, 'p-fault', 'suspect'), ('r-fault-2', 'e-fault', 'p-fault', 'suspect');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, '', '', 'start_date', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', 'p-fault', '', '', ''), ('c-fault-4', '', '', 'r-fault-1', '', ''),
  ('c-fault-5', '', '', 'r-fault-2', '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001-05-02', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2001-05-02', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001-05', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2001-05-02', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault-2', 'k-fault', 'imprisonment', '2000', 'reported');
insert into roles (role_id, event_id, person_id, role) values ('r-fault-3', 'e-fault-2', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault-2', 'detention', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault-2', 'accused');
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault-2', 'k-fault', 'petition', '2000', 'reported');
insert into roles (role_id, event_id, person_id, role) values ('r-fault-3', 'e-fault-2', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'court'), ('r-fault-2', 'e-fault', 'p-fault', 'court');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2002', 'denied');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'petition', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'detention', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');
-- near miss:
delete from roles;
update events set case_id = 'k-fault', kind = 'release', start_date = '2001', status = 'reported'
where event_id = $row;
insert into events (event_id, case_id, kind, start_date, status) values
  ('e-fault', 'k-fault', 'petition', '2002', 'reported');
insert into roles (role_id, event_id, person_id, role) values
  ('r-fault-1', $row, 'p-fault', 'accused'), ('r-fault-2', 'e-fault', 'p-fault', 'accused');

-- CHR-03  Nobody takes part in an event before being born.
-- over: roles
-- why: A part taken before birth means that two people of one name were taken for one, or that a date is wrong. Both
--   have put innocent people on lists.
-- hint: correct the year of birth or the date of the event, or name the right person; whoever is only spoken of at an
--   event has the role mentioned; if the event lasted until after the birth, give its end
select r.role_id as id, 'event_id' as field, r.person_id as related,
  concat('is of ', coalesce(e.end_date, e.start_date), ', before ', r.person_id, ' was born, ', p.born) as message
from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where r.role <> 'mentioned' and e.start_latest < p.born_earliest
  and (e.end_date is null or e.end_latest < p.born_earliest);
-- examined:
select r.role_id as id from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where r.role <> 'mentioned' and e.start_date is not null and p.born is not null;
-- undetermined:
select r.role_id as id from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where r.role <> 'mentioned' and e.start_date is not null and p.born is not null
  and coalesce(e.start_latest, '9999') >= coalesce(p.born_earliest, '0000')
  and coalesce(e.start_earliest, '0000') < coalesce(p.born_latest, '9999');
-- rows:
select r.role_id as id from roles r join events e on e.event_id = r.event_id
where e.start_latest < '2999' and (e.end_date is null or e.end_latest < '2999');
-- fault: event_id
insert into people (person_id, kind, name, born) values ('p-fault', 'unidentified', 'Somebody', '2999');
insert into roles (role_id, event_id, person_id, role)
select $new, event_id, 'p-fault', 'participant' from roles where role_id = $row;
insert into claims (claim_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', 'p-fault', '', 'born', '2999'), ('c-fault-2', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, born) values ('p-fault', 'unidentified', 'Somebody', '2999');
insert into events (event_id, case_id, kind, title, start_date, end_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1900', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'participant');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'born', '2999'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1900'),
  ('c-fault-3', 'e-fault', '', '', 'end_date', '1901'), ('c-fault-4', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set born = '2001-05-02';
update events set start_date = '2001-05-02', end_date = '';
-- near miss:
update people set born = '2001-05-02';
update events set start_date = '2001-05', end_date = '';
-- near miss:
update people set born = '2001-05-02';
update events set start_date = '2000', end_date = '2001-05-02';
-- near miss:
update people set born = '2001';
update events set start_date = '2000', end_date = '[2000..]';
-- near miss:
update people set born = '2001';
update events set start_date = '[..2002]', end_date = '2000';
-- near miss:
update people set born = '2001';
update events set start_date = '[..2002]', end_date = '';
-- near miss:
update people set born = '2001';
update events set start_date = '2000', end_date = '';
update roles set role = 'mentioned';

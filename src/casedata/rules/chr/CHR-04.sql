-- CHR-04  The dead do not speak, sign or testify, and are not arrested, held, ill-treated or released.
-- over: roles
-- why: What is done after somebody's death was done by or to somebody else, or one of the dates is wrong. A court can
--   judge the dead, and others can speak of them; that is let pass.
-- hint: correct the date of death or of the event, or name the right person; whoever is only spoken of has the role
--   mentioned, whoever's words were published after death the role author
select r.role_id as id, 'event_id' as field, r.person_id as related,
  concat('is of ', e.start_date, ', after ', r.person_id, ' died, ', p.died, '; the role is ', r.role) as message
from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where e.start_earliest > p.died_latest and (
    r.role in ('speaker', 'signatory', 'interviewer', 'witness')
    or r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect') and e.kind in (
      'detention', 'custody', 'incommunicado', 'interrogation', 'ill_treatment', 'imprisonment', 'transfer', 'release',
      'testimony', 'summons'));
-- examined:
select r.role_id as id from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where e.start_date is not null and p.died is not null and (
    r.role in ('speaker', 'signatory', 'interviewer', 'witness')
    or r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect') and e.kind in (
      'detention', 'custody', 'incommunicado', 'interrogation', 'ill_treatment', 'imprisonment', 'transfer', 'release',
      'testimony', 'summons'));
-- undetermined:
select r.role_id as id from roles r join events e on e.event_id = r.event_id join people p on p.person_id = r.person_id
where e.start_date is not null and p.died is not null
  and coalesce(e.start_earliest, '0000') <= coalesce(p.died_latest, '9999')
  and coalesce(e.start_latest, '9999') > coalesce(p.died_earliest, '0000') and (
    r.role in ('speaker', 'signatory', 'interviewer', 'witness')
    or r.role in ('subject', 'victim', 'accused', 'defendant', 'suspect') and e.kind in (
      'detention', 'custody', 'incommunicado', 'interrogation', 'ill_treatment', 'imprisonment', 'transfer', 'release',
      'testimony', 'summons'));
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'speaker');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'signatory');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'interviewer');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'witness');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'detention', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'subject');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'custody', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'victim');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'incommunicado', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'accused');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'interrogation', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'defendant');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'ill_treatment', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'suspect');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'imprisonment', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'subject');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'transfer', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'victim');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'release', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'accused');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'testimony', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'defendant');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: event_id
insert into people (person_id, kind, name, died) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'summons', 'An event', '1901', 'reported', 'It is told.');
insert into roles (role_id, event_id, person_id, role) values ($new, 'e-fault', 'p-fault', 'suspect');
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'died', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1901'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set died = '2001-05-02';
update events set start_date = '2001-05-02', kind = 'interrogation';
update roles set role = 'witness';
-- near miss:
update people set died = '2001-05';
update events set start_date = '2001-05-02', kind = 'interrogation';
update roles set role = 'subject';
-- near miss:
update people set died = '2001';
update events set start_date = '2002', kind = 'verdict';
update roles set role = 'defendant';
-- near miss:
update people set died = '2001';
update events set start_date = '2002', kind = 'release';
update roles set role = 'organizer';
-- near miss:
update people set died = '';
update events set start_date = '2002', kind = 'release';
update roles set role = 'subject';
-- near miss:
update people set died = '2001';
update events set start_date = '2002', kind = 'other';
update roles set role = 'mentioned';
update roles set role = 'speaker' where role_id = $row;
update events set start_date = '2000' where event_id = (select event_id from roles where role_id = $row);

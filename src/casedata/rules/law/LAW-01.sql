-- LAW-01  Somebody is convicted only by a verdict or sentence, or in prison after one in the same case.
-- over: roles
-- why: Everybody is innocent until a court finds otherwise. That somebody is in prison does not show that a court
--   convicted them, and a charge or an arrest never does. A verdict that is only expected is not one yet.
-- hint: add the verdict or sentence to the case with the passage that tells of it, or leave standing blank
-- also: CIT-cell.roles.standing
select r.role_id as id, 'standing' as field,
  concat('is convicted, at the ', e.kind, ' ', e.event_id, '; no verdict or sentence in ', e.case_id, ' bears it out')
  as message, e.event_id as related
from roles r join events e on e.event_id = r.event_id
where r.standing = 'convicted' and (
  e.kind not in ('verdict', 'sentence', 'imprisonment')
  or not exists (
    select 1 from events v
    where v.case_id = e.case_id and v.kind in ('verdict', 'sentence') and v.status <> 'expected'));
-- examined:
select role_id as id from roles where standing = 'convicted';
-- rows:
select r.role_id as id from roles r join events e on e.event_id = r.event_id
where e.kind not in ('verdict', 'sentence', 'imprisonment') and exists (
  select 1 from events v
  where v.case_id = e.case_id and v.kind in ('verdict', 'sentence') and v.status <> 'expected');
-- fault: standing
update roles set standing = 'convicted' where role_id = $row;
-- fault: standing
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'criminal_case', 'No court is named.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'imprisonment', 'Somebody serves time', 'reported', 'One document says so.');
insert into roles (role_id, event_id, person_id, role, standing)
select $new, 'e-fault', person_id, 'subject', 'convicted' from roles where role_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault-1', 'e-fault', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
insert into claims (claim_id, role_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault-2', $new, 'standing', 'convicted', 'supports', 'report', passage_id, quote_start, quote_words,
  quote_sha256 from claims where claim_id = (select min(claim_id) from claims);
-- fault: standing
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'criminal_case', 'A verdict is due.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'verdict', 'A verdict is expected', 'expected', 'One document expects it.');
insert into roles (role_id, event_id, person_id, role, standing)
select $new, 'e-fault', person_id, 'defendant', 'convicted' from roles where role_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault-1', 'e-fault', 'supports', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
insert into claims (claim_id, role_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault-2', $new, 'standing', 'convicted', 'supports', 'report', passage_id, quote_start, quote_words,
  quote_sha256 from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'verdict', 'A verdict', 'reported', 'One document says so.');
update roles set event_id = 'e-fault', standing = 'convicted' where role_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'sentence', 'A sentence', 'alleged', 'One document says so.');
update roles set event_id = 'e-fault', standing = 'convicted' where role_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'imprisonment', 'Somebody serves time', 'reported', 'One document says so.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault-2', 'k-fault', 'sentence', 'A sentence', 'reported', 'One document says so.');
update roles set event_id = 'e-fault', standing = 'convicted' where role_id = $row;
-- near miss:
update roles set standing = 'charged' where role_id = $row;

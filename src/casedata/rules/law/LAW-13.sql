-- LAW-13  What is cited as the finding of a court belongs to a case in which a court sat.
-- over: claims
-- why: The finding of a court outweighs every other kind of claim. It needs a court that made it: a hearing, a trial, a
--   ruling, a verdict or a sentence that the reader can look up in the same case.
-- hint: add the hearing, ruling, verdict or sentence to the case, or choose the mode that fits the words
with about as (
  select claim_id, event_id from claims where mode = 'court_finding'
  union all
  select c.claim_id, r.event_id from claims c join roles r on r.role_id = c.role_id where c.mode = 'court_finding'
  union all
  select c.claim_id, f.event_id from claims c join figures f on f.figure_id = c.figure_id
  where c.mode = 'court_finding')
select a.claim_id as id, 'mode' as field, concat('is court_finding, but no court sits in ', e.case_id) as message,
  e.event_id as related
from about a join events e on e.event_id = a.event_id
where not exists (
  select 1 from events h
  where h.case_id = e.case_id and h.status <> 'expected'
    and h.kind in ('verdict', 'sentence', 'custody_ruling', 'court_hearing', 'trial'));
-- examined:
select claim_id as id from claims where mode = 'court_finding' and person_id is null and link_id is null;
-- rows:
select claim_id as id from claims where role_id is not null;
-- fault: mode
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'incident', 'No court is named.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'statement', 'Something is told', 'reported', 'One document says so.');
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, 'e-fault', 'supports', 'court_finding', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- fault: mode
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'incident', 'No court is named.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'statement', 'Something is told', 'reported', 'One document says so.');
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', 'e-fault', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
insert into roles (role_id, event_id, person_id, role)
select 'r-fault', 'e-fault', person_id, 'mentioned' from roles
where role_id in (select role_id from claims where claim_id = $row);
insert into claims (claim_id, role_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, 'r-fault', 'supports', 'court_finding', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- fault: mode
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'incident', 'No court is named.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'statement', 'Something is told', 'reported', 'One document says so.');
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', 'e-fault', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
insert into figures (figure_id, event_id, measure, low, high, unit)
values ('f-fault', 'e-fault', 'people', '2', '2', 'persons');
insert into claims (claim_id, figure_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, 'f-fault', 'supports', 'court_finding', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- fault: mode
insert into cases (case_id, title, kind, summary) values ('k-fault', 'A case', 'incident', 'No court is named.');
insert into events (event_id, case_id, kind, title, status, summary)
values ('e-fault', 'k-fault', 'trial', 'Something is told', 'expected', 'One document says so.');
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', 'e-fault', 'supports', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, 'e-fault', 'supports', 'court_finding', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'verdict', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'court_finding' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'sentence', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'court_finding' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'custody_ruling', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'court_finding' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'court_hearing', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'court_finding' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'trial', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'court_finding' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'statement', 'reported');
update claims set event_id = 'e-fault', role_id = '', mode = 'official_claim' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'statement', 'reported');
insert into figures (figure_id, event_id) values ('f-fault', 'e-fault');
update claims set figure_id = 'f-fault', role_id = '', mode = 'official_claim' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'statement', 'reported');
update roles set event_id = 'e-fault' where role_id in (select role_id from claims where claim_id = $row);
update claims set mode = 'official_claim' where claim_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status) values ('e-fault', 'k-fault', 'trial', 'reported');
insert into figures (figure_id, event_id) values ('f-fault', 'e-fault');
update claims set figure_id = 'f-fault', role_id = '', mode = 'court_finding' where claim_id = $row;

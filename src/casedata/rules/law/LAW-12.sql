-- LAW-12  No title calls somebody an offender before a court has.
-- over: events
-- why: Titles are what is copied into timelines, headlines and search results. Before a verdict, "murderer" or "is
--   guilty" breaks the presumption of innocence. A title that says who alleges or calls them so may stand.
-- hint: say who alleges it ("is accused of", "the ministry calls him"), or add the verdict to the case
select e.event_id as id, 'title' as field,
  concat('calls somebody an offender, but ', e.case_id, ' has no verdict by then') as message
from events e
where matches(lower(e.title),
    '\b(culprit|murderer|killer|arsonist|offender|torturer|bomber)s?\b|\bis guilty\b|\bguilty of\b')
  and not matches(lower(e.title), '\b(alleg|suspect|accus|presum|reported|call|say|said|den(y|ie)|plead|not guilty)')
  and not exists (
    select 1 from events v
    where v.case_id = e.case_id and v.kind in ('verdict', 'sentence') and v.status <> 'expected'
      and coalesce(v.start_earliest, '0000') <= coalesce(e.start_latest, '9999'));
-- rows:
select e.event_id as id from events e where not exists (
  select 1 from events v where v.case_id = e.case_id and v.kind in ('verdict', 'sentence'));
-- fault: title
update events set title = 'The killer is detained' where event_id = $row;
-- fault: title
update events set title = 'The district governor is guilty' where event_id = $row;
-- fault: title
insert into events (event_id, case_id, kind, title, status, summary)
select 'e-fault', case_id, 'verdict', 'A verdict is expected', 'expected', 'One document expects it.'
from events where event_id = $row;
insert into claims (claim_id, event_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', 'e-fault', 'supports', 'expectation', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
update events set title = 'Arsonists are arrested' where event_id = $row;
-- fault: title
insert into events (event_id, case_id, kind, title, start_date, status, summary)
select $new, case_id, 'other', 'The offender of 1901 is found', '1901', 'reported', 'One document says so.'
from events where event_id = $row;
insert into events (event_id, case_id, kind, title, start_date, status, summary)
select 'e-fault', case_id, 'verdict', 'A verdict', '1902', 'reported', 'One document says so.'
from events where event_id = $row;
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select concat('c-fault-', e.start_date), e.event_id, 'start_date', e.start_date, 'supports', 'report', c.passage_id,
  c.quote_start, c.quote_words, c.quote_sha256
from events e join claims c on c.claim_id = (select min(claim_id) from claims) where e.event_id in ($new, 'e-fault');
-- near miss:
update events set title = 'The ministry calls them killers' where event_id = $row;
-- near miss:
update events set title = 'Campaigners fear a killing' where event_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, start_date, status)
select 'e-fault', case_id, 'verdict', '2001-05-02', 'reported' from events where event_id = $row;
update events set title = 'The killer is found guilty of murder', start_date = '2001-05-02' where event_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, start_date, status)
select 'e-fault', case_id, 'sentence', '2001-05-02', 'reported' from events where event_id = $row;
update events set title = 'The killer is sentenced', start_date = '' where event_id = $row;
-- near miss:
insert into events (event_id, case_id, kind, status)
select 'e-fault', case_id, 'verdict', 'reported' from events where event_id = $row;
update events set title = 'The killer is sentenced', start_date = '0001-01-01' where event_id = $row;

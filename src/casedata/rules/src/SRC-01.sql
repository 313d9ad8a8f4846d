-- SRC-01  No source reports what began after it was published.
-- over: claims
-- why: A document cannot tell of what had not happened yet. If it seems to, the event is another, its date is wrong,
--   the document was changed later, or it only expected the event: each of these matters to whoever relies on it.
-- hint: correct the date of the event or of the publication (a page that was changed later has a range), give the passage
--   a date of its own if it was added later, or set mode to expectation
select c.claim_id as id, 'passage_id' as field, e.event_id as related,
  concat('stands in ', s.source_id, ', published ', coalesce(p.published, s.published), '; ', e.event_id,
    ' began later, ', e.start_date) as message
from claims c
join events e on e.event_id = c.event_id
join passages p on p.passage_id = c.passage_id
join sources s on s.source_id = p.source_id
where c.stance = 'supports' and c.mode not in ('expectation', 'inference') and e.status <> 'expected'
  and case when p.published is null then s.published_latest else p.published_latest end < e.start_earliest;
-- examined:
select c.claim_id as id from claims c
join events e on e.event_id = c.event_id
join passages p on p.passage_id = c.passage_id
join sources s on s.source_id = p.source_id
where c.stance = 'supports' and c.mode not in ('expectation', 'inference') and e.status <> 'expected'
  and coalesce(p.published, s.published) is not null and e.start_date is not null;
-- undetermined:
select c.claim_id as id from claims c
join events e on e.event_id = c.event_id
join passages p on p.passage_id = c.passage_id
join sources s on s.source_id = p.source_id
where c.stance = 'supports' and c.mode not in ('expectation', 'inference') and e.status <> 'expected'
  and coalesce(p.published, s.published) is not null and e.start_date is not null
  and coalesce(case when p.published is null then s.published_latest else p.published_latest end, '9999')
    >= coalesce(e.start_earliest, '0000')
  and coalesce(case when p.published is null then s.published_earliest else p.published_earliest end, '0000')
    < coalesce(e.start_latest, '9999');
-- rows:
select c.claim_id as id from claims c
join passages p on p.passage_id = c.passage_id
join sources s on s.source_id = p.source_id
where c.event_id is not null and s.published_latest < '2999';
-- fault: passage_id
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '2999', 'reported', 'One document says so.');
insert into claims (claim_id, event_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, 'e-fault', 'start_date', '2999', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- near miss:
update sources set published = '2001-05-02';
update events set start_date = '2001-05-02', status = 'reported';
-- near miss:
update sources set published = '2001-05';
update events set start_date = '2001-05-02', status = 'reported';
-- near miss:
update sources set published = '';
update events set start_date = '2001-05-02', status = 'reported';
-- near miss:
update sources set published = '2001';
update events set start_date = '2002', status = 'reported';
update claims set stance = 'contradicts', mode = 'report';
-- near miss:
update sources set published = '2001';
update events set start_date = '2002', status = 'reported';
update claims set stance = 'supports', mode = 'expectation';
-- near miss:
update sources set published = '2001';
update events set start_date = '2002', status = 'reported';
update claims set stance = 'supports', mode = 'inference';
-- near miss:
update sources set published = '2001';
update events set start_date = '2002', status = 'expected';
-- near miss:
update sources set published = '2001-05-02';
update passages set published = '[2001-05-02..]';
update events set start_date = '2002', status = 'reported';

-- LAW-11  A denied event has a claim that denies or contradicts it.
-- over: events
-- why: That something is denied is itself a statement by somebody. Without their words the reader hears us deny it.
-- hint: add the claim that denies it (mode denial, or stance contradicts), or choose another status
select e.event_id as id, 'status' as field, 'is denied, but no claim denies or contradicts it' as message
from events e where e.status = 'denied' and not exists (
  select 1 from claims c where c.event_id = e.event_id and (c.mode = 'denial' or c.stance = 'contradicts'));
-- examined:
select event_id as id from events where status = 'denied';
-- rows:
select e.event_id as id from events e
where e.status = 'reported'
  and e.kind not in ('charge', 'suspicion', 'detention', 'custody', 'incommunicado', 'imprisonment', 'verdict')
  and not exists (
    select 1 from claims c where c.event_id = e.event_id and (c.mode = 'denial' or c.stance = 'contradicts'));
-- fault: status
update events set status = 'denied' where event_id = $row;
-- near miss:
insert into claims (claim_id, event_id, mode, stance) values ('c-fault', $row, 'denial', 'supports');
update events set status = 'denied' where event_id = $row;
-- near miss:
insert into claims (claim_id, event_id, mode, stance) values ('c-fault', $row, 'report', 'contradicts');
update events set status = 'denied' where event_id = $row;
-- near miss:
update events set status = 'alleged' where event_id = $row;

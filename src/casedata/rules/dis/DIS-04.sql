-- DIS-04  The claims on a cell in dispute differ.
-- over: disputes
-- why: A dispute tells the reader that the sources disagree. If all of them say the same, or none speaks of it, the
--   doubt is of our own making, or the claim that it answers is missing.
-- hint: enter the claim that disagrees, correct subject and field, or remove the dispute
select d.dispute_id as id, null as field,
  concat('has nothing to settle; ', count(c.claim_id), ' claims on that cell, and none says otherwise') as message
from disputes d left join claims c
  on coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  = coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
  and coalesce(c.field, '') = coalesce(d.field, '')
group by d.dispute_id
having min(coalesce(c.stance, '')) = max(coalesce(c.stance, ''))
  and min(coalesce(c.value, '')) = max(coalesce(c.value, ''));
-- rows:
select dispute_id as id from disputes where exists (
  select 1 from claims group by event_id, person_id, role_id, figure_id, link_id, field having count(*) = 1)
and exists (select 1 from events e where not exists (
  select 1 from claims c where c.event_id = e.event_id and c.field = 'provision'));
-- fault:
insert into disputes (dispute_id, event_id, person_id, role_id, figure_id, link_id, field, resolution,
  reason, decided_on)
select $new, event_id, person_id, role_id, figure_id, link_id, field, 'open', 'Only one document says so.', '2990-01-01'
from claims where claim_id = (
  select min(c.claim_id) from claims c left join claims o on o.claim_id <> c.claim_id and o.field = c.field
    and concat(o.event_id, o.person_id, o.role_id, o.figure_id, o.link_id)
    = concat(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  where o.claim_id is null);
-- fault:
insert into disputes (dispute_id, event_id, field, resolution, reason, decided_on)
select $new, min(event_id), 'provision', 'open', 'Only one document says so.', '2990-01-01' from events
where event_id not in (select event_id from claims where field = 'provision');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = ''
where dispute_id = $row;
insert into claims (claim_id, event_id, stance) values
  ('c-near-1', 'e-near', 'supports'), ('c-near-2', 'e-near', 'contradicts');
-- near miss:
update disputes set event_id = 'e-near', person_id = '', role_id = '', figure_id = '', link_id = '', field = 'end_date'
where dispute_id = $row;
insert into claims (claim_id, event_id, field, value, stance) values
  ('c-near-1', 'e-near', 'end_date', '', 'supports'), ('c-near-2', 'e-near', 'end_date', '2001', 'supports');

-- DIS-09  A dispute is not decided before the sources on it were published.
-- over: disputes
-- why: A decision that is older than a source did not weigh it. Either the day is wrong, or the source came in later
--   and the question has to be looked at again.
-- hint: weigh the newer source as well, and enter the day on which that was done
select d.dispute_id as id, 'decided_on' as field,
  concat('is ', d.decided_on, ', before ', max(s.published_earliest), ', when a source on it was published') as message,
  min(s.source_id) as related
from disputes d join claims c
  on coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  = coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
  and coalesce(c.field, '') = coalesce(d.field, '')
join passages p on p.passage_id = c.passage_id join sources s on s.source_id = p.source_id
where d.decided_on < s.published_earliest group by d.dispute_id, d.decided_on;
-- examined:
select distinct d.dispute_id as id from disputes d join claims c
  on coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  = coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
  and coalesce(c.field, '') = coalesce(d.field, '')
join passages p on p.passage_id = c.passage_id join sources s on s.source_id = p.source_id
where s.published_earliest is not null;
-- rows:
select d.dispute_id as id from disputes d join claims c
  on coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  = coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
  and coalesce(c.field, '') = coalesce(d.field, '')
join passages p on p.passage_id = c.passage_id join sources s on s.source_id = p.source_id
where s.published_earliest > '1000-01-01';
-- fault: decided_on
update disputes set decided_on = '1000-01-01' where dispute_id = $row;
-- near miss:
update sources set published = '2001-05-02';
update disputes set decided_on = '2001-05-02' where dispute_id = $row;
-- near miss:
update sources set published = '2001';
update disputes set decided_on = '2005-05-02' where dispute_id = $row;
insert into sources (source_id, published) values ('s-near', '2010');
insert into passages (passage_id, source_id) values ('s-near#1', 's-near');
insert into claims (claim_id, event_id, field, passage_id)
select 'c-near-1', 'e-near', field, 's-near#1' from disputes where dispute_id = $row;
insert into claims (claim_id, event_id, person_id, role_id, figure_id, link_id, field, passage_id)
select 'c-near-2', event_id, person_id, role_id, figure_id, link_id, 'another', 's-near#1'
from disputes where dispute_id = $row;

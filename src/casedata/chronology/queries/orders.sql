-- Orders of kinds of event, for every pair of events that they speak of.
-- `death` in an order is the end of a life; who takes part in an event of that kind need not be the one who died.
create or replace table raw._occurrences as
select e.event_id as id, case e.kind when 'death' then 'event of death' else e.kind end as kind, e.case_id,
  coalesce(p.person_id, '') as person_id, coalesce(r.role, '') as role,
  concat(e.event_id, ' start') as "start", concat(e.event_id, ' end') as "end",
  case when e.end_date = '' then concat(e.event_id, ' start') else concat(e.event_id, ' end') end as "last"
from raw.events e
left join raw.roles r on r.event_id = e.event_id
left join raw.people p on p.person_id = r.person_id and p.kind in ('person', 'unidentified')
where e.status not in ('expected', 'denied')
union all
-- The lives of people of whose birth or death something is said.
select p.person_id, life.kind, '', p.person_id, '', life.point, life.point, life.point
from raw.people p cross join lateral (values
  ('birth', concat(p.person_id, ' born')), ('death', concat(p.person_id, ' died'))) as life(kind, point)
where life.point in (select head from raw._constraints union select tail from raw._constraints);

create or replace table raw._related as
select way.one, way.other, l.relation
from (select from_event_id, to_event_id, relation from raw.links
  union all select event_id, part_of, 'part_of' from raw.events where part_of <> '') l
cross join lateral (values (l.from_event_id, l.to_event_id), (l.to_event_id, l.from_event_id)) as way(one, other);

-- What stands on either side of an order, with the case and the person in which the two sides must agree.
create or replace table raw._sides as
select distinct o.order_id, k.side, v.id, v."start", v."end", v."last",
  case when o.same_case then v.case_id else '' end as case_key,
  case when o.same_person then v.person_id else '' end as person_key
from raw._orders o
join (
  select order_id, side, kind from raw._order_kinds where kind <> '*'
  union all
  select k.order_id, k.side, every.kind
  from raw._order_kinds k, (select distinct kind from raw._occurrences where kind not in ('birth', 'death')) every
  where k.kind = '*') k on k.order_id = o.order_id
join raw._occurrences v on v.kind = k.kind
where not o.same_person or v.person_id <> '' and (v.kind in ('birth', 'death') or exists (
  select 1 from raw._order_roles r where r.order_id = o.order_id and r.role = v.role));

create or replace table raw._pairs as
select o.*, concat(o.order_id, ' ', a.id, ' ', b.id) as grp, a.id as one, b.id as other,
  concat(o.order_id, ' ', b.id, ' ', b.person_key) as of_other,
  a."start" as a_start, a."end" as a_end, b."start" as b_start, b."end" as b_end,
  case o.from_point when 'start' then a."start" when 'end' then a."end" else a."last" end as tail,
  case o.to_point when 'start' then b."start" when 'end' then b."end" else b."last" end as head
from raw._orders o
join raw._sides a on a.order_id = o.order_id and a.side = 'from'
join raw._sides b on b.order_id = o.order_id and b.side = 'to'
  and b.case_key = a.case_key and b.person_key = a.person_key and b.id <> a.id
where not exists (
  select 1 from raw._order_unless u join raw._related r on r.relation = u.relation
  where u.order_id = o.order_id and r.one = a.id and r.other = b.id);

create or replace table raw._ways as
select *, count(*) over (partition by of_other) as ways
from (select distinct of_other, tail, head, least from raw._pairs where relation = 'some_before');

insert into raw._constraints
select distinct 'both', grp, tail, head, least, most from raw._pairs where relation = 'before'
union all
select 'both', of_other, tail, head, coalesce(least, 0), null from raw._ways where ways = 1;

insert into raw._choices
select 'both', of_other, tail, head, coalesce(least, 0) from raw._ways where ways > 1
union all
select distinct 'both', grp, way.tail, way.head, coalesce(least, 0)
from raw._pairs cross join lateral (values (a_end, b_start), (b_end, a_start)) as way(tail, head)
where relation = 'apart' and one < other
union all
select distinct 'both', grp, way.tail, way.head, coalesce(least, 0)
from raw._pairs cross join lateral (values (a_start, b_start), (b_end, a_start)) as way(tail, head)
where relation = 'outside';

-- What sources and the package say of the time between two events, and of ages. $same is how far apart in the unit two
-- times of one day can be.
create or replace table raw._lags as
select 'claims' as layer, s.grp, l.relation, l.from_event_id, l.from_point, l.to_event_id, l.to_point, w.low, w.high,
  case when s.mode = 'expectation' and 'expected' not in (f.status, t.status) then ' planned ' else ' ' end as plan
from raw._statements s join raw.links l on l.link_id = s.link_id
join raw.events f on f.event_id = l.from_event_id join raw.events t on t.event_id = l.to_event_id
left join raw._lengths w on w.text = s.value
where s.stance = 'supports'
union all
select 'judgement', l.link_id, l.relation, l.from_event_id, l.from_point, l.to_event_id, l.to_point, least.low,
  most.high, ' '
from raw.links l
left join raw._lengths least on least.text = l.lag_min
left join raw._lengths most on most.text = l.lag_max;

create or replace table raw._spans as
select *, concat(from_event_id, ' ', from_point) as a, concat(to_event_id, plan, to_point) as b from raw._lags;

insert into raw._constraints
select layer, grp, a, b, coalesce(low, 0), high from raw._spans where relation = 'before'
union all
select layer, grp, b, a, coalesce(low, 0), high from raw._spans where relation = 'after'
union all
select layer, grp, a, b, case when low > 0 then low else -coalesce(high, $same) end, coalesce(high, $same)
from raw._spans where relation = 'same_time'
union all
select layer, grp, a, b, 0, 0 from raw._spans where relation = 'same_as'
union all
select layer, grp, b, a, coalesce(low, 0), high from raw._spans where relation in ('responds_to', 'appeals')
union all
select layer, grp, way.tail, way.head, 0, null
from raw._spans cross join lateral (values
  (concat(to_event_id, ' start'), concat(from_event_id, ' start')),
  (concat(from_event_id, ' end'), concat(to_event_id, ' end'))) as way(tail, head)
where relation in ('during', 'part_of')
union all
select 'both', concat('part ', event_id), way.tail, way.head, 0, null
from raw.events cross join lateral (values
  (concat(part_of, ' start'), concat(event_id, ' start')), (concat(event_id, ' end'), concat(part_of, ' end'))
  ) as way(tail, head)
where part_of <> ''
union all
-- A term that is served counts time in custody before judgment as the law of the place has it; where the package does
-- not say how, only the longest time is known.
-- What is credited are whole days, so the hours at the ends are added first and taken off after.
select s.layer, s.grp, s.a, s.b,
  case when s.low + c.most is not null
    then greatest(0, cast(floor((s.low + $same) / greatest(1, c.most)) as bigint) - $same) end,
  cast(ceil(s.high / least(1, coalesce(c.least, 1))) as bigint)
from raw._spans s
join raw.events e on e.event_id = s.from_event_id
join raw.cases k on k.case_id = e.case_id
left join raw._credit c on c.jurisdiction = k.jurisdiction
where s.relation = 'serves';

-- Somebody of N years was born N years ago or more, and less than N + 1.
create or replace table raw._ages as
select 'claims' as layer, s.grp, f.person_id, f.event_id, a.low, a.high
from raw._statements s join raw.figures f on f.figure_id = s.figure_id join raw._years a on a.text = s.value
where s.stance = 'supports' and s.field = '' and f.person_id <> '' and f.event_id <> ''
union all
select 'judgement', f.figure_id, f.person_id, f.event_id, low.low, high.high
from raw.figures f left join raw._years low on low.text = f.low left join raw._years high on high.text = f.high
where f.measure = 'age' and f.unit = 'years' and f.person_id <> '' and f.event_id <> '' and f.low || f.high <> '';

insert into raw._constraints
select g.layer, g.grp, concat(g.person_id, ' born'), concat(g.event_id, way.point), way.least, way.most
from raw._ages g join raw.events e on e.event_id = g.event_id
cross join lateral (values
  (' start', null, g.high), (case when e.end_date = '' then ' start' else ' end' end, g.low, null)
  ) as way(point, least, most);

-- What sources and the package say of days.
insert into raw._constraints
-- What is expected binds the plan, not the event, unless the event is itself one that is expected.
select 'claims', s.grp, null,
  concat(s.event_id, case when s.mode = 'expectation' and e.status <> 'expected' then ' planned ' else ' ' end,
    case s.field when 'start_date' then 'start' else 'end' end), d.low, d.high
from raw._statements s join raw._times d on d.text = s.value join raw.events e on e.event_id = s.event_id
where s.stance = 'supports' and s.field in ('start_date', 'end_date')
union all
select 'claims', s.grp, null, concat(s.person_id, ' ', s.field), d.low, d.high
from raw._statements s join raw._times d on d.text = s.value
where s.stance = 'supports' and s.field in ('born', 'died')
union all
select 'judgement', concat(e.event_id, ' start_date'), null, concat(e.event_id, ' start'), d.low, d.high
from raw.events e join raw._times d on d.text = e.start_date
union all
select 'judgement', concat(e.event_id, ' end_date'), null, concat(e.event_id, ' end'), d.low, d.high
from raw.events e join raw._times d on d.text = e.end_date
union all
select 'judgement', concat(p.person_id, ' ', life.field), null, concat(p.person_id, ' ', life.field), d.low, d.high
from (select person_id, born as said, 'born' as field from raw.people
  union all select person_id, died, 'died' from raw.people) life
join raw.people p on p.person_id = life.person_id join raw._times d on d.text = life.said
union all
select 'both', s.source_id, null, concat(s.source_id, ' published'), d.low, d.high
from raw.sources s join raw._times d on d.text = s.published
union all
select 'both', p.passage_id, null, concat(p.passage_id, ' published'), d.low, d.high
from raw.passages p join raw._times d on d.text = p.published
union all
-- What a source reports as having happened began no later than it was published. One claim stands for each event and
-- publication; what is expected or inferred is no report.
select 'both', concat('report ', min_by(c.claim_id, c._row)), concat(e.event_id, ' start'),
  concat(o.publication, ' published'), 0, null
from raw.claims c
join raw._origin_of o on o.passage_id = c.passage_id
join raw.events e on e.event_id = c.event_id
where c.stance = 'supports' and c.mode not in ('expectation', 'inference') and e.status <> 'expected'
group by e.event_id, o.publication;

-- Who denies a date says that it was earlier or later; what is only said to be about then is not denied so.
insert into raw._choices
select 'claims', s.grp, way.tail, way.head, way.least
from raw._statements s join raw._times d on d.text = s.value and d.is_exact
cross join lateral (select concat(s.event_id, case s.field when 'start_date' then ' start' else ' end' end) as point) denied
cross join lateral (values (null, denied.point, d.high + 1), (denied.point, null, 1 - d.low)) as way(tail, head, least)
where s.stance = 'contradicts' and s.field in ('start_date', 'end_date') and way.least is not null;

-- raw._constraints: in a layer (claims, judgement, or both) a group says that the time at `head` comes `least` to `most`
-- after the time at `tail`; a blank tail is the calendar's zero. raw._choices: one of the orders of a group holds.
create or replace table raw._constraints (
  layer varchar, grp varchar, tail varchar, head varchar, least bigint, most bigint);
create or replace table raw._choices (layer varchar, grp varchar, tail varchar, head varchar, least bigint);

-- To whom a passage goes back, and when it was published: with its source, or on a day of its own.
create or replace table raw._origin_of as
select p.passage_id, p.source_id, coalesce(o.origin, p.source_id) as origin,
  case when p.published <> '' then p.passage_id else p.source_id end as publication
from raw.passages p left join raw._origins o on o.source_id = p.source_id;

-- The claims that say something of time. Those that say the same of the same cell and go back to one origin are one
-- statement, a group called after the first of them.
create or replace table raw._said as
select c.*, o.origin, o.source_id,
  min_by(c.claim_id, c._row) over (partition by o.origin, c.event_id, c.person_id, c.figure_id, c.link_id, c.field,
    c.value, c.stance, c.mode = 'expectation') as grp
from raw.claims c join raw._origin_of o on o.passage_id = c.passage_id
where c.link_id <> '' or c.field in ('start_date', 'end_date', 'born', 'died')
  or c.figure_id in (select figure_id from raw.figures where measure = 'age' and unit = 'years');

create or replace table raw._statements as select * from raw._said where claim_id = grp;

-- CHR-14  An age agrees with the year of birth and the date of the event.
-- over: figures
-- why: Age and year of birth are the commonest way to tell two people of one name apart. If they disagree, one of them
--   is wrong or about somebody else; under age or of age can decide a case.
-- hint: correct the age, the year of birth or the date; if a document prints another age, keep it as its claim and let
--   the figure follow the date of birth
with ages as (
  select f.figure_id, f.low, f.high, p.born, e.start_date, days_between(p.born_latest, e.start_earliest) as least_days,
    case when e.end_date is null then days_between(p.born_earliest, e.start_latest)
      else days_between(p.born_earliest, e.end_latest) end as most_days
  from figures f join people p on p.person_id = f.person_id join events e on e.event_id = f.event_id
  where f.measure = 'age' and f.unit = 'years')
select figure_id as id, 'high' as field,
  concat('is ', high, ', too low: born ', born, ', the event began ', start_date) as message
from ages where least_days >= (high + 1) * 366
union all
select figure_id as id, 'low' as field,
  concat('is ', low, ', too high: born ', born, ', the event began ', coalesce(start_date, 'on a day unknown'))
  as message
from ages where most_days < low * 365;
-- examined:
select f.figure_id as id
from figures f join people p on p.person_id = f.person_id join events e on e.event_id = f.event_id
where f.measure = 'age' and f.unit = 'years' and p.born is not null and e.start_date is not null;
-- fault: high
insert into people (person_id, kind, name, born) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1902-01-01', 'reported', 'It is told.');
insert into figures (figure_id, event_id, person_id, measure, low, high, unit)
values ($new, 'e-fault', 'p-fault', 'age', '', '0', 'years');
insert into claims (claim_id, event_id, person_id, figure_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'born', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1902-01-01'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- fault: low
insert into people (person_id, kind, name, born) values ('p-fault', 'unidentified', 'Somebody', '1900');
insert into events (event_id, case_id, kind, title, start_date, status, summary)
values ('e-fault', (select min(case_id) from cases), 'other', 'An event', '1909-12-29', 'reported', 'It is told.');
insert into figures (figure_id, event_id, person_id, measure, low, high, unit)
values ($new, 'e-fault', 'p-fault', 'age', '10', '', 'years');
insert into claims (claim_id, event_id, person_id, figure_id, field, value, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', '', 'p-fault', '', 'born', '1900'), ('c-fault-2', 'e-fault', '', '', 'start_date', '1909-12-29'),
  ('c-fault-3', '', '', $new, '', '')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1901-12-31', end_date = '';
update figures set person_id = 'p-fault', measure = 'age', low = '', high = '0', unit = 'years';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1909-12-30', end_date = '';
update figures set person_id = 'p-fault', measure = 'age', low = '10', high = '', unit = 'years';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1909-12-29', end_date = '1909-12-30';
update figures set person_id = 'p-fault', measure = 'age', low = '10', high = '', unit = 'years';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1909-12-29', end_date = '[1909-12-29..]';
update figures set person_id = 'p-fault', measure = 'age', low = '10', high = '', unit = 'years';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1950', end_date = '';
update figures set person_id = 'p-fault', measure = 'age', low = '600', high = '', unit = 'months';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '1950', end_date = '';
update figures set person_id = 'p-fault', measure = 'sentence', low = '', high = '1', unit = 'years';
-- near miss:
insert into people (person_id, born) values ('p-fault', '1900');
update events set start_date = '', end_date = '';
update figures set person_id = 'p-fault', measure = 'age', low = '10', high = '10', unit = 'years';

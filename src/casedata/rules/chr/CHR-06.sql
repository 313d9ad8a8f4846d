-- CHR-06  Nobody lives longer than 120 years.
-- over: people
-- why: The longest life that is proved lasted 122 years. One that surely lasted more than 120 (43,830 days) is nearly
--   always a wrong century, or joins the dates of two people.
-- hint: correct one of the two dates; for the rare life that was so long, waive this rule with the proof as the reason
select person_id as id, 'died' as field, concat('is ', died, ', more than 120 years after the birth, ', born) as message
from people where days_between(born_latest, died_earliest) > 43830;
-- examined:
select person_id as id from people where born is not null and died is not null;
-- undetermined:
select person_id as id from people
where days_between(born_latest, died_earliest) <= 43830 and days_between(born_earliest, died_latest) > 43830;
-- fault: died
insert into people (person_id, kind, name, born, died) values ($new, 'unidentified', 'Somebody', '1800', '1921-01-02');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, 'born', '1800'), ('c-fault-2', $new, 'died', '1921-01-02')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set born = '1800', died = '1921-01-01' where person_id = $row;
-- near miss:
update people set born = '[1800..]', died = '2001' where person_id = $row;

-- CHR-05  Nobody dies before being born.
-- over: people
-- why: A life that runs backwards is an error of typing, or joins the dates of two people. Ages and the question who
--   could have been where are reckoned from these dates.
-- hint: correct one of the two dates, or make it as vague as the documents are
select person_id as id, 'died' as field, concat('is ', died, ', before the birth, ', born) as message
from people where died_latest < born_earliest;
-- examined:
select person_id as id from people where born is not null and died is not null;
-- undetermined:
select person_id as id from people
where born is not null and died is not null and coalesce(died_latest, '9999') >= coalesce(born_earliest, '0000')
  and coalesce(died_earliest, '0000') < coalesce(born_latest, '9999');
-- fault: died
insert into people (person_id, kind, name, born, died) values ($new, 'unidentified', 'Somebody', '1901', '1900');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words,
  quote_sha256)
select f.*, 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims, (values
  ('c-fault-1', $new, 'born', '1901'), ('c-fault-2', $new, 'died', '1900')) as f
where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set born = '2001-05-02', died = '2001-05-02' where person_id = $row;
-- near miss:
update people set born = '2001-05-02', died = '2001-05' where person_id = $row;

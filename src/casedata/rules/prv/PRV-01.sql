-- PRV-01  Nothing is said of the birth or death of somebody known by a pseudonym.
-- over: people
-- why: A year of birth, put together with a place and a trade, is often enough to find who stands behind a pseudonym.
--   The person asked not to be found.
-- hint: leave born and died blank, and delete the claims on them
select person_id as id, 'born' as field, concat('is given, although ', name, ' is a pseudonym') as message
from people where visibility = 'pseudonym' and born is not null
union all
select person_id as id, 'died' as field, concat('is given, although ', name, ' is a pseudonym') as message
from people where visibility = 'pseudonym' and died is not null;
-- examined:
select person_id as id from people where visibility = 'pseudonym';
-- fault: born
insert into people (person_id, kind, name, born, visibility, naming_basis)
values ($new, 'person', 'Somebody', '1990', 'pseudonym', 'Asked that the name be changed.');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'born', '1990', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- fault: died
insert into people (person_id, kind, name, died, visibility, naming_basis)
values ($new, 'person', 'Somebody', '1990', 'pseudonym', 'Asked that the name be changed.');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'died', '1990', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set visibility = 'private', born = '1990', died = '2010' where person_id = $row;
-- near miss:
update people set visibility = 'pseudonym', born = '', died = '' where person_id = $row;

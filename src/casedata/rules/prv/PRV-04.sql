-- PRV-04  A birth is given by its year, never by month or day.
-- over: people
-- why: A full date of birth is a key: banks, registers and border posts ask for it. A case never turns on more than the
--   year; an age is a figure.
-- hint: write the year only, and the same in the claims on it
-- also: PRV-09
select person_id as id, 'born' as field, 'gives more than a year' as message
from people where matches(born, '[0-9X]{4}-[0-9]');
-- examined:
select person_id as id from people where born is not null;
-- fault: born
insert into people (person_id, kind, name, born, visibility, naming_basis)
values ($new, 'person', 'Somebody', '1990-05', 'public_figure', 'Known to the public.');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'born', '1990-05', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- fault: born
insert into people (person_id, kind, name, born, visibility, naming_basis)
values ($new, 'person', 'Somebody', '[1990-05-02..1990-05-04]', 'public_figure', 'Known to the public.');
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', $new, 'born', '1990-05-03', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
-- near miss:
update people set born = '1990' where person_id = $row;
-- near miss:
update people set born = '[1990..1992]' where person_id = $row;
-- near miss:
update people set born = '1990-XX-XX' where person_id = $row;
-- near miss:
update people set died = '1990-05-02' where person_id = $row;

-- PRV-09  A claim on a birth leaves open a year at least.
-- over: claims
-- why: The full date that is kept out of the table of people must not stand in the claims either. Whoever has a right
--   to more than the year can look it up in the document.
-- hint: write the year only, or the limits that follow from an age
-- also: DIS-01 DIS-04 DIS-02
select claim_id as id, 'value' as field, 'gives more than a year' as message
from claims where field = 'born' and days_between(value_earliest, value_latest) < 364;
-- examined:
select claim_id as id from claims where field = 'born' and value is not null;
-- rows:
select claim_id as id from claims where person_id is not null;
-- fault: value
insert into claims (claim_id, person_id, field, value, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select $new, person_id, 'born', '1990-05', 'contradicts', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = $row;
-- near miss:
update claims set field = 'born', value = '[1995-01-19..1996-01-20]' where claim_id = $row;
-- near miss:
update claims set field = 'born', value = '1990' where claim_id = $row;
-- near miss:
update claims set field = 'died', value = '1990-05' where claim_id = $row;

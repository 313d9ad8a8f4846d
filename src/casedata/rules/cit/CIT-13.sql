-- CIT-13  A claim that supports a column gives a value.
-- over: claims
-- why: A date, place or standing is as good as the sources that give it. A claim that names the column and gives
--   nothing counts as support for whatever the package holds there, although the source may not say so.
-- hint: fill in value as this source gives it, or leave field blank if it says only that the row is so
select claim_id as id, 'value' as field, concat('is blank, although the claim supports ', field) as message
from claims where stance = 'supports' and field is not null and value is null;
-- examined:
select claim_id as id from claims where stance = 'supports' and field is not null;
-- rows:
select claim_id as id from claims where stance = 'supports' and field is not null and value is not null;
-- fault: value
insert into claims (claim_id, event_id, person_id, role_id, figure_id, link_id, field, stance, mode, speaker_id,
  passage_id, quote_start, quote_end, quote_words, quote_sha256, note)
select $new, event_id, person_id, role_id, figure_id, link_id, field, stance, mode, speaker_id,
  passage_id, quote_start, quote_end, quote_words, quote_sha256, note from claims where claim_id = $row;
-- near miss:
update claims set value = '', field = '' where claim_id = $row;
-- near miss:
update claims set value = '', stance = 'contradicts' where claim_id = $row;

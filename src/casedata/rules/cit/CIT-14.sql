-- CIT-14  No claim is entered twice.
-- over: claims
-- why: How many sources say so is the first thing that is asked of a statement. The same words of the same passage,
--   entered twice for the same cell, count as two.
-- hint: remove the later of the two, after moving its note to the other
select max(claim_id) as id, null as field, concat('says the same as ', min(claim_id), ' in the same words') as message,
  min(claim_id) as related
from claims
group by coalesce(event_id, person_id, role_id, figure_id, link_id), field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_end
having count(*) > 1;
-- fault:
insert into claims (claim_id, event_id, person_id, role_id, figure_id, link_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_end, quote_words, quote_sha256, note)
select $new, event_id, person_id, role_id, figure_id, link_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_end, quote_words, quote_sha256, note from claims where claim_id = $row;
-- near miss:
insert into claims (claim_id, event_id, field, value, stance, mode, speaker_id, passage_id, quote_start, quote_end)
values
  ('c-near-1', 'e-near', 'born', '1', 'supports', 'report', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-2', 'e-other', 'born', '1', 'supports', 'report', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-3', 'e-near', 'died', '1', 'supports', 'report', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-4', 'e-near', 'born', '2', 'supports', 'report', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-5', 'e-near', 'born', '1', 'contradicts', 'report', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-6', 'e-near', 'born', '1', 'supports', 'denial', 'p-near', 's-near#1', 'one two', 'three four'),
  ('c-near-7', 'e-near', 'born', '1', 'supports', 'report', 'p-other', 's-near#1', 'one two', 'three four'),
  ('c-near-8', 'e-near', 'born', '1', 'supports', 'report', 'p-near', 's-near#2', 'one two', 'three four'),
  ('c-near-9', 'e-near', 'born', '1', 'supports', 'report', 'p-near', 's-near#1', 'one two three', 'three four'),
  ('c-near-10', 'e-near', 'born', '1', 'supports', 'report', 'p-near', 's-near#1', 'one two', 'four');

-- DIS-01  A claim that contradicts the package has a dispute that deals with it.
-- over: claims
-- why: What speaks against a statement must not lie about where only a search finds it. The dispute puts both sides in
--   one place and says which was followed, or that the documents do not settle it.
-- hint: add a dispute on the same subject and field, with a reason; leave it open if the documents do not settle it
select c.claim_id as id, 'stance' as field,
  concat('contradicts ', coalesce(c.field, 'the row'), ' of ',
    coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id, 'nothing'), ', and no dispute deals with it')
  as message
from claims c where c.stance = 'contradicts' and not exists (
  select 1 from disputes d
  where coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
    = coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
  and coalesce(d.field, '') = coalesce(c.field, ''));
-- examined:
select claim_id as id from claims where stance = 'contradicts';
-- rows:
select c.claim_id as id from claims c where c.stance = 'supports' and c.field is not null and not exists (
  select 1 from disputes d
  where coalesce(d.event_id, d.person_id, d.role_id) = coalesce(c.event_id, c.person_id, c.role_id));
-- fault: stance
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select $new, event_id, person_id, role_id, field, value, 'contradicts', mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = $row;
-- fault: stance
insert into claims (claim_id, event_id, person_id, role_id, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256)
select $new, event_id, person_id, role_id, 'contradicts', mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256 from claims where claim_id = $row;
insert into claims (claim_id, event_id, person_id, role_id, field, value, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note)
select 'c-fault', event_id, person_id, role_id, field, value, 'contradicts', mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256, note from claims where claim_id = $row;
insert into disputes (dispute_id, event_id, person_id, role_id, field, resolution, reason, decided_on)
select 'd-fault', event_id, person_id, role_id, field, 'open', 'Neither of the two is borne out.', '2999-01-01'
from claims where claim_id = $row;
-- near miss:
update claims set stance = 'contradicts' where claim_id = $row;
insert into disputes (dispute_id, event_id, person_id, role_id, field)
select 'd-near', event_id, person_id, role_id, field from claims where claim_id = $row;
-- near miss:
update claims set stance = 'contradicts', field = '' where claim_id = $row;
insert into disputes (dispute_id, event_id, person_id, role_id)
select 'd-near', event_id, person_id, role_id from claims where claim_id = $row;

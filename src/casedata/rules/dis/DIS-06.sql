-- DIS-06  The claim that a dispute prefers is about the cell in dispute.
-- over: disputes
-- why: The preferred claim is what a reader looks up to check the judgement. If it speaks of another event or another
--   column, the reason given cannot be checked and the judgement rests on nothing.
-- hint: name a claim on the same subject and field, or correct subject and field of the dispute
-- also: DIS-10
select d.dispute_id as id, 'preferred_claim_id' as field,
  concat('is about ', coalesce(c.field, 'the row'), ' of ',
    coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id, 'nothing'), ', not about ',
    coalesce(d.field, 'the row'), ' of ',
    coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id, 'nothing')) as message
from disputes d join claims c on c.claim_id = d.preferred_claim_id
where coalesce(c.event_id, c.person_id, c.role_id, c.figure_id, c.link_id)
    <> coalesce(d.event_id, d.person_id, d.role_id, d.figure_id, d.link_id)
  or coalesce(c.field, '') <> coalesce(d.field, '');
-- examined:
select dispute_id as id from disputes where preferred_claim_id is not null;
-- rows:
select d.dispute_id as id from disputes d join claims c on c.claim_id = d.preferred_claim_id
where c.stance = 'supports' and d.field is not null and exists (
  select 1 from claims o where o.field = c.field and coalesce(o.event_id, o.person_id, o.role_id)
    <> coalesce(c.event_id, c.person_id, c.role_id));
-- fault: preferred_claim_id
insert into claims (claim_id, event_id, person_id, role_id, stance, mode, speaker_id,
  passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', c.event_id, c.person_id, c.role_id, c.stance, c.mode, c.speaker_id,
  c.passage_id, 'in other words', c.quote_words, c.quote_sha256
from claims c join disputes d on d.preferred_claim_id = c.claim_id where d.dispute_id = $row;
update disputes set preferred_claim_id = 'c-fault' where dispute_id = $row;
-- fault: preferred_claim_id
update disputes set preferred_claim_id = (
  select min(o.claim_id) from claims o join claims c on c.field = o.field
    and concat(c.event_id, c.person_id, c.role_id) <> concat(o.event_id, o.person_id, o.role_id)
  where c.claim_id = preferred_claim_id)
where dispute_id = $row;

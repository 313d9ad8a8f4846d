-- DIS-05  A dispute that is resolved prefers a claim, and no other does.
-- over: disputes
-- why: To say that a question is settled without saying for whom settles nothing. And an open question that prefers one
--   side is a judgement in disguise.
-- hint: name the claim that the package follows, or enter the dispute as open or apparent and leave the claim blank
select dispute_id as id, 'preferred_claim_id' as field,
  case when preferred_claim_id is null then 'is blank, although the dispute is resolved'
    else concat('is filled in, although the dispute is ', resolution) end as message
from disputes
where (resolution = 'resolved' and preferred_claim_id is null)
  or (resolution <> 'resolved' and preferred_claim_id is not null);
-- rows:
select dispute_id as id from disputes where resolution = 'resolved';
-- fault: preferred_claim_id
update disputes set preferred_claim_id = '' where dispute_id = $row;
-- fault: preferred_claim_id
update disputes set resolution = 'open' where dispute_id = $row;
-- fault: preferred_claim_id
update disputes set resolution = 'apparent' where dispute_id = $row;
-- near miss:
update disputes set resolution = 'open', preferred_claim_id = '' where dispute_id = $row;

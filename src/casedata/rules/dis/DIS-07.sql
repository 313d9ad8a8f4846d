-- DIS-07  A cell has one dispute.
-- over: disputes
-- why: Two rows on the same question can settle it in two ways, and whoever reads the first does not know of the
--   second.
-- hint: put all that is to be said into one dispute and remove the other
select max(dispute_id) as id, null as field, concat('is about the same cell as ', min(dispute_id)) as message,
  min(dispute_id) as related
from disputes group by coalesce(event_id, person_id, role_id, figure_id, link_id), field having count(*) > 1;
-- fault:
insert into disputes (dispute_id, event_id, person_id, role_id, figure_id, link_id, field, resolution,
  preferred_claim_id, reason, decided_on)
select $new, event_id, person_id, role_id, figure_id, link_id, field, resolution,
  preferred_claim_id, reason, decided_on from disputes where dispute_id = $row;
-- near miss:
insert into disputes (dispute_id, event_id, field) values
  ('d-near-1', 'e-near', ''), ('d-near-2', 'e-near', 'start_date'), ('d-near-3', 'e-other', 'start_date');

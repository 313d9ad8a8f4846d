-- SRC-03  A date of publication has its basis, and a basis its date.
-- over: sources
-- why: A date that the text states, one that stands in the address and one that the editors inferred are not equally
--   sure. Whoever argues from the date has to know which it is.
-- hint: fill in the other column, or leave both blank
select source_id as id, case when published is null then 'published' else 'published_basis' end as field,
  case when published is null then 'is blank, but has a basis' else 'is blank, but there is a date' end as message
from sources
where (published is null and published_basis is not null) or (published is not null and published_basis is null);
-- fault: published
update sources set published = '', published_basis = 'stated' where source_id = $row;
-- fault: published_basis
update sources set published = '[1900..2999]', published_basis = '' where source_id = $row;
-- near miss:
update sources set published = '', published_basis = '' where source_id = $row;
-- near miss:
update sources set published = '[1900..2999]', published_basis = 'url' where source_id = $row;

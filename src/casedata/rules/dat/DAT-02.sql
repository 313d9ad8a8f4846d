-- DAT-02  A date of publication has a limit on both sides.
-- over: sources
-- severity: warning
-- why: Whether a document could know of an event, and which of two documents came first, hangs on when it was
--   published. A date that is open on one side answers neither question. What the document tells of is a limit on one
--   side, the day on which somebody read or saved it is one on the other.
-- hint: give both limits, such as [2023-02-27..2023-04-20]; say in note what they rest on
select source_id as id, 'published' as field, concat('is ', published, ', which is open on one side or both') as message
from sources where published is not null and (published_earliest is null or published_latest is null);
-- examined:
select source_id as id from sources where published is not null;
-- fault: published
update sources set published = '[1900..]', published_basis = 'inferred' where source_id = $row;
-- fault: published
update sources set published = '[..2999]', published_basis = 'inferred' where source_id = $row;
-- near miss:
update sources set published = '[1900..2999]', published_basis = 'inferred' where source_id = $row;
-- near miss:
update sources set published = '', published_basis = '' where source_id = $row;

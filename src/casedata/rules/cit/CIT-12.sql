-- CIT-12  An inference about a column says in its note how it was made.
-- over: claims
-- why: An inference is the editors' own reading, and the other side will ask for the steps. Where the note is blank, a
--   conclusion stands beside the words of a witness and looks the same.
-- hint: say in note what the value was read from, such as: Year taken from the date of publication.
select claim_id as id, 'note' as field, concat('is blank, although ', field, ' is inferred') as message
from claims where mode = 'inference' and field is not null and note is null;
-- examined:
select claim_id as id from claims where mode = 'inference' and field is not null;
-- rows:
select claim_id as id from claims where mode = 'inference' and field is not null;
-- fault: note
update claims set note = '' where claim_id = $row;
-- near miss:
update claims set note = '', field = '' where claim_id = $row;
-- near miss:
update claims set note = '', mode = 'report' where claim_id = $row;
-- near miss:
update claims set note = 'Read from the context.' where claim_id = $row;

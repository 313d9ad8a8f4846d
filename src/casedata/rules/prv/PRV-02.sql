-- PRV-02  Somebody known by a pseudonym has no other name than that.
-- over: names
-- why: The names table feeds the search. One official or native form of a name beside a pseudonym undoes the promise
--   that was made to the person.
-- hint: delete the name; if it is the pseudonym or a form of it, its kind is alias
select n.name_id as id, 'kind' as field, concat('is ', n.kind, ', although ', p.person_id, ' is known by a pseudonym')
  as message, p.person_id as related
from names n join people p on p.person_id = n.person_id
where p.visibility = 'pseudonym' and n.kind <> 'alias';
-- examined:
select n.name_id as id from names n join people p on p.person_id = n.person_id where p.visibility = 'pseudonym';
-- fault: kind
insert into people (person_id, kind, name, visibility, naming_basis)
values ('p-fault', 'person', 'Somebody', 'pseudonym', 'Asked that the name be changed.');
insert into claims (claim_id, person_id, stance, mode, passage_id, quote_start, quote_words, quote_sha256)
select 'c-fault', 'p-fault', 'supports', 'report', passage_id, quote_start, quote_words, quote_sha256
from claims where claim_id = (select min(claim_id) from claims);
insert into names (name_id, person_id, text, language, kind, passage_id)
select $new, 'p-fault', text, language, 'official', passage_id from names where name_id = $row;
-- near miss:
insert into people (person_id, kind, name, visibility) values ('p-fault', 'person', 'Somebody', 'pseudonym');
update names set person_id = 'p-fault', kind = 'alias' where name_id = $row;
-- near miss:
insert into people (person_id, kind, name, visibility) values ('p-fault', 'person', 'Somebody', 'private');
update names set person_id = 'p-fault', kind = 'official' where name_id = $row;

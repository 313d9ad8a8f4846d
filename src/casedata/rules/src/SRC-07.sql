-- SRC-07  A source has an address or a document.
-- over: sources
-- severity: warning
-- why: A reader must be able to find what is cited. With neither an address nor a file there is only a title, and a
--   title is not enough to look anything up.
-- hint: add the address, or the file that was read with its digest; say in note why there is neither
select source_id as id, null as field, 'has neither url nor document' as message
from sources where url is null and document is null;
-- fault:
insert into sources (source_id, title, kind, language) values ($new, 'A page', 'web_page', 'en');
-- near miss:
update sources set url = 'https://example.org/fault', document = '' where source_id = $row;
-- near miss:
update sources set url = '', document = 'fault.txt' where source_id = $row;

-- LAW-06  An allegation or a denial names who makes it: a speaker, or the publisher or author of the source.
-- over: claims
-- why: The reader must be able to weigh who accuses whom and who denies it. An accusation from nobody can neither be
--   checked nor answered.
-- hint: fill in speaker_id, or publisher_id or author of the source; if nobody is named, it is a report
select c.claim_id as id, 'mode' as field,
  concat('is ', c.mode, ', but neither the claim nor ', s.source_id, ' says who speaks') as message
from claims c join passages p on p.passage_id = c.passage_id join sources s on s.source_id = p.source_id
where c.mode in ('allegation', 'denial') and c.speaker_id is null and s.publisher_id is null and s.author is null;
-- examined:
select claim_id as id from claims where mode in ('allegation', 'denial');
-- rows:
select claim_id as id from claims where speaker_id is not null;
-- fault: mode
insert into sources (source_id, title, kind, language, document, document_sha256)
select 's-fault', 'A text that nobody signed', 'article', 'en', 'unsigned.txt', min(sha256) from passages;
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256)
select 's-fault#1', 's-fault', '1', '1', '1', 'fact', '900', min(sha256) from passages;
insert into claims (claim_id, event_id, person_id, role_id, figure_id, link_id, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select $new, event_id, person_id, role_id, figure_id, link_id, 'supports', 'allegation', 's-fault#1', quote_start,
  quote_words, quote_sha256 from claims where claim_id = $row;
-- fault: mode
insert into sources (source_id, title, kind, language, document, document_sha256)
select 's-fault', 'A text that nobody signed', 'article', 'en', 'unsigned.txt', min(sha256) from passages;
insert into passages (passage_id, source_id, number, first_line, last_line, kind, words, sha256)
select 's-fault#1', 's-fault', '1', '1', '1', 'fact', '900', min(sha256) from passages;
insert into claims (claim_id, event_id, person_id, role_id, figure_id, link_id, stance, mode, passage_id, quote_start,
  quote_words, quote_sha256)
select $new, event_id, person_id, role_id, figure_id, link_id, 'supports', 'denial', 's-fault#1', quote_start,
  quote_words, quote_sha256 from claims where claim_id = $row;
-- near miss:
insert into sources (source_id) values ('s-fault');
insert into passages (passage_id, source_id) values ('s-fault#1', 's-fault');
update claims set passage_id = 's-fault#1', mode = 'allegation' where claim_id = $row;
-- near miss:
insert into sources (source_id) values ('s-fault');
insert into passages (passage_id, source_id) values ('s-fault#1', 's-fault');
update claims set passage_id = 's-fault#1', mode = 'report', speaker_id = '' where claim_id = $row;
-- near miss:
insert into sources (source_id, author) values ('s-fault', 'A. Writer');
insert into passages (passage_id, source_id) values ('s-fault#1', 's-fault');
update claims set passage_id = 's-fault#1', mode = 'allegation', speaker_id = '' where claim_id = $row;
-- near miss:
insert into sources (source_id, publisher_id) select 's-fault', speaker_id from claims where claim_id = $row;
insert into passages (passage_id, source_id) values ('s-fault#1', 's-fault');
update claims set passage_id = 's-fault#1', mode = 'denial', speaker_id = '' where claim_id = $row;

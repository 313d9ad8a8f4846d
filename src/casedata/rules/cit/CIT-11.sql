-- CIT-11  The first and the last words of a quotation are two to five words each.
-- over: claims
-- why: One word stands in a paragraph many times and finds no place; more than five republish a document that belongs
--   to others. Two to five words are enough to find the span and short enough to quote.
-- hint: write two to five words as the document has them, with single spaces between them
select claim_id as id, 'quote_start' as field, 'is not two to five words with single spaces' as message
from claims where not matches(quote_start, '^\S+( \S+){1,4}$')
union all
select claim_id, 'quote_end', 'is not two to five words with single spaces'
from claims where not matches(quote_end, '^\S+( \S+){1,4}$');
-- fault: quote_start
update claims set quote_start = 'he' where claim_id = $row;
-- fault: quote_start
update claims set quote_start = 'he was released six days later' where claim_id = $row;
-- fault: quote_start
update claims set quote_start = 'was  released' where claim_id = $row;
-- fault: quote_end
update claims set quote_end = 'released' where claim_id = $row;
-- fault: quote_end
update claims set quote_end = 'and was released six days later' where claim_id = $row;
-- near miss:
update claims set quote_start = 'was released', quote_end = 'after six days of custody' where claim_id = $row;
-- near miss:
update claims set quote_start = 'after six days of custody', quote_end = '' where claim_id = $row;

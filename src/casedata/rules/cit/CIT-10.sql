-- CIT-10  A quotation has no more words than the passage that it stands in.
-- over: claims
-- why: The number of words fixes where a quotation ends. One that is longer than its passage was taken from another
--   place, or runs on into a text that it does not belong to.
-- hint: name the passage that holds the words, then run casedata anchor to count them again
select c.claim_id as id, 'quote_words' as field,
  concat('is ', c.quote_words, ', but the passage ', p.passage_id, ' has ', p.words, ' words') as message
from claims c join passages p on p.passage_id = c.passage_id where c.quote_words > p.words;
-- fault: quote_words
update claims set quote_words = '1000000' where claim_id = $row;
-- near miss:
update claims set quote_words = (
  select p.words from passages p join claims c on c.passage_id = p.passage_id where c.claim_id = $row)
where claim_id = $row;

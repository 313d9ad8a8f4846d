-- CHR-15  A link from an event to itself says only how long it lasted.
-- over: links
-- why: An event is not before, during or in answer to itself. The one thing to say between two points of one event is
--   that its start comes before its end, with the time between as the length.
-- hint: name the other event, or write start, before, end
select link_id as id, 'to_event_id' as field,
  concat('is the event that the link starts from; it goes from ', from_point, ' to ', to_point, ' as ', relation)
  as message
from links
where from_event_id = to_event_id and (from_point <> 'start' or relation <> 'before' or to_point <> 'end');
-- examined:
select link_id as id from links where from_event_id = to_event_id;
-- rows:
select link_id as id from links where from_event_id <> to_event_id;
-- fault: to_event_id
update links set to_event_id = from_event_id, from_point = 'end', relation = 'before', to_point = 'end'
where link_id = $row;
-- fault: to_event_id
update links set to_event_id = from_event_id, from_point = 'start', relation = 'responds_to', to_point = 'end'
where link_id = $row;
-- fault: to_event_id
update links set to_event_id = from_event_id, from_point = 'start', relation = 'before', to_point = 'start'
where link_id = $row;
-- near miss:
update links set to_event_id = from_event_id, from_point = 'start', relation = 'before', to_point = 'end'
where link_id = $row;
-- near miss:
update links set from_point = 'end', relation = 'responds_to', to_point = 'start' where link_id = $row;

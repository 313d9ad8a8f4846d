-- SRC-02  An address carries no tracking parameters and no user name.
-- over: sources
-- why: Marks such as utm_source or fbclid tell the site on which post or in which letter the link was found, and so who
--   collects on this case; a user name is that of somebody here. Without them the address leads to the same page.
-- hint: delete the parameter or the user name, and open the address once to see that it still works
select source_id as id, 'url' as field, 'carries a tracking parameter' as message from sources where
  matches(lower(url), '[?&#;](utm_[a-z_]+|[a-z]*clid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|igsh|si|_openstat)=')
union all
select source_id as id, 'url' as field, 'carries a user name' as message from sources
where matches(url, '^https://[^/?#]*@');
-- examined:
select source_id as id from sources where url is not null;
-- fault: url
update sources set url = 'https://example.org/page?utm_source=letter' where source_id = $row;
-- fault: url
update sources set url = 'https://example.org/page?id=7&FBCLID=Iw' where source_id = $row;
-- fault: url
update sources set url = 'https://example.org/watch?si=aZ' where source_id = $row;
-- fault: url
update sources set url = 'https://reader:word@example.org/page' where source_id = $row;
-- near miss:
update sources set url = 'https://example.org/@reader/page?site=7&src=utm_source' where source_id = $row;

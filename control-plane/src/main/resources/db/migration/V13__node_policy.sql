-- Which caching policy each node goes by.
alter table nodes add column policy text not null default '';

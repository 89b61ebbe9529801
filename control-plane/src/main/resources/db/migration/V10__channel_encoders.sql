-- Which of a channel's encoders is seen, as its node tells it; null: it doesn't.
alter table channels add column encoders jsonb;

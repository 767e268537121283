-- The read model of one ledger: what the journal says, in tables that a finance person can read.
--
-- One row of `movements` is one change of balances, with what both accounts had behind it. So a balance as of any
-- sequence is one look into an index for each side, and a transfer costs one row and three index entries. All amounts are
-- minor units (cents); all columns that end in _ns are nanoseconds since 1970-01-01 UTC; every *_at is the journal's time.
-- The projector alone writes here. Everything can be dropped and made again from the journal (florin report rebuild).

create table position (
    only_row         boolean     primary key default true check (only_row),
    ledger_id        uuid        not null,
    epoch            bigint      not null,
    sequence         bigint      not null,
    chain            bytea       not null,
    recorded_ns      bigint      not null,
    first_sequence   bigint      not null,
    states_sequence  bigint      not null,
    last_account_ns  bigint      not null,
    last_transfer_ns bigint      not null,
    accounts         bigint      not null,
    movements        bigint      not null,
    refusals         bigint      not null,
    written_at       timestamptz not null default now()
);
comment on table position is 'How far the journal is in these tables: one row, changed in the same transaction as all data.';
comment on column position.only_row is 'Always true: there is one row.';
comment on column position.ledger_id is 'Which ledger this is; a projector of another ledger is refused.';
comment on column position.epoch is 'Leadership of the last record.';
comment on column position.sequence is 'Last record of the journal that is in these tables.';
comment on column position.chain is 'SHA-256 of the journal up to there: the same history has the same chain.';
comment on column position.recorded_ns is 'Time of that record.';
comment on column position.first_sequence is 'Movements are here from this sequence on; what was before is in opening_balances.';
comment on column position.states_sequence is 'account_states is complete up to here; the view balances adds what came later.';
comment on column position.last_account_ns is 'Time stamp of the newest account: an older one was told of before.';
comment on column position.last_transfer_ns is 'Time stamp of the newest transfer: an older one was told of before.';
comment on column position.accounts is 'Accounts created so far.';
comment on column position.movements is 'Rows written to movements so far, detached ones included.';
comment on column position.refusals is 'Rows written to refusals so far, detached ones included.';
comment on column position.written_at is 'Clock of the database when this was written.';

create table partitions (
    partition_name text        primary key,
    table_name     text        not null,
    from_at        timestamptz not null,
    to_at          timestamptz not null,
    archived_at    timestamptz
);
comment on table partitions is 'Which piece of movements or refusals holds which time, and which were taken off (they stand in florin_archive then).';
comment on column partitions.partition_name is 'Name of the piece.';
comment on column partitions.table_name is 'movements or refusals.';
comment on column partitions.from_at is 'It begins with this time.';
comment on column partitions.to_at is 'It ends before this time.';
comment on column partitions.archived_at is 'When it was taken off; empty while it is attached.';

create table ledgers (
    ledger         bigint      primary key,
    first_sequence bigint      not null,
    recorded_at    timestamptz not null
);
comment on table ledgers is 'Every ledger that has an account: one currency and scale each.';
comment on column ledgers.ledger is 'Its number; by custom the ISO 4217 number of its currency.';
comment on column ledgers.first_sequence is 'Record that created its first account.';
comment on column ledgers.recorded_at is 'When that was.';

create table accounts (
    account_id    uuid        primary key,
    sequence      bigint      not null,
    recorded_at   timestamptz not null,
    timestamp_ns  bigint      not null,
    ledger        bigint      not null,
    code          integer     not null,
    flags         integer     not null,
    user_data_128 uuid,
    user_data_64  bigint,
    user_data_32  bigint
);
create index accounts_by_ledger on accounts (ledger, code);
create index accounts_by_sequence on accounts using brin (sequence);
comment on table accounts is 'Every account as it was created; what changes is in account_states.';
comment on column accounts.account_id is 'The id that the client chose.';
comment on column accounts.sequence is 'Record that created it.';
comment on column accounts.recorded_at is 'When it was recorded.';
comment on column accounts.timestamp_ns is 'Its own time stamp; lies in the past if it was imported.';
comment on column accounts.ledger is 'Ledger it belongs to, for ever.';
comment on column accounts.code is 'What kind of account, in the client''s chart of accounts.';
comment on column accounts.flags is 'Bits: 1 linked, 2 debits must not exceed credits, 4 credits must not exceed debits, 8 history, 16 imported, 32 closed.';
comment on column accounts.user_data_128 is 'The client''s own key; empty if none was given.';
comment on column accounts.user_data_64 is 'The client''s own key, as a signed number: unsigned(user_data_64) shows it as it was given. Empty if none was given.';
comment on column accounts.user_data_32 is 'The client''s own key; empty if none was given.';

create table account_states (
    account_id       uuid    primary key,
    sequence         bigint  not null,
    debits_pending   bigint  not null,
    debits_posted    bigint  not null,
    credits_pending  bigint  not null,
    credits_posted   bigint  not null,
    debit_allowance  bigint  not null,
    credit_allowance bigint  not null,
    limits_version   bigint  not null,
    frozen           integer not null,
    frozen_reason    integer not null,
    closed           boolean not null
) with (fillfactor = 70);
comment on table account_states is 'What each account has and may, as of position.states_sequence; the view balances is always up to date.';
comment on column account_states.account_id is 'The account.';
comment on column account_states.sequence is 'Record that changed it last.';
comment on column account_states.debits_pending is 'Held on its debit side.';
comment on column account_states.debits_posted is 'Moved out of it.';
comment on column account_states.credits_pending is 'Held on its credit side.';
comment on column account_states.credits_posted is 'Moved into it.';
comment on column account_states.debit_allowance is 'By how much debits may exceed credits, if the account has that limit.';
comment on column account_states.credit_allowance is 'By how much credits may exceed debits, if the account has that limit.';
comment on column account_states.limits_version is 'How often the allowances were changed.';
comment on column account_states.frozen is 'Bits: 1 debits frozen, 2 credits frozen.';
comment on column account_states.frozen_reason is 'Why, as the operator numbered it.';
comment on column account_states.closed is 'Whether it takes voids alone.';

create table opening_balances (
    account_id      uuid   primary key,
    sequence        bigint not null,
    debits_pending  bigint not null,
    debits_posted   bigint not null,
    credits_pending bigint not null,
    credits_posted  bigint not null
);
comment on table opening_balances is 'Balances before the first movement that is here: from the snapshot of the first fill, or behind what was archived.';
comment on column opening_balances.account_id is 'The account; one without a row here had nothing.';
comment on column opening_balances.sequence is 'Balances are as of this sequence.';
comment on column opening_balances.debits_pending is 'Held on its debit side.';
comment on column opening_balances.debits_posted is 'Moved out of it.';
comment on column opening_balances.credits_pending is 'Held on its credit side.';
comment on column opening_balances.credits_posted is 'Moved into it.';

create table marks (
    recorded_at timestamptz primary key,
    sequence    bigint      not null,
    chain       bytea       not null
);
comment on table marks is 'One row for each transaction that brought movements: how a time is found as a sequence.';
comment on column marks.recorded_at is 'Time of the last record of that transaction.';
comment on column marks.sequence is 'Its sequence.';
comment on column marks.chain is 'SHA-256 of the journal up to there.';

create type movement_kind as enum ('transfer', 'hold', 'post', 'void', 'expiry');
comment on type movement_kind is 'transfer: money moved at once. hold: set aside. post: a hold became money moved. void: a hold was let go. expiry: it ran out.';

create table movements (
    recorded_at            timestamptz   not null,
    sequence               bigint        not null,
    timestamp_ns           bigint        not null,
    amount                 bigint        not null,
    released               bigint        not null,
    ledger                 bigint        not null,
    transfer_id            uuid          not null,
    debit_account_id       uuid          not null,
    credit_account_id      uuid          not null,
    debit_debits_pending   bigint        not null,
    debit_debits_posted    bigint        not null,
    debit_credits_pending  bigint        not null,
    debit_credits_posted   bigint        not null,
    credit_debits_pending  bigint        not null,
    credit_debits_posted   bigint        not null,
    credit_credits_pending bigint        not null,
    credit_credits_posted  bigint        not null,
    part                   integer       not null,
    code                   integer       not null,
    flags                  integer       not null,
    kind                   movement_kind not null,
    timeout                bigint,
    hold_id                uuid,
    user_data_128          uuid,
    user_data_64           bigint,
    user_data_32           bigint
) partition by range (recorded_at);
create index movements_by_debit_account on movements (debit_account_id, sequence);
create index movements_by_credit_account on movements (credit_account_id, sequence);
create index movements_by_transfer on movements (transfer_id);
create index movements_by_hold on movements (hold_id) where hold_id is not null;
create index movements_by_user_data_128 on movements (user_data_128, sequence) where user_data_128 is not null;
create index movements_by_user_data_64 on movements (user_data_64, sequence) where user_data_64 is not null;
create index movements_by_sequence on movements using brin (sequence, recorded_at) with (pages_per_range = 32, autosummarize = on);
comment on table movements is 'Every change of balances, in the journal''s order, with what both accounts had behind it.';
comment on column movements.recorded_at is 'When it was decided.';
comment on column movements.sequence is 'Record of the journal that did it.';
comment on column movements.part is 'From 0: which of the record''s movements, where it made several (a group, a run of expiries).';
comment on column movements.kind is 'What it was; see the type movement_kind.';
comment on column movements.transfer_id is 'Id of the transfer, hold, post or void; of an expiry the hold''s.';
comment on column movements.hold_id is 'The hold that was posted, voided or ran out; empty otherwise.';
comment on column movements.debit_account_id is 'Account on the debit side.';
comment on column movements.credit_account_id is 'Account on the credit side.';
comment on column movements.ledger is 'Ledger of both accounts.';
comment on column movements.amount is 'What moved, is held, or was let go.';
comment on column movements.released is 'By how much less is held behind it: of a post also what was not posted; 0 for a transfer or hold.';
comment on column movements.code is 'Kind of transfer, as the client numbered it; of a post, void or expiry the hold''s.';
comment on column movements.flags is 'Bits: 1 linked, 2 pending, 4 post, 8 void, 16 balancing debit, 32 balancing credit, 64 closing debit, 128 closing credit, 256 imported, 2048 partial, 4096 group.';
comment on column movements.timestamp_ns is 'Its own time stamp; lies in the past if it was imported.';
comment on column movements.timeout is 'Seconds after which a hold expires; empty if it does not.';
comment on column movements.user_data_128 is 'The client''s own key; empty if none was given.';
comment on column movements.user_data_64 is 'The client''s own key, as a signed number: unsigned(user_data_64) shows it as it was given. Empty if none was given.';
comment on column movements.user_data_32 is 'The client''s own key; empty if none was given.';
comment on column movements.debit_debits_pending is 'Of the debit account, behind this movement.';
comment on column movements.debit_debits_posted is 'Of the debit account, behind this movement.';
comment on column movements.debit_credits_pending is 'Of the debit account, behind this movement.';
comment on column movements.debit_credits_posted is 'Of the debit account, behind this movement.';
comment on column movements.credit_debits_pending is 'Of the credit account, behind this movement.';
comment on column movements.credit_debits_posted is 'Of the credit account, behind this movement.';
comment on column movements.credit_credits_pending is 'Of the credit account, behind this movement.';
comment on column movements.credit_credits_posted is 'Of the credit account, behind this movement.';

create table open_holds (
    hold_id           uuid        primary key,
    sequence          bigint      not null,
    recorded_at       timestamptz not null,
    timestamp_ns      bigint      not null,
    expires_ns        bigint,
    group_id          uuid,
    debit_account_id  uuid        not null,
    credit_account_id uuid        not null,
    ledger            bigint      not null,
    code              integer     not null,
    flags             integer     not null,
    amount            bigint      not null,
    held              bigint      not null,
    user_data_128     uuid,
    user_data_64      bigint,
    user_data_32      bigint
);
create index open_holds_by_ledger on open_holds (ledger, timestamp_ns);
create index open_holds_by_debit_account on open_holds (debit_account_id);
create index open_holds_by_credit_account on open_holds (credit_account_id);
comment on table open_holds is 'Holds that were neither posted nor voided and have not run out.';
comment on column open_holds.hold_id is 'Id of the hold.';
comment on column open_holds.sequence is 'Record that created it.';
comment on column open_holds.recorded_at is 'When it was created.';
comment on column open_holds.timestamp_ns is 'Its own time stamp; lies in the past if it was imported.';
comment on column open_holds.expires_ns is 'When it runs out; empty if it never does.';
comment on column open_holds.group_id is 'First hold of its group; empty if it is in none.';
comment on column open_holds.debit_account_id is 'Account on the debit side.';
comment on column open_holds.credit_account_id is 'Account on the credit side.';
comment on column open_holds.ledger is 'Ledger of both accounts.';
comment on column open_holds.code is 'Kind of transfer, as the client numbered it.';
comment on column open_holds.flags is 'Bits as in movements.flags.';
comment on column open_holds.amount is 'What was held at first.';
comment on column open_holds.held is 'What is still held.';
comment on column open_holds.user_data_128 is 'The client''s own key; empty if none was given.';
comment on column open_holds.user_data_64 is 'The client''s own key, as a signed number; empty if none was given.';
comment on column open_holds.user_data_32 is 'The client''s own key; empty if none was given.';

create table refusals (
    recorded_at       timestamptz not null,
    sequence          bigint      not null,
    subject           text        not null,
    subject_id        uuid        not null,
    status            integer     not null,
    reason            text        not null,
    ledger            bigint      not null,
    code              integer     not null,
    flags             integer     not null,
    amount            bigint      not null,
    debit_account_id  uuid,
    credit_account_id uuid
) partition by range (recorded_at);
create index refusals_by_subject on refusals (subject_id);
create index refusals_by_sequence on refusals using brin (sequence, recorded_at) with (pages_per_range = 32, autosummarize = on);
comment on table refusals is 'What was asked for and did not happen; retries of what had happened are not here.';
comment on column refusals.recorded_at is 'When it was refused.';
comment on column refusals.sequence is 'Record of the journal that says so.';
comment on column refusals.subject is 'What was asked for: account, transfer, limits or status.';
comment on column refusals.subject_id is 'Id of the transfer, or of the account.';
comment on column refusals.status is 'Number of the reason in the protocol.';
comment on column refusals.reason is 'Name of the reason, as /problems lists it.';
comment on column refusals.ledger is 'Ledger that was named; 0 if none was.';
comment on column refusals.code is 'Code that was named; 0 if none was.';
comment on column refusals.flags is 'Flags that were asked for.';
comment on column refusals.amount is 'Amount that was asked for; 9223372036854775807 stands for "as much as there is".';
comment on column refusals.debit_account_id is 'Account on the debit side, of a transfer that named one.';
comment on column refusals.credit_account_id is 'Account on the credit side, of a transfer that named one.';

create table account_limits (
    account_id       uuid        not null,
    version          bigint      not null,
    sequence         bigint      not null,
    recorded_at      timestamptz not null,
    debit_allowance  bigint      not null,
    credit_allowance bigint      not null,
    primary key (account_id, version)
);
comment on table account_limits is 'Every change of what an account may; none means both allowances are 0.';
comment on column account_limits.account_id is 'The account.';
comment on column account_limits.version is 'From 1: which change of this account''s limits.';
comment on column account_limits.sequence is 'Record that changed them.';
comment on column account_limits.recorded_at is 'When.';
comment on column account_limits.debit_allowance is 'By how much debits may exceed credits from then on.';
comment on column account_limits.credit_allowance is 'By how much credits may exceed debits from then on.';

create table account_statuses (
    account_id  uuid        not null,
    sequence    bigint      not null,
    recorded_at timestamptz not null,
    frozen      integer     not null,
    reason      integer     not null,
    primary key (account_id, sequence)
);
comment on table account_statuses is 'Every time that an account was frozen or freed.';
comment on column account_statuses.account_id is 'The account.';
comment on column account_statuses.sequence is 'Record that changed it.';
comment on column account_statuses.recorded_at is 'When.';
comment on column account_statuses.frozen is 'Bits from then on: 1 debits frozen, 2 credits frozen.';
comment on column account_statuses.reason is 'Why, as the operator numbered it.';

create table grants (
    sequence    bigint      primary key,
    recorded_at timestamptz not null,
    principal   bigint      not null,
    ledger      bigint      not null,
    rights      integer     not null
);
comment on table grants is 'Every grant of rights, and every one that took rights away.';
comment on column grants.sequence is 'Record of the grant.';
comment on column grants.recorded_at is 'When.';
comment on column grants.principal is 'Who, as a signed number: unsigned(principal) shows it as operators know it.';
comment on column grants.ledger is 'In which ledger; 0 for every ledger.';
comment on column grants.rights is 'Bits from then on: 1 read, 2 post, 4 admin; 0 for none any more.';

create table epochs (
    epoch       bigint      primary key,
    sequence    bigint      not null,
    recorded_at timestamptz not null,
    node        bigint      not null,
    life        bigint      not null,
    mode        integer     not null,
    torn_bytes  bigint      not null
);
comment on table epochs is 'Every leadership of the ledger: a start, or a takeover.';
comment on column epochs.epoch is 'Its number.';
comment on column epochs.sequence is 'Its first record.';
comment on column epochs.recorded_at is 'When it began.';
comment on column epochs.node is 'Number of the node that leads.';
comment on column epochs.life is 'How many times that node had started.';
comment on column epochs.mode is '1 single, 2 paired, 3 solo.';
comment on column epochs.torn_bytes is 'Bytes that were never forced to disk and were cut at this start.';

create table closed_days (
    ledger      bigint      not null,
    day         date        not null,
    sequence    bigint      not null,
    recorded_at timestamptz not null,
    primary key (ledger, day, sequence)
);
comment on table closed_days is 'Where each business day ends: up to this record belongs to it.';
comment on column closed_days.ledger is 'Ledger that was closed; 0 for every ledger.';
comment on column closed_days.day is 'The day.';
comment on column closed_days.sequence is 'Record that closed it.';
comment on column closed_days.recorded_at is 'When it was closed.';

create table checkpoints (
    number      bigint      primary key,
    sequence    bigint      not null,
    chain       bytea       not null,
    root        bytea       not null,
    signed_at   timestamptz not null,
    key_id      text        not null,
    line        text        not null
);
comment on table checkpoints is 'Signed statements about the journal, as published by the node that signs.';
comment on column checkpoints.number is 'From 1, without gaps.';
comment on column checkpoints.sequence is 'Last record that it covers.';
comment on column checkpoints.chain is 'SHA-256 of the journal up to there.';
comment on column checkpoints.root is 'Merkle root over the records since the checkpoint before.';
comment on column checkpoints.signed_at is 'When it was signed.';
comment on column checkpoints.key_id is 'Which key signed it.';
comment on column checkpoints.line is 'The line as published: what was signed, and the signature.';

-- Numbers that clients chose without a sign.

create function unsigned(value bigint) returns numeric
    language sql immutable parallel safe
    return case when value < 0 then value::numeric + 18446744073709551616 else value::numeric end;
comment on function unsigned(bigint) is 'A number that was given as an unsigned one.';

-- What people ask for.

create view account_entries as
select debit_account_id as account_id, sequence, part, recorded_at, 'debit' as side, kind, transfer_id, hold_id,
       credit_account_id as counter_account_id, ledger, code, amount,
       case when kind in ('transfer', 'post') then amount else 0 end as posted_change,
       case when kind = 'hold' then amount else -released end as pending_change,
       debit_debits_pending as debits_pending, debit_debits_posted as debits_posted,
       debit_credits_pending as credits_pending, debit_credits_posted as credits_posted,
       flags, timestamp_ns, user_data_128, user_data_64, user_data_32
  from movements
union all
select credit_account_id, sequence, part, recorded_at, 'credit', kind, transfer_id, hold_id,
       debit_account_id, ledger, code, amount,
       case when kind in ('transfer', 'post') then amount else 0 end,
       case when kind = 'hold' then amount else -released end,
       credit_debits_pending, credit_debits_posted, credit_credits_pending, credit_credits_posted,
       flags, timestamp_ns, user_data_128, user_data_64, user_data_32
  from movements;
comment on view account_entries is 'Both sides of every movement, with the account''s balances behind it. Ask for one account_id.';

create view statement as
select account_id, sequence, part, recorded_at, side, kind, transfer_id, counter_account_id, ledger, code,
       case when side = 'debit' then posted_change end as debit,
       case when side = 'credit' then posted_change end as credit,
       credits_posted::numeric - debits_posted as balance,
       unsigned(user_data_64) as reference
  from account_entries
 where kind in ('transfer', 'post');
comment on view statement is 'What moved, line by line, with the balance (credits less debits) behind each. Ask for one account_id, order by sequence, part.';

create view holds as
select h.transfer_id as hold_id, h.sequence, h.recorded_at, h.debit_account_id, h.credit_account_id, h.ledger, h.code,
       h.amount, h.flags, h.timestamp_ns,
       case when h.timeout is not null then h.timestamp_ns + h.timeout * 1000000000 end as expires_ns,
       case when o.hold_id is not null then 'open' when r.kind = 'post' then 'posted' when r.kind = 'void' then 'voided'
            when r.kind = 'expiry' then 'expired' end as state,
       coalesce(o.held, 0) as held,
       coalesce(p.posted, 0) as posted,
       r.transfer_id as resolved_by, r.sequence as resolved_sequence, r.recorded_at as resolved_at,
       unsigned(h.user_data_64) as reference
  from movements h
  left join open_holds o on o.hold_id = h.transfer_id
  left join lateral (select kind, case when kind <> 'expiry' then transfer_id end as transfer_id, sequence, recorded_at
                       from movements m
                      where m.hold_id = h.transfer_id and o.hold_id is null
                      order by sequence desc, part desc limit 1) r on true
  left join lateral (select sum(amount)::numeric as posted from movements m
                      where m.hold_id = h.transfer_id and m.kind = 'post') p on true
 where h.kind = 'hold';
comment on view holds is 'Every hold, and what became of it.';

create view transfers as
select m.transfer_id, m.sequence, m.recorded_at, m.kind, m.debit_account_id, m.credit_account_id, m.ledger, m.code,
       m.amount, m.flags, m.timestamp_ns, m.timeout, m.hold_id as pending_id,
       m.user_data_128, m.user_data_64, m.user_data_32
  from movements m
 where m.kind <> 'expiry' and m.part = 0;
comment on view transfers is 'Every transfer, hold, post and void that was created, once. A group''s post or void names its first hold.';

create view balances as
select distinct on (b.account_id) a.ledger, a.code, b.account_id, b.sequence,
       b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted,
       b.credits_posted::numeric - b.debits_posted as balance
  from (select account_id, sequence, 0 as part, debits_pending, debits_posted, credits_pending, credits_posted
          from account_states
        union all
        select account_id, sequence, 0, 0, 0, 0, 0 from accounts
         where sequence > (select states_sequence from position)
        union all
        select account_id, sequence, part, debits_pending, debits_posted, credits_pending, credits_posted
          from account_entries
         where sequence > (select states_sequence from position)) b
  join accounts a using (account_id)
 order by b.account_id, b.sequence desc, b.part desc;
comment on view balances is 'What every account has, as of position.sequence; balance is credits less debits.';

create view trial_balance as
select ledger, code, account_id,
       greatest(-balance, 0) as debit_balance, greatest(balance, 0) as credit_balance,
       debits_posted, credits_posted, debits_pending, credits_pending
  from balances;
comment on view trial_balance is 'Every account with its balance on the side where it stands; both columns add up to the same in each ledger.';

create view ledger_totals as
select ledger, count(*) as accounts, sum(debits_posted) as debits_posted, sum(credits_posted) as credits_posted,
       sum(debits_pending) as debits_pending, sum(credits_pending) as credits_pending
  from balances group by ledger;
comment on view ledger_totals is 'What each ledger adds up to: debits equal credits, posted and pending.';

create view ageing_of_holds as
select ledger, code,
       case when age < interval '1 hour' then '1: up to an hour' when age < interval '1 day' then '2: up to a day'
            when age < interval '7 days' then '3: up to a week' when age < interval '30 days' then '4: up to 30 days'
            else '5: older' end as age,
       count(*) as holds, sum(held) as held, min(recorded_at) as oldest
  from (select ledger, code, held, recorded_at, now() - recorded_at as age from open_holds) o
 group by 1, 2, 3;
comment on view ageing_of_holds is 'Open holds by how long they have been open.';

create view daily_volumes as
select (recorded_at at time zone 'UTC')::date as day, ledger, code, kind, count(*) as movements,
       sum(amount)::numeric as amount
  from movements group by 1, 2, 3, 4;
comment on view daily_volumes is 'How much happened on each day (UTC), by ledger, code and kind. Ask for a range of days.';

create view totals_by_reference as
select ledger, code, unsigned(user_data_64) as user_data_64, count(*) as movements, sum(amount)::numeric as amount,
       min(recorded_at) as first_at, max(recorded_at) as last_at
  from movements where kind in ('transfer', 'post') group by 1, 2, user_data_64;
comment on view totals_by_reference is 'What moved, by code and by the client''s own 64-bit key.';

create function balance_at(wanted_account uuid, wanted_sequence bigint)
    returns table (sequence bigint, debits_pending bigint, debits_posted bigint, credits_pending bigint,
                   credits_posted bigint)
    language sql stable parallel safe as $$
select b.sequence, b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted
  from ((select m.sequence, m.part, debit_debits_pending as debits_pending, debit_debits_posted as debits_posted,
                debit_credits_pending as credits_pending, debit_credits_posted as credits_posted
           from florin.movements m where m.debit_account_id = wanted_account and m.sequence <= wanted_sequence
          order by m.sequence desc, m.part desc limit 1)
        union all
        (select m.sequence, m.part, credit_debits_pending, credit_debits_posted, credit_credits_pending,
                credit_credits_posted
           from florin.movements m where m.credit_account_id = wanted_account and m.sequence <= wanted_sequence
          order by m.sequence desc, m.part desc limit 1)
        union all
        select o.sequence, -1, o.debits_pending, o.debits_posted, o.credits_pending, o.credits_posted
          from florin.opening_balances o where o.account_id = wanted_account and o.sequence <= wanted_sequence
        union all
        select a.sequence, -2, 0, 0, 0, 0
          from florin.accounts a where a.account_id = wanted_account and a.sequence <= wanted_sequence) b
 order by b.sequence desc, b.part desc limit 1
$$;
comment on function balance_at(uuid, bigint) is 'What an account had behind this sequence; no row if it was not there yet, or that is not kept any more.';

create function sequence_before(wanted_time timestamptz) returns bigint
    language sql stable parallel safe as $$
select coalesce(
    (select max(m.sequence) from florin.movements m
      where m.recorded_at < wanted_time and m.sequence > before.sequence and m.sequence <= behind.sequence),
    before.sequence)
  from (select coalesce((select k.sequence from florin.marks k where k.recorded_at < wanted_time
                          order by k.recorded_at desc limit 1),
                        (select p.first_sequence - 1 from florin.position p)) as sequence) before,
       (select coalesce((select k.sequence from florin.marks k where k.recorded_at >= wanted_time
                          order by k.recorded_at limit 1),
                        (select p.sequence from florin.position p)) as sequence) behind
$$;
comment on function sequence_before(timestamptz) is 'A sequence behind the last movement before this time.';

create function balance_before(wanted_account uuid, wanted_time timestamptz)
    returns table (sequence bigint, debits_pending bigint, debits_posted bigint, credits_pending bigint,
                   credits_posted bigint)
    language sql stable parallel safe as $$
select b.* from florin.balance_at(wanted_account, florin.sequence_before(wanted_time)) b
$$;
comment on function balance_before(uuid, timestamptz) is 'What an account had before this time; end of a day: the midnight behind it, in the zone that counts.';

-- Whoever only reads.

do $$
begin
    if not exists (select from pg_roles where rolname = 'florin_reader') then
        create role florin_reader nologin;
    end if;
    grant usage on schema florin to florin_reader;
    grant select on all tables in schema florin to florin_reader;
    alter default privileges in schema florin grant select on tables to florin_reader;
exception
    when insufficient_privilege then
        raise notice 'florin_reader was not made: have a superuser create the role, then grant usage and select on schema florin';
end
$$;

-- A double-entry ledger in PostgreSQL, the best case for it: one function call and one round trip a transfer.
-- psql -v accounts=10000 -f schema.sql
DROP TABLE IF EXISTS posting, transfer, account CASCADE;

CREATE TABLE account (
  id        bigint PRIMARY KEY,
  currency  smallint NOT NULL DEFAULT 840,
  balance   bigint   NOT NULL,
  min_balance bigint NOT NULL DEFAULT 0,
  version   bigint   NOT NULL DEFAULT 0
) WITH (fillfactor = 50);              -- room for HOT updates

CREATE TABLE transfer (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  idempotency_key uuid   NOT NULL UNIQUE,
  debit_account   bigint NOT NULL,
  credit_account  bigint NOT NULL,
  amount          bigint NOT NULL CHECK (amount > 0),
  currency        smallint NOT NULL DEFAULT 840,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (debit_account <> credit_account)
);

CREATE TABLE posting (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transfer_id   bigint NOT NULL,
  account_id    bigint NOT NULL,
  amount        bigint NOT NULL,       -- negative: debit, positive: credit
  balance_after bigint NOT NULL
);

INSERT INTO account(id, balance)
  SELECT g, 1000000000000 FROM generate_series(1, :accounts) g;

-- One round trip, best case for PostgreSQL.
-- Returns the transfer id; a replay of the same key returns the first result.
CREATE OR REPLACE FUNCTION do_transfer(p_key uuid, p_debit bigint, p_credit bigint, p_amount bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint; v_d bigint; v_c bigint; v_old transfer%ROWTYPE;
BEGIN
  INSERT INTO transfer(idempotency_key, debit_account, credit_account, amount)
    VALUES (p_key, p_debit, p_credit, p_amount)
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id INTO v_id;
  IF v_id IS NULL THEN                       -- replay
    SELECT * INTO v_old FROM transfer WHERE idempotency_key = p_key;
    IF (v_old.debit_account, v_old.credit_account, v_old.amount)
       IS DISTINCT FROM (p_debit, p_credit, p_amount) THEN
      RAISE EXCEPTION 'idempotency key reused with other parameters';
    END IF;
    RETURN v_old.id;
  END IF;
  IF p_debit < p_credit THEN                 -- fixed lock order: no deadlocks
    UPDATE account SET balance = balance - p_amount, version = version + 1
      WHERE id = p_debit AND balance - p_amount >= min_balance RETURNING balance INTO v_d;
    UPDATE account SET balance = balance + p_amount, version = version + 1
      WHERE id = p_credit RETURNING balance INTO v_c;
  ELSE
    UPDATE account SET balance = balance + p_amount, version = version + 1
      WHERE id = p_credit RETURNING balance INTO v_c;
    UPDATE account SET balance = balance - p_amount, version = version + 1
      WHERE id = p_debit AND balance - p_amount >= min_balance RETURNING balance INTO v_d;
  END IF;
  IF v_d IS NULL THEN RAISE EXCEPTION 'insufficient funds'; END IF;
  IF v_c IS NULL THEN RAISE EXCEPTION 'no credit account'; END IF;
  INSERT INTO posting(transfer_id, account_id, amount, balance_after)
    VALUES (v_id, p_debit, -p_amount, v_d), (v_id, p_credit, p_amount, v_c);
  RETURN v_id;
END $$;


VACUUM ANALYZE;

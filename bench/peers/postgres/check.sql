-- The books afterwards: one row, and the last two columns must be 0.
\pset format unaligned
\pset tuples_only on
SELECT (SELECT count(*) FROM transfer),
       (SELECT count(*) FROM posting) - 2 * (SELECT count(*) FROM transfer),
       (SELECT coalesce(sum(amount), 0) FROM posting),
       (SELECT count(*) FROM account a
         WHERE a.balance <> 1000000000000 + coalesce((SELECT sum(p.amount) FROM posting p WHERE p.account_id = a.id), 0));

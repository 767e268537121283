// Against a node that runs: FLORIN_URL=http://127.0.0.1:9401 npm test
import assert from 'node:assert/strict';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Florin, FlorinError, newId, type Answer, type Created, type SignatureAlgorithm } from '../src/index.js';

const url = process.env['FLORIN_URL'];
if (url === undefined) throw new Error('names no node: FLORIN_URL=');
const apiKey = process.env['FLORIN_KEY'];
const florin = new Florin({ baseUrl: url, ...(apiKey === undefined ? {} : { apiKey }) });

const LEDGER = 978;

function done<T>(answer: Answer<T>): T {
  assert.equal(answer.outcome, 'done', JSON.stringify(answer, (_, v) => (typeof v === 'bigint' ? v.toString() : v)));
  return (answer as Extract<Answer<T>, { outcome: 'done' }>).value;
}

async function accounts(): Promise<[string, string]> {
  const [bank, alice] = [newId(), newId()];
  done(await florin.createAccount({ id: bank, ledger: LEDGER, code: 1 }));
  const flags = ['debits_must_not_exceed_credits' as const];
  done(await florin.createAccount({ id: alice, ledger: LEDGER, code: 1, flags }));
  return [bank, alice];
}

function pay(debit: string, credit: string, amount: bigint, id = newId()) {
  return { id, debit_account_id: debit, credit_account_id: credit, amount, ledger: LEDGER, code: 10 };
}

test('ids grow, and say their time', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(Math.abs(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16) - Date.now()) < 60_000);
});

test('money moves once, however often it is sent', async () => {
  const [bank, alice] = await accounts();
  const transfer = pay(bank, alice, 1_099n);
  const first = await florin.createTransfer(transfer);
  assert.equal(done(first).result, 'created');
  const second = await florin.createTransfer(transfer);
  assert.equal(done(second).result, 'exists');
  assert.equal(second.outcome === 'done' && second.replayed, true);
  assert.ok(first.outcome === 'done' && first.position.sequence > 0n && first.position.durability === 'disk');
  assert.equal((await florin.account(alice))?.credits_posted, 1_099n);
  assert.equal((await florin.transfer(transfer.id))?.amount, 1_099n);
  assert.equal((await florin.outcome(transfer.id)).outcome, 'created');
});

test('amounts beyond what a JavaScript number holds arrive as they were', async () => {
  const [bank, alice] = await accounts();
  const amount = 9_007_199_254_740_993n; // 2^53 + 1
  done(await florin.createTransfer(pay(bank, alice, amount)));
  assert.equal((await florin.account(alice))?.credits_posted, amount);
  assert.equal((await florin.account(bank))?.debits_posted, amount);
});

test('holds: posted in part, voided, and settled only once', async () => {
  const [bank, alice] = await accounts();
  const first = newId();
  done(await florin.createHold({ ...pay(bank, alice, 500n, first), timeout: 1_800 }));
  assert.equal((await florin.account(alice))?.credits_pending, 500n);
  done(await florin.postHold(first, { amount: 320n }));
  const again = await florin.postHold(first);
  assert.equal(again.outcome === 'refused' && again.problem.code, 'pending_transfer_already_posted');
  const second = newId();
  done(await florin.createHold(pay(bank, alice, 70n, second)));
  done(await florin.voidHold(second));
  assert.equal((await florin.account(alice))?.credits_pending, 0n);
  assert.equal((await florin.account(alice))?.credits_posted, 320n);
});

test('the ledger says no: definite, by name', async () => {
  const [bank, alice] = await accounts();
  const refused = await florin.createTransfer(pay(alice, bank, 1n));
  assert.ok(refused.outcome === 'refused');
  assert.equal(refused.problem.code, 'exceeds_credits');
  assert.ok((refused.problem.sequence ?? 0) > 0);
  assert.equal(await florin.account(newId()), undefined);
  await assert.rejects(florin.account('what'), FlorinError);
});

test('batches name what was refused; atomic ones are all or nothing', async () => {
  const [bank, alice] = await accounts();
  const mixed = done(await florin.createTransfers([pay(bank, alice, 5n), pay(alice, alice, 5n), pay(bank, alice, 5n)]));
  assert.equal(mixed.events, 3);
  assert.deepEqual(mixed.failures.map((one) => [one.index, one.code]), [[1, 'accounts_must_be_different']]);
  const atomic = await florin.createTransfers([pay(bank, alice, 5n), pay(alice, alice, 5n)], true);
  assert.equal(atomic.outcome === 'refused' && atomic.problem.code, 'accounts_must_be_different');
  assert.equal((await florin.account(alice))?.credits_posted, 10n);
});

test('limits by their version, status under a key', async () => {
  const [, alice] = await accounts();
  done(await florin.setLimits(alice, 0, { debit_allowance: 5_000n, credit_allowance: 0n }));
  const late = await florin.setLimits(alice, 0, { debit_allowance: 1n, credit_allowance: 0n });
  assert.equal(late.outcome === 'refused' && late.problem.code, 'version_mismatch');
  done(await florin.setStatus(alice, { debits_frozen: true, credits_frozen: false }));
  assert.equal((await florin.account(alice))?.debits_frozen, true);
  assert.equal((await florin.account(alice))?.debit_allowance, 5_000n);
});

/** What stands between client and node, and what passed it. */
interface Relay {
  readonly client: Florin;
  readonly bodies: string[];
  close(): Promise<void>;
}

type Treat = (attempt: number, pass: () => void, request: IncomingMessage, response: ServerResponse) => void;

async function relay(treat: Treat, attempts = 4): Promise<Relay> {
  const bodies: string[] = [];
  const target = new URL(url!);
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      bodies.push(body.toString());
      const pass = () => {
        const headers = { ...request.headers, host: target.host };
        const path = request.url ?? '/';
        const onward = ask({ host: target.hostname, port: target.port, method: request.method, path, headers }, (came) => {
          if (response.destroyed) came.resume();
          else came.pipe(response.writeHead(came.statusCode ?? 0, came.headers));
        });
        onward.end(body);
      };
      treat(bodies.length, pass, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
  const key = apiKey === undefined ? {} : { apiKey };
  return { client: new Florin({ baseUrl, attempts, backoffMs: 1, timeoutMs: 2_000, ...key }), bodies, close };
}

function id(body: string): unknown {
  return (JSON.parse(body) as { id: unknown }).id;
}

test('an answer that was lost is asked for again, with the same id', async () => {
  const [bank, alice] = await accounts();
  const node = await relay((attempt, pass, request) => {
    if (attempt <= 2) setTimeout(() => request.socket.destroy(), attempt === 1 ? 0 : 200);
    if (attempt !== 1) pass(); // the second one is executed, and its answer lost
  });
  const { amount, ...rest } = pay(bank, alice, 250n);
  const { id: _, ...unnamed } = rest;
  const answer: Answer<Created> = await node.client.createTransfer({ ...unnamed, amount });
  assert.ok(['created', 'exists'].includes(done(answer).result));
  assert.ok(node.bodies.length >= 2, `sent ${node.bodies.length} times`);
  assert.equal(new Set(node.bodies.map(id)).size, 1, 'one id in all attempts');
  assert.equal((await florin.account(alice))?.credits_posted, 250n);
  await node.close();
});

test('an answer that never comes is unknown, and never a new id', async () => {
  const [bank, alice] = await accounts();
  const node = await relay((_, pass, request) => {
    pass();
    setTimeout(() => request.socket.destroy(), 100);
  }, 3);
  // The relay passes each attempt on, and lets no answer through in time or at all.
  const deaf = new Florin({ baseUrl: 'http://127.0.0.1:1', attempts: 2, backoffMs: 1 });
  const transfer = pay(bank, alice, 40n);
  const nobody = await deaf.createTransfer(transfer);
  assert.ok(nobody.outcome === 'unknown' && nobody.id === transfer.id);
  const retried = await node.client.createTransfer(transfer);
  if (retried.outcome === 'unknown') assert.equal(retried.id, transfer.id);
  done(await florin.createTransfer(transfer));
  assert.equal((await florin.account(alice))?.credits_posted, 40n);
  await node.close();
});

const BUSY = { type: '/problems/busy', title: 'Busy', status: 503, code: 'busy', retryable: true, request_id: 'req_1' };

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', 'Retry-After': '0' });
  response.end(JSON.stringify(body));
}

test('busy is waited for; busy to the end is definite, unless an attempt was lost before', async () => {
  const [bank, alice] = await accounts();
  const twice = await relay((attempt, pass, _, response) => (attempt < 3 ? answer(response, 503, BUSY) : pass()));
  assert.equal(done(await twice.client.createTransfer(pay(bank, alice, 1n))).result, 'created');
  assert.equal(twice.bodies.length, 3);
  await twice.close();

  const always = await relay((_, __, ___, response) => answer(response, 503, BUSY));
  const refused = await always.client.createTransfer(pay(bank, alice, 1n));
  assert.equal(refused.outcome === 'refused' && refused.problem.code, 'busy');
  await always.close();

  const lost = await relay((attempt, _, request, response) => {
    if (attempt === 1) request.socket.destroy();
    else answer(response, 503, BUSY);
  });
  assert.equal((await lost.client.createTransfer(pay(bank, alice, 1n))).outcome, 'unknown');
  await lost.close();
});

test('an answer that is none of Florin\'s says nothing of what happened', async () => {
  const [bank, alice] = await accounts();
  const proxy = await relay((_, __, ___, response) => answer(response, 502, { message: 'bad gateway' }), 1);
  assert.equal((await proxy.client.createTransfer(pay(bank, alice, 1n))).outcome, 'unknown');
  await assert.rejects(proxy.client.account(alice), FlorinError);
  await proxy.close();
});

/** A node with keys that must sign, one an algorithm; beside the one that asks for nothing. */
const keyedUrl = process.env['FLORIN_KEYED_URL'];
const signers = [
  ['hmac-sha256', process.env['FLORIN_HMAC_KEY']],
  ['ed25519', process.env['FLORIN_ED25519_KEY']],
] as const;
const skip = keyedUrl === undefined ? 'names no node with keys: FLORIN_KEYED_URL=' : false;

for (const [signature, key] of signers) {
  test(`${signature}: every kind of request is signed, and none of them twice alike`, { skip }, async () => {
    const signing = new Florin({ baseUrl: keyedUrl!, apiKey: key!, signature });
    const [bank, alice] = [newId(), newId()];
    done(await signing.createAccount({ id: bank, ledger: LEDGER, code: 1 }));
    done(await signing.createAccount({ id: alice, ledger: LEDGER, code: 1 }));
    const batch = Array.from({ length: 20 }, () => pay(bank, alice, 1n));
    const one = pay(bank, alice, 10n);
    const answers = await Promise.all([
      ...batch.map((transfer) => signing.createTransfer(transfer)),
      signing.createTransfers([one, pay(bank, alice, 5n)], true),
    ]);
    for (const answer of answers) assert.equal(answer.outcome, 'done');
    done(await signing.setLimits(alice, 0, { debit_allowance: 7n, credit_allowance: 0n }));
    done(await signing.setStatus(alice, { debits_frozen: true, credits_frozen: false }));
    assert.equal((await signing.account(alice))?.credits_posted, 35n);
    assert.equal((await signing.account(alice))?.debit_allowance, 7n);
    assert.equal((await signing.outcome(one.id)).outcome, 'created');
    assert.equal(await signing.transfer(newId()), undefined);
  });

  test(`${signature}: no signature, another secret, another algorithm: refused by name`, { skip }, async () => {
    const other = signature === 'ed25519' ? 'hmac-sha256' : 'ed25519';
    const wrong = `${key!.slice(0, key!.lastIndexOf('_'))}_${'0'.repeat(58)}`;
    const bodies = [
      [{ apiKey: key! }, 'authentication_failed'],
      [{ apiKey: wrong, signature }, 'signature_invalid'],
      [{ apiKey: key!, signature: other }, 'signature_invalid'],
    ] as const;
    for (const [settings, code] of bodies) {
      const refused = await new Florin({ baseUrl: keyedUrl!, ...settings }).createTransfer(pay(newId(), newId(), 1n));
      assert.equal(refused.outcome === 'refused' && refused.problem.code, code);
    }
  });

  test(`${signature}: a clock that is off is told so`, { skip }, async (context) => {
    const now = Date.now();
    context.mock.method(Date, 'now', () => now - 3_600_000);
    const signing = new Florin({ baseUrl: keyedUrl!, apiKey: key!, signature });
    const refused = await signing.createTransfer(pay(newId(), newId(), 1n));
    assert.equal(refused.outcome === 'refused' && refused.problem.code, 'signature_expired');
  });
}

test('a wrong setting is one sentence', () => {
  const secret = 'fl_live_only';
  const keyed = (apiKey: string) => () => new Florin({ baseUrl: url!, apiKey, signature: 'ed25519' });
  assert.throws(keyed(''), /^RangeError: must be fl_live_, an id, _ and a secret, to sign with it: apiKey=$/);
  assert.throws(keyed(secret), /to sign with it: apiKey=…$/);
  const md5 = 'md5' as SignatureAlgorithm;
  assert.throws(
    () => new Florin({ baseUrl: url!, apiKey: 'fl_live_a_b', signature: md5 }),
    /must be hmac-sha256 or ed25519: signature=md5/,
  );
  assert.throws(() => new Florin({ baseUrl: url!, attempts: 0 }), /must be a whole number from 1 on: attempts=0/);
});

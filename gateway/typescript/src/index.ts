import createClient, { type Client } from 'openapi-fetch';
import { account, FlorinError, position, transfer } from './answers.js';
import type { Account, Answer, Applied, BatchResult, Created, Outcome, Problem, Transfer } from './answers.js';
import { newId } from './ids.js';
import type { components, paths } from './schema.js';
import { signer, type Sign, type SignatureAlgorithm } from './signing.js';

export { FlorinError } from './answers.js';
export { newId } from './ids.js';
export type * from './answers.js';
export type { SignatureAlgorithm } from './signing.js';
export type { components, paths } from './schema.js';

type Schemas = components['schemas'];

/** Whole minor units; `max` where a command allows it. */
export type Amount = bigint | 'max';
type WithAmount<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: Amount };

/** What is made gets an id before the first attempt; give one to be able to repeat it after a crash of your own. */
export type NewAccount = Schemas['NewAccount'];
export type NewTransfer = WithAmount<Schemas['NewTransfer'], 'amount'>;
export type HoldPosting = WithAmount<Schemas['HoldPosting'], 'amount'>;
export type HoldVoiding = Schemas['HoldVoiding'];
export type NewLimits = { readonly debit_allowance: Amount; readonly credit_allowance: Amount };
export type NewStatus = Schemas['NewStatus'];

export interface Settings {
  /** Of the HTTP port, as `https://ledger.example:9401`. */
  readonly baseUrl: string;
  /** `fl_live_…`, if the node asks for one. */
  readonly apiKey?: string;
  /** Sign each request with the key instead of sending it: for a key made with `florin key create --signature`. */
  readonly signature?: SignatureAlgorithm;
  /** How often a request is sent at most; default 5. */
  readonly attempts?: number;
  /** How long one attempt may take; default 10,000. */
  readonly timeoutMs?: number;
  /** Before the second attempt; doubled for each further one, with jitter; default 100. */
  readonly backoffMs?: number;
  /** Instead of the global one, for an agent with a client certificate or an authority of its own. */
  readonly fetch?: typeof fetch;
}

interface Sent<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The last answer, and whether an attempt before it was lost: then a definite "no" is about the last one alone. */
interface Last<T> extends Sent<T> {
  readonly wasLost: boolean;
}

const RETRY_LATER = new Set([429, 503]);
const OUTCOME_UNKNOWN = 504;
const NOT_FOUND = 404;
const BACKOFF_MS_MAX = 10_000;

/**
 * A client of one node's HTTP port. Every command is sent with the same id, the same key and the same body until it is
 * answered, so that it is executed at most once however often the connection breaks.
 */
export class Florin {
  private readonly api: Client<paths>;
  private readonly attempts: number;
  private readonly backoffMs: number;

  constructor(settings: Settings) {
    const send = settings.fetch ?? fetch;
    const timeoutMs = settings.timeoutMs ?? 10_000;
    this.attempts = settings.attempts ?? 5;
    this.backoffMs = settings.backoffMs ?? 100;
    if (!Number.isInteger(this.attempts) || this.attempts < 1) {
      throw new RangeError(`must be a whole number from 1 on: attempts=${this.attempts}`);
    }
    const { apiKey, signature } = settings;
    const sign: Sign = signature === undefined ? async (request) => request : signer(apiKey ?? '', signature);
    const isSent = apiKey !== undefined && signature === undefined;
    this.api = createClient<paths>({
      baseUrl: settings.baseUrl,
      headers: { ...(isSent ? { Authorization: `Bearer ${apiKey}` } : {}), Prefer: 'amounts=string' },
      bodySerializer: json,
      fetch: async (request: Request) => send(await sign(request), { signal: AbortSignal.timeout(timeoutMs) }),
    });
  }

  createAccount(asked: NewAccount): Promise<Answer<Created>> {
    const body = named(asked);
    return this.command(body.id, () => this.api.POST('/v1/accounts', { body }));
  }

  createTransfer(asked: NewTransfer): Promise<Answer<Created>> {
    const body = named(asked);
    return this.command(body.id, () => this.api.POST('/v1/transfers', { body: wire(body) }));
  }

  /** Reserves an amount; `postHold` moves it, `voidHold` releases it, and it expires after `timeout` seconds. */
  createHold(asked: NewTransfer): Promise<Answer<Created>> {
    const body = named(asked);
    return this.command(body.id, () => this.api.POST('/v1/holds', { body: wire(body) }));
  }

  /** Moves all that is left of a hold, or `amount` of it. */
  postHold(hold: string, asked: HoldPosting = {}): Promise<Answer<Created>> {
    const body = named(asked);
    const params = { path: { id: hold } };
    return this.command(body.id, () => this.api.POST('/v1/holds/{id}/post', { params, body: wire(body) }));
  }

  voidHold(hold: string, asked: HoldVoiding = {}): Promise<Answer<Created>> {
    const body = named(asked);
    const params = { path: { id: hold } };
    return this.command(body.id, () => this.api.POST('/v1/holds/{id}/void', { params, body }));
  }

  /** 1 to 8,190 transfers, each by itself, or all or none of them. Every one gets an id before the first attempt. */
  createTransfers(asked: readonly NewTransfer[], atomic = false): Promise<Answer<BatchResult>> {
    const body = asked.map(named);
    const key = newId();
    const params = { query: { atomic }, header: { 'Idempotency-Key': key } };
    return this.command(key, () => this.api.POST('/v1/transfers/batch', { params, body: body.map(wire) }));
  }

  /** If the limits are still at this version; `key` names the request, so that it can be repeated. */
  setLimits(id: string, version: number, body: NewLimits, key = newId()): Promise<Answer<Applied>> {
    const params = { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } };
    const limits = body as unknown as Schemas['NewLimits'];
    return this.command(key, () => this.api.PUT('/v1/accounts/{id}/limits', { params, body: limits }));
  }

  setStatus(id: string, body: NewStatus, key = newId()): Promise<Answer<Applied>> {
    const params = { path: { id }, header: { 'Idempotency-Key': key } };
    return this.command(key, () => this.api.PUT('/v1/accounts/{id}/status', { params, body }));
  }

  /** As it is now; undefined if there is none. */
  async account(id: string): Promise<Account | undefined> {
    const found = await this.read(() => this.api.GET('/v1/accounts/{id}', { params: { path: { id } } }));
    return found && account(found);
  }

  async transfer(id: string): Promise<Transfer | undefined> {
    const found = await this.read(() => this.api.GET('/v1/transfers/{id}', { params: { path: { id } } }));
    return found && transfer(found);
  }

  /** What became of an id: the question to ask behind an answer that is `unknown`. */
  async outcome(id: string): Promise<Outcome> {
    const found = await this.read(() => this.api.GET('/v1/outcomes/{id}', { params: { path: { id } } }));
    if (found === undefined) throw new FlorinError(`no outcome was answered: id=${id}`);
    return found;
  }

  /** The short form is answered, since nothing here prefers `return=representation`: the document allows both. */
  private async command<T>(id: string, send: () => Promise<Sent<unknown>>): Promise<Answer<T>> {
    let sent: Last<unknown>;
    try {
      sent = await this.untilAnswered(send);
    } catch (cause) {
      return { outcome: 'unknown', id, cause };
    }
    const { data, error, response, wasLost } = sent;
    if (response.ok && data !== undefined) {
      const replayed = response.headers.get('Idempotent-Replayed') === 'true';
      return { outcome: 'done', value: data as T, position: position(response.headers), replayed };
    }
    const isDecided = isProblem(error) && error.sequence !== undefined;
    if (isDecided || (isProblem(error) && response.status !== OUTCOME_UNKNOWN && !wasLost)) {
      return { outcome: 'refused', problem: error };
    }
    return { outcome: 'unknown', id, cause: error };
  }

  private async read<T>(send: () => Promise<Sent<T>>): Promise<T | undefined> {
    let sent: Last<T>;
    try {
      sent = await this.untilAnswered(send);
    } catch (cause) {
      throw new FlorinError('no answer', undefined, { cause });
    }
    if (sent.response.ok) return sent.data;
    const problem = isProblem(sent.error) ? sent.error : undefined;
    if (sent.response.status === NOT_FOUND && problem?.code === 'resource_not_found') return undefined;
    throw new FlorinError(problem?.detail ?? problem?.title ?? `status ${sent.response.status}`, problem);
  }

  /** The same request again while it cannot be known what became of it, or it may be executed later. */
  private async untilAnswered<T>(send: () => Promise<Sent<T>>): Promise<Last<T>> {
    let wasLost = false;
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === this.attempts;
      try {
        const sent = await send();
        const status = sent.response.status;
        if (isLast || (!RETRY_LATER.has(status) && status !== OUTCOME_UNKNOWN)) return { ...sent, wasLost };
        wasLost ||= status === OUTCOME_UNKNOWN;
        await wait(Math.max(retryAfterMs(sent.response), this.pauseMs(attempt)));
      } catch (lost) {
        if (isLast) throw lost;
        wasLost = true;
        await wait(this.pauseMs(attempt));
      }
    }
  }

  private pauseMs(attempt: number): number {
    const full = Math.min(BACKOFF_MS_MAX, this.backoffMs * 2 ** (attempt - 1));
    return full / 2 + (Math.random() * full) / 2;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? '0');
  return Number.isFinite(seconds) ? Math.min(BACKOFF_MS_MAX, seconds * 1_000) : 0;
}

/** An answer that is none of Florin's, from a proxy perhaps, says nothing of what happened behind it. */
function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'status' in error && 'retryable' in error;
}

/** With an id, from here or from the caller, that all attempts have in common. */
function named<T extends { readonly id?: string }>(asked: T): Omit<T, 'id'> & { id: string } {
  return { ...asked, id: asked.id ?? newId() };
}

/** Amounts as digits: a JSON number is floating point to whoever reads it with JavaScript. */
function json(body: unknown): string {
  return JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** The generated types know an amount as JSON has it; `json` writes it. */
function wire<T extends { readonly amount?: Amount }>(body: T): Omit<T, 'amount'> & { amount?: number | string } {
  const { amount, ...rest } = body;
  return amount === undefined ? rest : { ...rest, amount: amount.toString() };
}

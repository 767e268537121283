import type { components } from './schema.js';

type Schemas = components['schemas'];

/** Why something was refused: one entry of the list that `GET /problems/{code}` explains. */
export type Problem = Schemas['Problem'];
export type ProblemCode = Schemas['ProblemCode'];

/** Where in the journal an answer stands, and how safe it was before it was given. */
export interface Position {
  readonly sequence: bigint;
  readonly epoch: number;
  readonly durability: string;
}

/** Decided and recorded. `replayed` if an earlier attempt did it: count it as success. */
export interface Done<T> {
  readonly outcome: 'done';
  readonly value: T;
  readonly position: Position;
  readonly replayed: boolean;
}

/** Definite: nothing happened. With a `problem.sequence` the ledger itself said no; without one nothing was recorded. */
export interface Refused {
  readonly outcome: 'refused';
  readonly problem: Problem;
}

/**
 * No attempt was answered, and one may have been executed. Ask `outcome(id)` later, or send the same request with the
 * same id again: never make a new id for it.
 */
export interface Unknown {
  readonly outcome: 'unknown';
  readonly id: string;
  readonly cause: unknown;
}

/** What became of a command. Nothing else is possible, and none of it is an exception. */
export type Answer<T> = Done<T> | Refused | Unknown;

/** A read that was not answered, or was refused. */
export class FlorinError extends Error {
  constructor(
    message: string,
    readonly problem?: Problem,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FlorinError';
  }
}

/** An object of the API whose amounts are whole minor units of any size, and not JavaScript's floating point. */
export type WithBigints<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: bigint };

type AccountAmounts =
  | 'debits_pending'
  | 'debits_posted'
  | 'credits_pending'
  | 'credits_posted'
  | 'debit_allowance'
  | 'credit_allowance';

export type Account = WithBigints<Schemas['Account'], AccountAmounts>;
export type Transfer = WithBigints<Schemas['Transfer'], 'amount'>;
export type Created = Schemas['Created'];
export type Applied = Schemas['Applied'];
export type BatchResult = Schemas['BatchResult'];
export type Outcome = Schemas['Outcome'];

const AMOUNTS: readonly AccountAmounts[] = [
  'debits_pending',
  'debits_posted',
  'credits_pending',
  'credits_posted',
  'debit_allowance',
  'credit_allowance',
];

/** Amounts come as strings, since that was preferred. */
export function account(json: Schemas['Account']): Account {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, BigInt(json[name])]));
  return { ...json, ...(amounts as Record<AccountAmounts, bigint>) };
}

export function transfer(json: Schemas['Transfer']): Transfer {
  return { ...json, amount: BigInt(json.amount) };
}

/** `184467;epoch=7` */
export function position(headers: Headers): Position {
  const [sequence = '0', epoch = '0'] = (headers.get('Florin-Sequence') ?? '').split(';epoch=');
  return {
    sequence: BigInt(sequence === '' ? '0' : sequence),
    epoch: Number(epoch),
    durability: headers.get('Florin-Durability') ?? '',
  };
}

/** How a key signs each request (RFC 9421) instead of being sent. */
export type SignatureAlgorithm = 'hmac-sha256' | 'ed25519';

const ALGORITHMS: ReadonlySet<string> = new Set<SignatureAlgorithm>(['hmac-sha256', 'ed25519']);
const KEY = /^fl_live_([0-9a-z]+)_[0-9a-z]+$/;
const SIGNED_IF_GIVEN = ['idempotency-key', 'florin-not-after', 'if-match'];

/** Before the seed of an Ed25519 key in its PKCS#8 form. */
const PKCS8_PREFIX = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

const utf8 = new TextEncoder();

/** Makes of a request the same one, signed. Each attempt is signed anew: a node takes a signature once. */
export type Sign = (request: Request) => Promise<Request>;

/**
 * Signs with what is derived from an API key, which itself is not sent.
 *
 * @param nowMs tells the time, which must be within a minute of the node's.
 */
export function signer(apiKey: string, algorithm: SignatureAlgorithm, nowMs: () => number = Date.now): Sign {
  if (!ALGORITHMS.has(algorithm)) throw new RangeError(`must be hmac-sha256 or ed25519: signature=${algorithm}`);
  const keyId = KEY.exec(apiKey)?.[1];
  if (keyId === undefined) {
    throw new RangeError(`must be fl_live_, an id, _ and a secret, to sign with it: apiKey=${apiKey === '' ? '' : '…'}`);
  }
  const key = signingKey(apiKey, algorithm); // made once, awaited by each request
  key.catch(() => undefined); // said to whoever sends
  return async (request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer());
    const url = new URL(request.url);
    const signed: [string, string][] = [
      ['@method', request.method],
      ['@path', url.pathname],
      ['@query', url.search === '' ? '?' : url.search],
    ];
    const headers = new Headers(request.headers);
    if (body.length > 0) {
      const digest = `sha-256=:${base64(await crypto.subtle.digest('SHA-256', body))}:`;
      headers.set('Content-Digest', digest);
      signed.push(['content-digest', digest]);
    }
    for (const name of SIGNED_IF_GIVEN) {
      const value = headers.get(name);
      if (value !== null) signed.push([name, value]);
    }
    const names = signed.map(([name]) => `"${name}"`).join(' ');
    const created = Math.floor(nowMs() / 1_000);
    const parameters = `(${names});created=${created};keyid="${keyId}";alg="${algorithm}";nonce="${crypto.randomUUID()}"`;
    const lines = [...signed, ['@signature-params', parameters]].map(([name, value]) => `"${name}": ${value}`);
    const name = algorithm === 'ed25519' ? 'Ed25519' : 'HMAC';
    const signature = await crypto.subtle.sign(name, await key, utf8.encode(lines.join('\n')));
    headers.set('Signature-Input', `sig=${parameters}`);
    headers.set('Signature', `sig=:${base64(signature)}:`);
    return new Request(request, { headers });
  };
}

async function signingKey(apiKey: string, algorithm: SignatureAlgorithm): Promise<CryptoKey> {
  const secret = await hmac(utf8.encode(apiKey), utf8.encode(`florin http signature 1 ${algorithm}`));
  if (algorithm === 'hmac-sha256') return hmacKey(secret);
  const pkcs8 = Uint8Array.from([...PKCS8_PREFIX, ...secret]);
  return crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(key), text));
}

function hmacKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

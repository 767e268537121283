let lastMs = 0;
let sequence = 0;

/** A new id: a UUIDv7, whose first 48 bits are the time. Ids of one process grow. */
export function newId(): string {
  const nowMs = Math.max(Date.now(), lastMs);
  sequence = nowMs === lastMs ? sequence + 1 : 0;
  if (sequence > 0xfff) {
    lastMs = nowMs + 1;
    sequence = 0;
  } else {
    lastMs = nowMs;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0]! & 0x3f) | 0x80;
  const time = lastMs.toString(16).padStart(12, '0');
  const version = (0x7000 | sequence).toString(16);
  const rest = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

/** Random names and secrets, and their hashes. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 128 bits, 22 characters of base64url: an id nobody can guess. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/** 256 bits, 43 characters of base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Lower-case hex. No salt or stretching: what is hashed here is 256 random bits, not a password. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Compares two hashes in constant time; always does the work, also against nothing. */
export function equalHash(a: string, b: string | null): boolean {
  const equal = timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b ?? '')))
  return b !== null && equal
}

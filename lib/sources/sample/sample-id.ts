/** Ids of the sample: as AWS's look, and the same for ever, because they are hashes of the names they stand for. */

import { createHash } from 'node:crypto'

/** `sampleId('vpc', 'shop-prod')` is `vpc-0` and sixteen hexadecimal digits. */
export function sampleId<Prefix extends string>(prefix: Prefix, name: string): `${Prefix}-0${string}` {
  return `${prefix}-0${sampleHex(`${prefix}/${name}`, 16)}`
}

/** Lower-case hexadecimal digits, at most 64. */
export function sampleHex(name: string, length: number): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length)
}

/** A UUID-shaped name, as Lambda and ECS put it into descriptions. */
export function sampleUuid(name: string): string {
  const hex = sampleHex(name, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

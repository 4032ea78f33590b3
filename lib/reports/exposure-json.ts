/**
 * What the internet reaches as JSON, piece by piece: one entry for each interface and block of traffic, never one text
 * of all. What the interfaces of a class share is written once and repeated.
 */

import type { Inventory } from '../inventory/inventory.ts'
import { addressBlocks, internetBlocks } from '../net/address-blocks.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { parsePrefix } from '../net/prefix.ts'
import { awsProtocol } from '../net/protocol.ts'
import { addressSet, subtractAddresses } from '../net/traffic.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { type RuleJson, ruleJson } from './hop-json.ts'

/** Keys are only ever added. */
export interface ExposureJson {
  readonly networkInterface: string
  readonly family: 4 | 6
  /** `tcp`, `132`, or `-1` for every protocol that is not in `otherThan`. */
  readonly protocol: string
  readonly otherThan?: readonly string[]
  readonly ports: NumberSet
  /** For ICMP: messages as `type` or `type/code`, ranges with a dash; absent where it is all of them. */
  readonly icmp?: readonly string[]
  /** Blocks that hold every client that reaches it: `0.0.0.0/0` where that is all of the internet. */
  readonly sources: readonly string[]
  /** What of them does not: addresses no internet gateway lets in, such as 10.0.0.0/8, among them. */
  readonly exceptSources: readonly string[]
  /** The ARN of the load balancer it comes through. */
  readonly via: string | null
  readonly path: readonly { readonly sequenceNumber: number; readonly component: string; readonly kind: string }[]
  readonly rules: readonly RuleJson[]
  readonly verdict: 'reachable' | 'unknown'
  readonly unknowns?: readonly string[]
}

/** `{ exposures: […], gaps: […] }`, in pieces worth writing. */
export function* exposureChunks(inventory: Inventory, rows: Iterable<ExposureRow>): Generator<string> {
  let chunk = '{\n"exposures": ['
  let comma = '\n'
  for (const row of rows) {
    const shared = JSON.stringify(sharedJson(inventory, row)).slice(1)
    for (const networkInterface of row.members) {
      chunk += `${comma}{"networkInterface":${JSON.stringify(networkInterface)},${shared}`
      comma = ',\n'
      if (chunk.length < CHUNK_LENGTH) continue
      yield chunk
      chunk = ''
    }
  }
  yield `${chunk}\n],\n"gaps": ${JSON.stringify(inventory.gaps)}\n}\n`
}

const CHUNK_LENGTH = 65_536

export function sharedJson(inventory: Inventory, row: ExposureRow): Omit<ExposureJson, 'networkInterface'> {
  const { blocks } = internetBlocks(row.sources, row.family)
  const covered = addressSet(blocks.map(parsePrefix).filter((prefix) => prefix !== null))
  const messages = row.icmp === null ? null : icmpWords(row.icmp)
  return {
    family: row.family,
    protocol: awsProtocol(row.protocol),
    ...(row.otherThan.length === 0 ? {} : { otherThan: row.otherThan.map(awsProtocol) }),
    ports: row.ports,
    ...(messages === null ? {} : { icmp: messages }),
    sources: blocks,
    exceptSources: addressBlocks(subtractAddresses(covered, row.sources)),
    via: row.via,
    path: row.path.map(({ component, kind }, index) => ({ sequenceNumber: index + 1, component, kind })),
    rules: row.rules.map((rule) => ruleJson(inventory, rule)),
    verdict: row.certainty,
    ...(row.unknowns.length === 0 ? {} : { unknowns: row.unknowns }),
  }
}

/** Messages are type × 256 + code: whole types as `8` or `0-255`, parts of one as `3/4` or `3/0-3`; null for all. */
export function icmpWords(messages: NumberSet): readonly string[] | null {
  if (messages.length === 1 && messages[0]?.[0] === 0 && messages[0][1] === 65_535) return null
  return messages.flatMap(([lo, hi]) => intervalWords(lo, hi))
}

function intervalWords(lo: number, hi: number): readonly string[] {
  const words: string[] = []
  for (let from = lo; from <= hi; ) {
    const type = Math.floor(from / 256)
    const code = from % 256
    const wholeTypes = Math.floor((hi + 1) / 256) - type
    if (code === 0 && wholeTypes > 0) {
      words.push(range(type, type + wholeTypes - 1))
      from += wholeTypes * 256
    } else {
      const last = Math.min(hi, type * 256 + 255)
      words.push(`${type}/${range(code, last % 256)}`)
      from = last + 1
    }
  }
  return words
}

function range(lo: number, hi: number): string {
  return lo === hi ? `${lo}` : `${lo}-${hi}`
}

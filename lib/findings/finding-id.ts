/** The name of a finding, the same on every machine and after every re-import. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export interface FindingIdentity {
  readonly ruleId: string
  readonly account: string
  readonly region: string
  /** Its AWS id: never the display name, nor the ARN, which older AWS CLI output leaves out. */
  readonly resource: string
  /** What tells two findings of one rule on one resource apart; empty when there is at most one. */
  readonly discriminator: string
}

/**
 * `f-` and 24 hex digits of a SHA-256. Renaming, retagging, re-ordering and re-importing change none of the parts,
 * so they change no id. The scheme is frozen: waivers and links hold these ids.
 */
export function findingId(identity: FindingIdentity): string {
  const { ruleId, account, region, resource, discriminator } = identity
  const text = JSON.stringify([ruleId, account, region, resource, discriminator])
  return `f-${bytesToHex(digestOf(text).subarray(0, ID_BYTES))}`
}

/** `c-` and 24 hex digits: the same for every finding that one fact of an account and region causes. */
export function rootCauseId({ account, region }: Pick<FindingIdentity, 'account' | 'region'>, cause: string): string {
  const text = JSON.stringify([account, region, cause])
  return `c-${bytesToHex(digestOf(text).subarray(0, ID_BYTES))}`
}

const ID_BYTES = 12
/** UTF-8 takes at most three bytes for each code unit of a text. */
const BYTES_PER_UNIT = 3

const ENCODER = new TextEncoder()
const FRESH = sha256.create()
const HASHER = FRESH.clone()
const DIGEST = new Uint8Array(FRESH.outputLen)
let encoded = new Uint8Array(1024)

/** Overwritten by the next call. Tens of thousands of short texts are hashed: making the parts anew costs more than that. */
function digestOf(text: string): Uint8Array {
  if (encoded.length < text.length * BYTES_PER_UNIT) encoded = new Uint8Array(text.length * BYTES_PER_UNIT)
  const { written } = ENCODER.encodeInto(text, encoded)
  FRESH._cloneInto(HASHER).update(encoded.subarray(0, written)).digestInto(DIGEST)
  return DIGEST
}

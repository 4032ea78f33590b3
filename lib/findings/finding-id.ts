/** The name of a finding, the same on every machine and after every re-import. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

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
  return `f-${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24)}`
}

/** Which Region's endpoint answers a call. */

import type { AwsCall } from './calls/aws-call.ts'

/**
 * What AWS answers once for an account is asked in one Region of each partition.
 * Source: AWS General Reference, "Service endpoints": Organizations, Direct Connect.
 */
const HOME: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
])

/** Null where the partition has no such endpoint. */
export function endpointRegion(call: AwsCall, cellRegion: string, partition: string): string | null {
  if (call.at) return call.at.partition === partition ? call.at.region : null
  return call.scope === 'account' ? (HOME.get(partition) ?? null) : cellRegion
}

/** Which Region's endpoint answers a call. */

import { homeRegion } from './aws-regions.ts'
import type { AwsCall } from './calls/aws-call.ts'

/** What AWS answers once for an account is asked in the partition's home Region. Null where the partition has no such endpoint. */
export function endpointRegion(call: AwsCall, cellRegion: string, partition: string): string | null {
  if (call.at) return call.at.partition === partition ? call.at.region : null
  return call.scope === 'account' ? homeRegion(partition) : cellRegion
}

/** Which Regions of an account are collected. */

import { homeRegion, isRegion, regionsOf } from './aws-regions.ts'
import { AwsCallError, type AwsSession } from './aws-session.ts'
import { isRecord, listOf } from './plain-answer.ts'

export interface AccountRegions {
  readonly regions: readonly string[]
  /** Enabled, and not in our list: never asked, never passed over in silence. */
  readonly tooNew: readonly string[]
}

/**
 * Those that are enabled, by opt-in status. When the account will not tell, all there are: a disabled one says so itself.
 * Source: EC2 API reference, DescribeRegions, `AllRegions` and `OptInStatus`.
 */
export async function accountRegions(
  session: AwsSession,
  wanted: readonly string[] | 'all',
  signal: AbortSignal,
): Promise<AccountRegions> {
  if (wanted !== 'all') return { regions: [...new Set(wanted)], tooNew: [] }
  const input = { AllRegions: true }
  const request = { region: homeRegion(session.partition), service: 'ec2', operation: 'DescribeRegions', input }
  try {
    const { output } = await session.send(request, signal)
    const enabled = listOf(output, 'Regions').flatMap((region) => (isRecord(region) ? enabledName(region) : []))
    if (enabled.length > 0)
      return { regions: enabled.filter(isRegion), tooNew: enabled.filter((name) => !isRegion(name)) }
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error
  }
  return { regions: regionsOf(session.partition), tooNew: [] }
}

function enabledName({ RegionName, OptInStatus }: Readonly<Record<string, unknown>>): readonly string[] {
  return typeof RegionName === 'string' && OptInStatus !== 'not-opted-in' ? [RegionName] : []
}

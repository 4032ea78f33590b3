/** How much of the internet gets through: all of it, a few addresses, or none but the team's own. */

import { parsePrefix } from '../net/prefix.ts'
import { addressSet, coversInternet, hasAddresses, regionsWhere, subtractAddresses } from '../net/traffic.ts'
import type { InternetReach } from '../reachability/internet-reach.ts'
import type { Rectangle } from '../reachability/path.ts'
import { sourcesOf } from '../reachability/rectangles.ts'
import type { ExposureLevel } from './finding.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'

export type ReachSettings = Pick<Settings, 'corporateRanges' | 'internetThreshold'>

export type ReachLevel = Extract<ExposureLevel, 'internet' | 'unknown' | 'limited' | 'corporate' | 'internal'>

/**
 * `internet` when who surely gets through to some port is the internet, by the same threshold as a rule that is open
 * to it; `unknown` when unread data could make it so; else by whose the addresses are that get through or may.
 */
export function reachLevel({ verdict, certain, possible }: InternetReach, settings: ReachSettings): ReachLevel {
  if (verdict === 'blocked') return 'internal'
  const corporate = addressSet(settings.corporateRanges.map(parsePrefix).filter((prefix) => prefix !== null))
  const outside = (all: readonly Rectangle[]) =>
    all.map((each) => ({ ...each, sources: subtractAddresses(each.sources, corporate) }))
  if (isInternet(outside(certain), settings)) return 'internet'
  if (verdict === 'unknown' || isInternet(outside(possible), settings)) return 'unknown'
  return hasAddresses(sourcesOf(outside(possible))) ? 'limited' : 'corporate'
}

/** Two rectangles of different ports are not one internet: each port counts for itself. */
function isInternet(rectangles: readonly Rectangle[], { internetThreshold }: ReachSettings): boolean {
  // Without a threshold a rule must name every address; on the way one that is shut out changes little.
  const threshold = {
    ipv4Addresses: internetThreshold.ipv4Addresses ?? DEFAULT_SETTINGS.internetThreshold.ipv4Addresses,
    ipv6Networks: internetThreshold.ipv6Networks ?? DEFAULT_SETTINGS.internetThreshold.ipv6Networks,
  }
  if (rectangles.some(({ sources }) => coversInternet(sources, threshold))) return true
  if (rectangles.length < 2 || !coversInternet(sourcesOf(rectangles), threshold)) return false
  const traffic = rectangles.map(({ ports, sources }) => ({ protocol: 'any' as const, ports, sources }))
  return regionsWhere(traffic, ANY, (sources) => coversInternet(sources, threshold)).length > 0
}

/** A rule for all protocols counts for each. */
const ANY = 0

/** Routes that never decide, because longer ones take all they hold. Source: VPC guide, "Route priority". */

import { covers, type Interval, intervalSet } from '../net/interval-set.ts'
import { containsPrefix, lastIpv4, lastIpv6, type Prefix } from '../net/prefix.ts'
import type { Route, RouteTable } from './routing.ts'

/**
 * Do longer routes of the table together take every address of this one's block? `0.0.0.0/0` to an internet gateway is
 * idle beside `0.0.0.0/1` and `128.0.0.0/1` to something else. A blackhole takes its block too. Prefix lists are left
 * out of the count: what they hold is not the table's to say.
 */
export function isOvertaken(
  { routes }: Pick<RouteTable, 'routes'>,
  { destination }: Pick<Route, 'destination'>,
): boolean {
  if (destination.kind !== 'prefix') return false
  const own = destination.prefix
  const longer = routes.flatMap(({ destination: other, state }) =>
    other.kind === 'prefix' && state !== 'filtered' && isLonger(other.prefix, own) ? [other.prefix] : [],
  )
  if (longer.length < 2) return false
  return own.family === 4
    ? covers(intervalSet(longer.flatMap(ipv4Of)), ipv4Of(own))
    : covers(intervalSet(longer.flatMap(ipv6Of)), ipv6Of(own))
}

function isLonger(other: Prefix, own: Prefix): boolean {
  return other.length > own.length && containsPrefix(own, other)
}

function ipv4Of(prefix: Prefix): readonly Interval<number>[] {
  return prefix.family === 4 ? [[prefix.base, lastIpv4(prefix)]] : []
}

function ipv6Of(prefix: Prefix): readonly Interval<bigint>[] {
  return prefix.family === 6 ? [[prefix.base, lastIpv6(prefix)]] : []
}

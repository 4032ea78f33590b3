/**
 * Availability zones as a packet knows them: by id where AWS told it, else by name. Two accounts may use one name for
 * different zones; the id is the same in all. Source: RAM guide, "Availability Zone IDs for your AWS resources".
 */

import type { Subnet } from '../../inventory/network.ts'

/** The zone a packet travels in once it is in this subnet. */
export function zoneOf(subnet: Pick<Subnet, 'availabilityZone' | 'availabilityZoneId'>): string | null {
  return (subnet.availabilityZoneId ?? subnet.availabilityZone) || null
}

/** Does the subnet lie in the zone? Null when one is told by its id and the other by its name only. */
export function isInZone(
  zone: string | null,
  subnet: Pick<Subnet, 'availabilityZone' | 'availabilityZoneId'>,
): boolean | null {
  if (zone === null || (subnet.availabilityZoneId === null && subnet.availabilityZone === '')) return null
  if (zone === subnet.availabilityZoneId || zone === subnet.availabilityZone) return true
  const comparable = isZoneId(zone) ? subnet.availabilityZoneId !== null : subnet.availabilityZone !== ''
  return comparable ? false : null
}

/** `euw1-az1`, unlike the name `eu-west-1a`. */
function isZoneId(zone: string): boolean {
  return /-az\d+$/.test(zone)
}

/** Accounts, VPCs and subnets of the sample: the plan everything else is put on. */

import { formatIpv4, parsePrefix } from '../../net/prefix.ts'
import { sampleId } from './sample-id.ts'

export const REGION = 'eu-west-1'

/** Runs the shop. */
export const SHOP_PROD = '111122223333'
/** Runs what everybody shares, and the developers' network. */
export const SHOP_SHARED = '444455556666'
/** A courier company's account; nothing of it was collected. */
export const COURIER = '777788889999'

/** A list key or a wrapper's, and one element under it. */
export type Part = readonly [key: string, element: object]

export interface VpcPlan {
  readonly name: string
  readonly id: `vpc-${string}`
  readonly account: string
  readonly cidr: string
  /** The first 56 bits as text ending in `::`; null for IPv4 only. */
  readonly ipv6: string | null
  readonly environment: string
}

export interface SubnetPlan {
  readonly name: string
  readonly id: `subnet-${string}`
  readonly vpc: VpcPlan
  readonly zone: Zone
  readonly cidr: string
  /** The first 64 bits as text ending in `::`; null for IPv4 only. */
  readonly ipv6: string | null
  readonly tier: 'public' | 'app' | 'data'
  readonly autoAssignsPublicIpv4: boolean
}

export type Zone = 'a' | 'b' | 'c'

export const PROD = vpcPlan('shop-prod', SHOP_PROD, '10.20.0.0/16', '2001:db8:1200::', 'production')
export const SHARED = vpcPlan('shared-services', SHOP_SHARED, '10.30.0.0/16', null, 'shared')
export const DEV = vpcPlan('shop-dev', SHOP_SHARED, '10.60.0.0/16', null, 'development')

export const PROD_PUBLIC = {
  a: subnetPlan(PROD, 'public', 'a', { cidr: '10.20.0.0/24', ipv6: '2001:db8:1200:10::', autoAssignsPublicIpv4: true }),
  b: subnetPlan(PROD, 'public', 'b', { cidr: '10.20.1.0/24', ipv6: '2001:db8:1200:11::' }),
  c: subnetPlan(PROD, 'public', 'c', { cidr: '10.20.2.0/24', ipv6: '2001:db8:1200:12::' }),
}
export const PROD_APP = {
  a: subnetPlan(PROD, 'app', 'a', { cidr: '10.20.16.0/22', ipv6: '2001:db8:1200:20::' }),
  b: subnetPlan(PROD, 'app', 'b', { cidr: '10.20.20.0/22', ipv6: '2001:db8:1200:21::' }),
  c: subnetPlan(PROD, 'app', 'c', { cidr: '10.20.24.0/22', ipv6: '2001:db8:1200:22::' }),
}
export const PROD_DATA = {
  a: subnetPlan(PROD, 'data', 'a', { cidr: '10.20.32.0/24' }),
  b: subnetPlan(PROD, 'data', 'b', { cidr: '10.20.33.0/24' }),
  c: subnetPlan(PROD, 'data', 'c', { cidr: '10.20.34.0/24' }),
}
export const SHARED_PUBLIC = {
  a: subnetPlan(SHARED, 'public', 'a', { cidr: '10.30.0.0/24' }),
  b: subnetPlan(SHARED, 'public', 'b', { cidr: '10.30.1.0/24' }),
}
export const SHARED_APP = {
  a: subnetPlan(SHARED, 'app', 'a', { cidr: '10.30.16.0/22' }),
  b: subnetPlan(SHARED, 'app', 'b', { cidr: '10.30.20.0/22' }),
}
export const DEV_PUBLIC = {
  a: subnetPlan(DEV, 'public', 'a', { cidr: '10.60.0.0/24', autoAssignsPublicIpv4: true }),
  b: subnetPlan(DEV, 'public', 'b', { cidr: '10.60.1.0/24', autoAssignsPublicIpv4: true }),
}

export const SUBNETS: readonly SubnetPlan[] = [
  ...Object.values(PROD_PUBLIC),
  ...Object.values(PROD_APP),
  ...Object.values(PROD_DATA),
  ...Object.values(SHARED_PUBLIC),
  ...Object.values(SHARED_APP),
  ...Object.values(DEV_PUBLIC),
]

/** The address this many steps into the subnet; the first four are AWS's own. */
export function addressIn(subnet: SubnetPlan, host: number): string {
  const prefix = parsePrefix(subnet.cidr)
  if (prefix?.family !== 4) throw new TypeError(`${subnet.cidr} is no IPv4 prefix`)
  return formatIpv4(prefix.base + host)
}

export function zoneName(zone: Zone): string {
  return `${REGION}${zone}`
}

/** One zone has another name in another account, and the same id. */
export function zoneId(account: string, zone: Zone): string {
  const order = account === SHOP_PROD ? 'abc' : 'bca'
  return `euw1-az${order.indexOf(zone) + 1}`
}

export interface SampleTag {
  readonly Key: string
  readonly Value: string
}

export function tags(values: Readonly<Record<string, string>>): readonly SampleTag[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }))
}

export function arn(service: string, account: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${account}:${resource}`
}

function vpcPlan(
  ...[name, account, cidr, ipv6, environment]: [string, string, string, string | null, string]
): VpcPlan {
  return { name, id: sampleId('vpc', name), account, cidr, ipv6, environment }
}

function subnetPlan(
  vpc: VpcPlan,
  ...[tier, zone, plan]: [SubnetPlan['tier'], Zone, Pick<SubnetPlan, 'cidr'> & Partial<SubnetPlan>]
): SubnetPlan {
  const name = `${vpc.name}-${tier}-${zone}`
  return { ipv6: null, autoAssignsPublicIpv4: false, ...plan, name, id: sampleId('subnet', name), vpc, zone, tier }
}

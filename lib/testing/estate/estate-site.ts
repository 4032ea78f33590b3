/** One VPC of an estate: what its parts need to name each other. */

import { awsId, type EstatePlace, type EstatePlan } from './estate-plan.ts'

export const TIERS = ['public', 'app', 'data', 'transit'] as const
export const ZONES = ['a', 'b', 'c'] as const
export type Tier = (typeof TIERS)[number]

export interface SubnetSite {
  readonly id: `subnet-${string}`
  readonly tier: Tier
  /** Index into `ZONES`. */
  readonly zone: number
  /** The third octet at which its /20 starts. */
  readonly octet: number
  readonly routeTableId: `rtb-${string}`
}

export interface VpcSite {
  readonly vpc: number
  readonly vpcId: `vpc-${string}`
  readonly name: string
  readonly account: string
  readonly region: string
  readonly cidr: string
  /** The second octet of `cidr`. */
  readonly octet: number
  /** The range of the VPC it is peered with, or of its own site when it has no peer. */
  readonly peerCidr: string
  /** The number of the VPC it is peered with. */
  readonly peer: number | null
  /** The first four groups of its /56; null where the VPC has no IPv6. */
  readonly ipv6: string | null
  readonly prefixListId: `pl-${string}`
  readonly transitGatewayId: `tgw-${string}`
  readonly subnets: readonly SubnetSite[]
  readonly interfaces: number
  /** The id of the thing of a kind with this number; the same everywhere in the estate. */
  readonly id: <P extends string>(prefix: P, index: number) => `${P}-${string}`
}

export function siteOf(plan: EstatePlan, place: EstatePlace, vpc: number): VpcSite {
  const id: VpcSite['id'] = (prefix, index) => awsId(prefix, plan.seed, index)
  const octet = octetOf(vpc)
  const peer = peerOf(place, vpc)
  return {
    vpc,
    vpcId: id('vpc', vpc),
    name: `unit-${vpc}`,
    account: place.account,
    region: place.region,
    octet,
    cidr: `10.${octet}.0.0/16`,
    peer,
    peerCidr: `10.${octetOf(peer ?? vpc)}.0.0/16`,
    ipv6: vpc % 3 === 0 ? `2001:db8:${(vpc % 65_536).toString(16)}` : null,
    prefixListId: id('pl', place.index),
    transitGatewayId: id('tgw', place.index),
    subnets: subnetsOf(vpc, id),
    interfaces: plan.interfacesOf(vpc),
    id,
  }
}

/** Ranges repeat after 256 VPCs, as they do in organisations that grew by buying others. */
function octetOf(vpc: number): number {
  return vpc % 256
}

/** VPCs of one account and region are peered in pairs. */
function peerOf({ vpcs }: EstatePlace, vpc: number): number | null {
  return vpcs[vpcs.indexOf(vpc) ^ 1] ?? null
}

function subnetsOf(vpc: number, id: VpcSite['id']): readonly SubnetSite[] {
  return TIERS.flatMap((tier, row) =>
    ZONES.map((_, zone) => ({
      id: id('subnet', vpc * 16 + row * 4 + zone),
      tier,
      zone,
      octet: row * 64 + zone * 16,
      routeTableId: id('rtb', vpc * 8 + tableOf(tier, zone)),
    })),
  )
}

/** Public subnets share a table, so do data and transit ones; app subnets have one a zone, for the NAT gateway there. */
function tableOf(tier: Tier, zone: number): number {
  if (tier === 'app') return 1 + zone
  return tier === 'public' ? 4 : tier === 'data' ? 5 : 6
}

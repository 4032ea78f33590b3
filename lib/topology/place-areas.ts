/** Accounts, regions, VPCs, availability zones and subnets: the boxes everything else stands in. */

import type { Subnet, Vpc } from '../inventory/network.ts'
import { formatPrefix, type Prefix } from '../net/prefix.ts'
import { type Chart, sorted } from './chart.ts'
import { SUBNET_CLASS_MARKS } from './glyphs.ts'
import { withoutVpcName } from './subnet-title.ts'

/** The first four addresses and the last one of every subnet are AWS's. Source: VPC guide, "Subnet sizing". */
const RESERVED_ADDRESSES = 5

export interface Place {
  readonly account: string
  readonly region: string
  readonly vpcId?: string | null
  readonly subnetId?: string | null
}

export function placeAreas(chart: Chart): void {
  for (const vpc of sorted(chart.inventory.vpcs)) placeVpc(chart, vpc)
  for (const subnet of sorted(chart.inventory.subnets)) placeSubnet(chart, subnet)
}

/** The box of an account and region; null when there is only one, which then needs no box. */
export function areaOf(chart: Chart, place: Place): string | null {
  const account = chart.manyAccounts ? accountBox(chart, place.account) : null
  return chart.manyRegions ? regionBox(chart, { parentId: account, place }) : account
}

/** The VPC's box; one that is only named by a resource inside it is drawn as not collected. */
export function vpcBox(chart: Chart, vpcId: string, place: Place): string {
  chart.draft.add({
    id: vpcId,
    kind: 'vpc',
    parentId: areaOf(chart, place),
    label: vpcId,
    code: 'VPC',
    collected: false,
    facts: ['Not collected'],
  })
  return vpcId
}

/** Where a resource is drawn: its subnet, else the card for what has no place in its VPC or account. */
export function boxFor(chart: Chart, place: Place): string {
  if (place.subnetId && chart.inventory.subnets.has(place.subnetId)) return place.subnetId
  const parentId = place.vpcId ? vpcBox(chart, place.vpcId, place) : areaOf(chart, place)
  const isNamed = Boolean(place.vpcId && place.subnetId)
  const id = `unplaced:${place.vpcId ?? `${place.account}:${place.region}`}${isNamed ? ':named' : ''}`
  chart.draft.add({
    id,
    kind: 'unplaced',
    parentId,
    label: isNamed ? 'Subnet not collected' : place.vpcId ? 'Subnet not told' : 'Outside any VPC',
    detail: place.vpcId ? '' : [place.account, place.region].filter((text) => text !== 'unknown').join(' · '),
    resourceIds: [],
  })
  return id
}

function accountBox(chart: Chart, account: string): string {
  const id = `account:${account}`
  const name = chart.inventory.accounts.get(account)?.name
  chart.draft.add({
    id,
    kind: 'account',
    parentId: null,
    label: name ?? (account === 'unknown' ? 'Account unknown' : account),
    detail: name ? account : '',
    resourceIds: [],
  })
  return id
}

function regionBox(chart: Chart, at: { readonly parentId: string | null; readonly place: Place }): string {
  const id = at.parentId === null ? `region:${at.place.region}` : `region:${at.place.account}:${at.place.region}`
  chart.draft.add({
    id,
    kind: 'region',
    parentId: at.parentId,
    label: at.place.region === 'unknown' ? 'Region unknown' : at.place.region,
    resourceIds: [],
  })
  return id
}

function placeVpc(chart: Chart, vpc: Vpc): void {
  chart.draft.add({
    id: vpc.id,
    kind: 'vpc',
    parentId: areaOf(chart, vpc),
    code: 'VPC',
    label: vpc.name ?? (vpc.isDefault ? 'Default VPC' : vpc.id),
    detail: prefixes(vpc.cidrs),
    facts: [...(vpc.isDefault ? ['Default VPC'] : []), ...vpc.cidrs.map(formatPrefix)],
  })
}

function placeSubnet(chart: Chart, subnet: Subnet): void {
  const subnetClass = chart.classBySubnet.get(subnet.id) ?? 'unknown'
  const label = subnet.name ?? subnet.id
  const shortLabel = withoutVpcName(label, chart.inventory.vpcs.get(subnet.vpcId)?.name ?? null)
  chart.draft.add({
    id: subnet.id,
    kind: 'subnet',
    parentId: zoneBox(chart, subnet),
    code: 'SUB',
    label,
    ...(shortLabel === null ? {} : { shortLabel }),
    detail: prefixes(subnet.cidrs),
    subnetClass,
    fill: usedShare(subnet),
    foldKey: `${subnetClass}|${chart.tableBySubnet.get(subnet.id)?.id ?? ''}`,
    facts: [SUBNET_CLASS_MARKS[subnetClass].word, ...subnet.cidrs.map(formatPrefix), subnet.availabilityZone],
  })
}

function zoneBox(chart: Chart, subnet: Subnet): string {
  const vpc = vpcBox(chart, subnet.vpcId, subnet)
  const id = `az:${vpc}:${subnet.availabilityZone}`
  chart.draft.add({
    id,
    kind: 'availability-zone',
    parentId: vpc,
    label: subnet.availabilityZone,
    detail: subnet.availabilityZoneId ?? '',
    resourceIds: [],
  })
  return id
}

/** Share of the IPv4 addresses in use; null when AWS did not tell how many are free. */
function usedShare(subnet: Subnet): number | null {
  const prefix = subnet.cidrs.find((cidr) => cidr.family === 4)
  if (!prefix || subnet.availableIpAddressCount === null) return null
  const usable = 2 ** (32 - prefix.length) - RESERVED_ADDRESSES
  if (usable <= 0) return null
  return Math.min(1, Math.max(0, (usable - subnet.availableIpAddressCount) / usable))
}

function prefixes(cidrs: readonly Prefix[]): string {
  return cidrs.map(formatPrefix).join(' · ')
}

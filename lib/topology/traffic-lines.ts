/**
 * Arrows: groups that admit groups, drawn between the subnets their members stand in and never host by host.
 * Source: VPC guide, "Security group referencing".
 */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import { formatProtocol } from '../net/protocol.ts'
import { type Chart, sorted } from './chart.ts'

/** Above this many pairs of subnets one reference is drawn between availability zones' own pairs, then between VPCs. */
const MOST_PAIRS = 24

export function drawTrafficLines(chart: Chart): void {
  const subnetsByGroup = membersBySubnet(chart)
  for (const group of sorted(chart.inventory.securityGroups)) {
    const to = subnetsByGroup.get(group.id)
    if (!to) continue
    for (const rule of group.rules) {
      if (rule.direction !== 'ingress' || rule.peer.kind !== 'security-group') continue
      const from = subnetsByGroup.get(rule.peer.id)
      if (from) drawReference({ chart, group, rule, from: [...from].sort(), to: [...to].sort() })
    }
  }
}

/** `tcp/5432`, `tcp/8000-8100`, `all`. */
export function portsText(rule: SecurityGroupRule): string {
  const name = formatProtocol(rule.protocol)
  const whole = rule.ports.some(([lo, hi]) => lo === 0 && hi === 65535)
  if (rule.icmp || rule.protocol === 'any' || whole || rule.ports.length === 0) return name
  return `${name}/${rule.ports.map(([lo, hi]) => (lo === hi ? String(lo) : `${lo}-${hi}`)).join(',')}`
}

interface Reference {
  readonly chart: Chart
  readonly group: SecurityGroup
  readonly rule: SecurityGroupRule
  readonly from: readonly string[]
  readonly to: readonly string[]
}

function drawReference(reference: Reference): void {
  const { chart, group, rule, from, to } = reference
  const draw = (a: string, b: string) => {
    if (a === b) return
    chart.draft.line({
      kind: 'traffic',
      from: a,
      to: b,
      label: portsText(rule),
      resourceIds: [group.id, ...(rule.peer.kind === 'security-group' ? [rule.peer.id] : [])],
    })
  }
  if (from.length * to.length <= MOST_PAIRS) {
    for (const a of from) for (const b of to) draw(a, b)
    return
  }
  const [fromVpcs, toVpcs] = [vpcsOf(chart, from), vpcsOf(chart, to)]
  for (const a of fromVpcs) for (const b of toVpcs) draw(a, b)
  drawWithinZones(reference, draw)
}

/** Many subnets on both sides: inside a VPC, only those that share a zone; their neighbours follow from the rule. */
function drawWithinZones({ chart, from, to }: Reference, draw: (a: string, b: string) => void): void {
  const byZone = new Map<string, string[]>()
  for (const id of to) {
    const zone = chart.draft.node(id)?.parentId ?? ''
    byZone.set(zone, [...(byZone.get(zone) ?? []), id])
  }
  for (const id of from) {
    const peers = byZone.get(chart.draft.node(id)?.parentId ?? '') ?? []
    if (peers.length <= MOST_PAIRS) for (const peer of peers) draw(id, peer)
  }
}

function vpcsOf(chart: Chart, subnetIds: readonly string[]): string[] {
  const vpcs = subnetIds.map((id) => chart.inventory.subnets.get(id)?.vpcId).filter((id) => id !== undefined)
  return [...new Set(vpcs)].sort()
}

/** Which subnets hold a member of each group; only subnets that are on the chart. */
function membersBySubnet(chart: Chart): Map<string, Set<string>> {
  const { inventory } = chart
  const members = new Map<string, Set<string>>()
  const join = (groupIds: readonly string[], subnetIds: readonly (string | null)[]) => {
    for (const groupId of groupIds) {
      let subnets = members.get(groupId)
      if (!subnets) {
        subnets = new Set()
        members.set(groupId, subnets)
      }
      for (const subnetId of subnetIds) if (subnetId !== null && inventory.subnets.has(subnetId)) subnets.add(subnetId)
    }
  }
  for (const item of inventory.networkInterfaces.values()) join(item.securityGroupIds, [item.subnetId])
  for (const item of inventory.instances.values()) join(item.securityGroupIds, [item.subnetId])
  for (const item of inventory.loadBalancers.values()) join(item.securityGroupIds, item.subnetIds)
  for (const item of inventory.databases.values()) join(item.securityGroupIds, item.subnetIds)
  for (const item of inventory.computes.values()) join(item.securityGroupIds, item.subnetIds)
  return members
}

/** What of the exposure of a network is one finding: alike interfaces, the same groups, ports of one weight. */

import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { covers, type Interval, intersect, type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import type { ExposureRow } from '../../../reachability/exposure-row.ts'
import { securityGroupRuleId } from '../../../reachability/rule-id.ts'
import { DATA_PORTS } from '../../data-ports.ts'
import { type Front, internetFronts, internetTest, reachOfFront } from '../../internet-fronts.ts'
import { type PortPair, ruleCause, toldWith } from '../../open-ports.ts'
import type { RuleContext } from '../../rule.ts'
import type { Settings } from '../../settings.ts'

/** `sensitive`: ports of administration and of data stores. `intended`: meant to be met by everybody. */
export type ClaimKind = 'sensitive' | 'other' | 'intended'

export interface ExposureClaim {
  /** Alike; the first stands for all in path and evidence. */
  readonly fronts: readonly Front[]
  readonly kind: ClaimKind
  readonly ports: PortPair
  /** False where something that was not collected decides whether they are reached. */
  readonly certain: boolean
}

/** Every claim of a network, the same whatever order it was read in. Linear in the rows of `exposure`. */
export function exposureClaims({ network, settings }: RuleContext): readonly ExposureClaim[] {
  const isInternet = internetTest(settings)
  const claims = new Map<string, ExposureClaim>()
  for (const whole of internetFronts(network)) {
    const { certain, doubtful } = reachOfFront(whole, isInternet)
    for (const { front, meant } of partsOf(whole, settings)) {
      const kinds = meant ? ([['intended', certain]] as const) : byKind(front, certain, settings)
      for (const [kind, ports] of kinds) addClaim(claims, { fronts: [front], kind, ports, certain: true })
      addClaim(claims, { fronts: [front], kind: 'other', ports: doubtful, certain: false })
    }
  }
  return [...claims.values()]
}

/** Of alike interfaces some may be meant to be public. */
function partsOf(
  front: Front,
  { publicServices }: Settings,
): readonly { readonly front: Front; readonly meant: boolean }[] {
  if (publicServices.length === 0) return [{ front, meant: false }]
  const meant = new Set(publicServices)
  if (front.balancerArn !== null && meant.has(front.balancerArn)) return [{ front, meant: true }]
  const isMeant = ({ id, instanceId, securityGroupIds }: NetworkInterface) =>
    meant.has(id) || (instanceId !== null && meant.has(instanceId)) || securityGroupIds.some((each) => meant.has(each))
  return [true, false].map((side) => ({
    front: { ...front, interfaces: front.interfaces.filter((each) => isMeant(each) === side) },
    meant: side,
  }))
}

function addClaim(claims: Map<string, ExposureClaim>, claim: ExposureClaim): void {
  const [front] = claim.fronts
  const [first] = front?.interfaces ?? []
  if (!front || !first || !hasPorts(claim.ports)) return
  const { tcp, udp } = claim.ports
  const key = [classOf(front, first), claim.kind, claim.certain, tcp.join(';'), udp.join(';')].join('|')
  const known = claims.get(key)
  claims.set(key, known ? { ...known, fronts: [...known.fronts, front] } : claim)
}

function classOf({ balancerArn }: Front, { vpcId, securityGroupIds }: NetworkInterface): string {
  return balancerArn ?? `${vpcId} ${securityGroupIds.toSorted().join()}`
}

/** What a claim is about, whichever of the alike interfaces comes first; no two claims have both alike. */
export function claimIdentity({ fronts: [front], kind, ports, certain }: ExposureClaim): {
  readonly identity: string
  readonly discriminator: string
} {
  const [first] = front?.interfaces ?? []
  return {
    identity: front && first ? classOf(front, first) : '',
    discriminator: [certain ? kind : 'not known', ports.tcp.join(';'), ports.udp.join(';')].join('|'),
  }
}

/** An interval that holds one sensitive port is told as one: `all` is not three findings. */
function byKind(front: Front, ports: PortPair, settings: Settings): readonly (readonly [ClaimKind, PortPair])[] {
  const sensitive = sensitivePorts(front, settings)
  const meant: NumberSet = front.balancerArn === null ? [] : WEB_PORTS
  const kindOf = (interval: Interval<number>): ClaimKind => {
    if (intersect([interval], sensitive).length > 0) return 'sensitive'
    return covers(meant, [interval]) ? 'intended' : 'other'
  }
  return (['sensitive', 'other', 'intended'] as const).flatMap((kind) => {
    const own = {
      tcp: ports.tcp.filter((interval) => kindOf(interval) === kind),
      udp: ports.udp.filter((interval) => kindOf(interval) === kind),
    }
    return [[kind, own] as const]
  })
}

const WEB_PORTS: NumberSet = [
  [80, 80],
  [443, 443],
]

/** A load balancer's port counts as what it leads to: 443 to a target's 22 is SSH. */
function sensitivePorts({ rows }: Front, { adminPorts }: Settings): NumberSet {
  const own = union(adminPorts, DATA_PORTS)
  const through = rows.filter(({ memberPorts }) => memberPorts !== undefined && intersect(memberPorts, own).length > 0)
  return through.reduce((all, { ports }) => union(all, ports), own)
}

export function hasPorts({ tcp, udp }: PortPair): boolean {
  return tcp.length > 0 || udp.length > 0
}

/** The rows that carry a claim: those of its ports, sure ones only where it is sure. */
export function rowsOf({ fronts: [front], ports, certain }: ExposureClaim): readonly ExposureRow[] {
  return (front?.rows ?? []).filter(
    (row) => (row.certainty === 'reachable' || !certain) && intersect(row.ports, portsOn(row, ports)).length > 0,
  )
}

/** The ports of a claim that a row can be about. */
export function portsOn({ protocol, otherThan }: ExposureRow, { tcp, udp }: PortPair): NumberSet {
  if (protocol === TCP) return tcp
  if (protocol === UDP) return udp
  return union(otherThan.includes(TCP) ? [] : tcp, otherThan.includes(UDP) ? [] : udp)
}

export interface OpeningRules {
  readonly group: SecurityGroup
  readonly rules: readonly SecurityGroupRule[]
}

/** The rules of security groups that open the ports of a claim at the interfaces the internet meets, group by group. */
export function openingRules({ inventory }: RuleContext, claim: ExposureClaim): readonly OpeningRules[] {
  const [first] = claim.fronts[0]?.interfaces ?? []
  const named = new Set(rowsOf(claim).flatMap(({ rules }) => rules.flatMap(({ ruleId }) => ruleId ?? [])))
  return (first?.securityGroupIds ?? []).toSorted().flatMap((id) => {
    const group = inventory.securityGroups.get(id)
    const rules = (group?.rules ?? []).filter(
      (rule) => rule.direction === 'ingress' && named.has(securityGroupRuleId(id, rule)) && admits(rule, claim.ports),
    )
    return group && rules.length > 0 ? [{ group, rules }] : []
  })
}

function admits({ protocol, ports }: SecurityGroupRule, { tcp, udp }: PortPair): boolean {
  if (protocol === 'any') return true
  return intersect(ports, protocol === TCP ? tcp : protocol === UDP ? udp : []).length > 0
}

/** The cause as the rules about security groups name it, so that their finding and this one are known to be one mistake. */
export function causeOfClaim(context: RuleContext, [first]: readonly OpeningRules[]): string | undefined {
  return first && causeOfRules(context, first)
}

/** The cause of the opening that one of the rules is part of; where none is, the rules themselves. */
export function causeOfRules({ openings, settings }: RuleContext, { group, rules }: OpeningRules): string {
  const told = openings.get(group.id)
  const opening = told?.openings.find((each) => each.rules.some((rule) => rules.includes(rule)))
  if (!told || !opening) return ruleCause(group, rules)
  return ruleCause(
    group,
    toldWith(told, opening, settings).flatMap((each) => each.rules),
  )
}

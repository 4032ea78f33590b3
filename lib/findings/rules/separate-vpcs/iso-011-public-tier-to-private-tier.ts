import type { VpcPeeringConnection } from '../../../inventory/connectivity.ts'
import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { classifySubnet, type SubnetClass } from '../../../inventory/subnet-class.ts'
import { overlaps } from '../../../net/prefix.ts'
import { formatProtocol } from '../../../net/protocol.ts'
import { formatPorts } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { destinationPrefixes } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { distinctEvidence, evidenceOf } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForPeering, peeringSubject, sidesOf } from './peering.ts'
import { type Talk, talksOf } from './talking-vpcs.ts'

/** Source: VPC Peering guide, "Update your route tables"; VPC guide, "Subnet types": a subnet that leads to NAT is private. */
export const publicTierToPrivateTier: FindingRule = {
  id: 'ISO-011',
  version: 1,
  title: 'Peering joins a public tier to a private tier',
  logic:
    'Across an active peering no interface in a public subnet, one whose effective table leads to an internet gateway, can open a connection to an interface in a private subnet of the other VPC: routes both ways, groups and network ACLs count.',
  charter: charter('B.vpc-per-workload'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: nist('AC-4(21)', 'SC-7'),
  needs: ['VpcPeeringConnections', 'RouteTables', 'Subnets'],
  sharpenedBy: ['NetworkInterfaces', 'SecurityGroups', 'NetworkAcls'],
  check: (context) =>
    [...context.inventory.vpcPeeringConnections.values()]
      .filter(({ status }) => status === 'active')
      .map((peering) => outcomeOf(context, peering)),
}

function outcomeOf(context: RuleContext, peering: VpcPeeringConnection): RuleOutcome {
  const [requester, accepter] = sidesOf(peering).map(({ vpcId }) => vpcId ?? '')
  const ways = [
    [requester ?? '', accepter ?? ''],
    [accepter ?? '', requester ?? ''],
  ] as const
  const talks = ways.flatMap(([from, to]) => [...talksAcross(context, peering, { from, to }).values()])
  const sure = talks.filter(({ verdict }) => verdict === 'reachable')
  if (sure.length > 0) return failure(context, peering, sure)
  const doubts = [...new Set([requester, accepter])].flatMap((id) => doubtOf(context, id ?? ''))
  if (talks.length === 0 && doubts.length === 0)
    return passed(peeringSubject(peering), `Across ${named(peering)} no public subnet reaches a private one.`)
  return undecided(peeringSubject(peering), {
    reason: `Whether a public subnet reaches a private one across ${named(peering)} is not known: ${doubts.length > 0 ? listWords(doubts) : 'something on the way'} was not all collected.`,
    remedy: doubts.length > 0 ? 'collect both sides of the peering' : askForPeering(peering),
  })
}

function doubtOf({ inventory, network }: RuleContext, vpcId: string): readonly string[] {
  const vpc = inventory.vpcs.get(vpcId)
  if (!vpc) return [vpcId === '' ? 'a side of it' : vpcId]
  const told = (['Subnets', 'NetworkInterfaces', 'RouteTables'] as const).every(
    (key) => coverageOf(inventory, vpc, key) === 'complete',
  )
  const subnets = network.index.subnetsByVpc.get(vpcId) ?? []
  return told && subnets.every((subnet) => classifySubnet(inventory, subnet) !== 'unknown') ? [] : [vpcId]
}

const PRIVATE: ReadonlySet<SubnetClass> = new Set(['private-egress', 'private-transit', 'isolated'])

function talksAcross(
  { inventory, network }: RuleContext,
  { id }: VpcPeeringConnection,
  { from, to }: { readonly from: string; readonly to: string },
): ReadonlyMap<string, Talk> {
  const { subnetsByVpc, routeTableBySubnet, interfacesBySubnet } = network.index
  const senders = (subnetsByVpc.get(from) ?? []).filter((subnet) => classifySubnet(inventory, subnet) === 'public')
  const routes = senders.flatMap(({ id: subnetId }) =>
    (routeTableBySubnet.get(subnetId)?.routes ?? []).filter(
      ({ state, target }) => state === 'active' && target.kind === 'vpc-peering' && target.id === id,
    ),
  )
  const isLedTo = ({ cidrs }: Subnet) =>
    routes.some((route) =>
      (destinationPrefixes(inventory, route) ?? cidrs).some((prefix) => cidrs.some((cidr) => overlaps(cidr, prefix))),
    )
  const receivers = (subnetsByVpc.get(to) ?? []).filter(
    (subnet) => PRIVATE.has(classifySubnet(inventory, subnet)) && isLedTo(subnet),
  )
  if (routes.length === 0 || receivers.length === 0) return new Map()
  const inside = (subnets: readonly Subnet[]): readonly NetworkInterface[] =>
    subnets.flatMap((subnet) => interfacesBySubnet.get(subnet.id) ?? [])
  return talksOf(network, {
    senders: inside(senders),
    receivers: inside(receivers),
    pairOf: (sender, receiver) => `${sender.subnetId} ${receiver.subnetId}`,
  })
}

const SHOWN = 5

function subnetName({ subnets }: Inventory, end: NetworkInterface | undefined): string {
  const subnet = subnets.get(end?.subnetId ?? '')
  return shortName(subnet?.name ?? end?.subnetId ?? 'subnet')
}

function failure({ inventory }: RuleContext, peering: VpcPeeringConnection, talks: readonly Talk[]): Failure {
  const { id, region } = peering
  const ports = [
    ...new Set(talks.map(({ protocol, ports: open }) => `${formatProtocol(protocol)}/${formatPorts(open)}`)),
  ]
  const words = talks.map(({ from, to }) => `${from.subnetId} to ${to.subnetId}`)
  return failed(peeringSubject(peering), {
    title: `${shortName(peering.name ?? id)} leads from public ${subnetName(inventory, talks[0]?.from)} to private ${subnetName(inventory, talks[0]?.to)}`,
    description: `Across peering ${named(peering)} hosts in public subnets can open connections to hosts in private ones: ${listWords(words)}, for one on ${listWords(ports)}. Who takes a host that faces the internet stands in the private tier of the other VPC.`,
    severity: fixed('high', 'routes, groups and network ACLs let it pass'),
    exposure: { level: 'internal', path: [] },
    ports,
    related: talks.slice(0, SHOWN).flatMap(({ from, to }) => [
      { role: 'source', id: from.id },
      { role: 'target', id: to.id },
    ]),
    evidence: distinctEvidence(
      talks
        .slice(0, SHOWN)
        .flatMap(({ trace }) => trace.forward.flatMap(({ rules }) => rules.map((rule) => evidenceOf(inventory, rule)))),
    ),
    remediation: {
      summary:
        'Lead across the peering from private subnets only, or let the groups of the private tier name who may come. Look at flow logs first: the public tier loses the way.',
      cli: [askForPeering(peering)],
      terraform: null,
      console: [`Open the VPC console in ${region}, Peering connections, ${id}, Route tables.`],
    },
  })
}

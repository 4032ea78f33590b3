/** Whom the groups of an interface endpoint let in, against whom it is there for. */

import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { unreadOf } from '../../../inventory/filters.ts'
import type { NetworkInterface, Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { holds } from '../../../net/interval-set.ts'
import { formatPrefix } from '../../../net/prefix.ts'
import { TCP } from '../../../net/protocol.ts'
import {
  type AddressSet,
  addressSet,
  hasAddresses,
  intersectAddresses,
  NO_ADDRESSES,
  subtractAddresses,
  unionAddresses,
} from '../../../net/traffic.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { destinationPrefixes } from '../../../reachability/reply-routes.ts'
import { peerPrefixes } from '../../../reachability/security-group-filter.ts'
import { interfaceRole } from '../../interface-role.ts'
import { listCommands } from '../../public-routes.ts'
import type { RuleContext } from '../../rule.ts'
import { corporateAddresses } from '../../rule-sources.ts'
import { listWords, named } from '../../wording.ts'
import { awsService } from './endpoint-subjects.ts'

export interface GroupRule {
  readonly group: SecurityGroup
  readonly rule: SecurityGroupRule
  /** The part of its sources that belongs to no joined network. */
  readonly strangers: AddressSet
}

export interface Admitted {
  readonly beyond: readonly GroupRule[]
  /** Subnets with a workload of which no host is let in, though it should be. */
  readonly cutOff: readonly Subnet[]
  /** Their IPv4 blocks, as text. */
  readonly blocks: readonly string[]
  /** What may change the answer; null when nothing does. */
  readonly doubt: { readonly reason: string; readonly remedy: string } | null
}

/** Reads endpoint after endpoint; what they share is worked out once a VPC, and once for equal groups. */
export function admissionReader(context: RuleContext): (endpoint: VpcEndpoint) => Admitted {
  const vpcs = new Map<string, JoinedVpc>()
  const answers = new Map<string, Admitted>()
  return (endpoint) => {
    const { vpcId, securityGroupIds, privateDns, serviceName } = endpoint
    const joined = vpcs.get(vpcId) ?? joinedVpc(context, vpcId)
    vpcs.set(vpcId, joined)
    const key = [vpcId, ...securityGroupIds.toSorted(), privateDns !== false, listensOn443(serviceName)].join(' ')
    const known = answers.get(key) ?? admittedTo(context, endpoint, joined)
    answers.set(key, known)
    return known
  }
}

/** Source: each service's guide, its VPC endpoint (SMTP, SFTP, CQL, MQTT). */
const ON_OTHER_PORTS = /^(?:email-smtp|transfer\.server|cassandra|iot\.data|storagegateway|backup-gateway)/

function listensOn443(serviceName: string): boolean {
  const service = awsService(serviceName)
  return service !== null && !ON_OTHER_PORTS.test(service)
}

interface JoinedVpc {
  /** Addresses of the VPC, of its peers, of what its tables lead to, and of the team. Null where the VPC is not known. */
  readonly addresses: AddressSet | null
  /** Is that all, or may its tables lead elsewhere too? */
  readonly isWhole: boolean
  readonly workloads: readonly Workload[]
}

interface Workload {
  readonly subnet: Subnet
  readonly groups: ReadonlySet<string>
  /** Some interface did not tell its groups. */
  readonly groupsUntold: boolean
}

function joinedVpc({ inventory, network, settings }: RuleContext, vpcId: string): JoinedVpc {
  const vpc = inventory.vpcs.get(vpcId)
  const peers = (network.index.peeringsByVpc.get(vpcId) ?? []).flatMap(({ requester, accepter }) => [
    ...requester.cidrs,
    ...accepter.cidrs,
  ])
  const tables = network.index.routeTablesByVpc.get(vpcId) ?? []
  const routed = tables
    .flatMap(({ routes }) => routes)
    .filter(({ target }) => NETWORKS.has(target.kind))
    .flatMap((route) => destinationPrefixes(inventory, route) ?? [])
    .filter(({ length }) => length > 0)
  const own = addressSet([...(vpc?.cidrs ?? []), ...peers, ...routed])
  return {
    addresses: vpc ? unionAddresses(own, corporateAddresses(inventory, settings)) : null,
    isWhole:
      vpc !== undefined &&
      coverageOf(inventory, vpc, 'RouteTables') === 'complete' &&
      coverageOf(inventory, vpc, 'VpcPeeringConnections') === 'complete' &&
      tables.every(({ unread }) => unread.length === 0),
    workloads: workloadsOf(network, vpcId),
  }
}

const NETWORKS: ReadonlySet<string> = new Set(['vpc-peering', 'transit-gateway', 'vpn-gateway', 'core-network'])

function workloadsOf({ index }: Network, vpcId: string): readonly Workload[] {
  return (index.subnetsByVpc.get(vpcId) ?? []).flatMap((subnet) => {
    const standing = (index.interfacesBySubnet.get(subnet.id) ?? []).filter(isCaller)
    if (standing.length === 0) return []
    const groups = new Set<string>()
    for (const each of standing) for (const id of each.securityGroupIds) groups.add(id)
    return [{ subnet, groups, groupsUntold: standing.some(({ unread }) => unread.length > 0) }]
  })
}

function isCaller(one: NetworkInterface): boolean {
  const role = interfaceRole(one)
  return role === 'function' || role === 'container' || (role === 'host' && one.instanceId !== null)
}

function admittedTo(context: RuleContext, endpoint: VpcEndpoint, joined: JoinedVpc): Admitted {
  const { inventory } = context
  const { securityGroupIds, serviceName, region } = endpoint
  const groups = securityGroupIds.flatMap((id) => inventory.securityGroups.get(id) ?? [])
  const only443 = listensOn443(serviceName)
  const rules = groups.flatMap((group) =>
    group.rules
      .filter((rule) => isFor(rule, only443))
      .map((rule) => ({ group, rule, sources: sourcesOf(context, rule) })),
  )
  const lists = rules.flatMap(({ rule, sources }) =>
    sources === null && rule.peer.kind === 'prefix-list' ? [rule.peer.id] : [],
  )
  const untoldGroups =
    groups.length === 0 ||
    groups.length < securityGroupIds.length ||
    groups.some((group) => unreadOf(group, 'ingress').length > 0)
  const admitted = rules.reduce((all, { sources }) => unionAddresses(all, sources ?? NO_ADDRESSES), NO_ADDRESSES)
  const beyond = beyondOf(rules, joined)
  const isKnown = !untoldGroups && lists.length === 0
  const references = new Set(rules.flatMap(({ rule }) => (rule.peer.kind === 'security-group' ? [rule.peer.id] : [])))
  const cutOff = isKnown && only443 ? shutOut(context, endpoint, { joined, admitted, references }) : []
  const words = [
    ...(untoldGroups
      ? [securityGroupIds.length === 0 ? 'its groups' : `the rules of ${listWords(securityGroupIds)}`]
      : []),
    ...lists.map((id) => `the entries of ${id}`),
    ...(rules.length > 0 && !isCertain(rules, joined) ? ['the networks its VPC is joined with'] : []),
  ]
  const remedies = [
    ...(untoldGroups ? [askForGroups(endpoint)] : []),
    ...listCommands(region, lists),
    ...(joined.isWhole
      ? []
      : [shell`aws ec2 describe-route-tables --region ${region} --filters ${`Name=vpc-id,Values=${endpoint.vpcId}`}`]),
  ]
  return {
    beyond,
    cutOff,
    blocks: cutOff.flatMap(({ cidrs }) => cidrs.filter(({ family }) => family === 4).map(formatPrefix)),
    doubt:
      words.length === 0
        ? null
        : {
            reason: `Whom ${named(endpoint)} lets in is not known. Not told: ${listWords(words)}.`,
            remedy: remedies.join('; '),
          },
  }
}

function askForGroups({ id, region, securityGroupIds }: VpcEndpoint): string {
  return securityGroupIds.length === 0
    ? shell`aws ec2 describe-vpc-endpoints --region ${region} --vpc-endpoint-ids ${id}`
    : shell`aws ec2 describe-security-groups --region ${region} --group-ids ${securityGroupIds}`
}

function isFor({ direction, protocol, ports }: SecurityGroupRule, only443: boolean): boolean {
  if (direction !== 'ingress' || (protocol !== TCP && protocol !== 'any')) return false
  return protocol === 'any' || !only443 || holds(ports, 443)
}

/** Null for a list whose entries are not known. */
function sourcesOf({ inventory }: RuleContext, rule: SecurityGroupRule): AddressSet | null {
  const prefixes = peerPrefixes(inventory, rule)
  return prefixes && addressSet(prefixes)
}

type SourcedRule = Pick<GroupRule, 'group' | 'rule'> & { readonly sources: AddressSet | null }

/** A source that holds everything is beyond whatever the VPC is joined with; another one only where that is all known. */
function beyondOf(rules: readonly SourcedRule[], { addresses, isWhole }: JoinedVpc): readonly GroupRule[] {
  if (addresses === null) return []
  return rules.flatMap(({ group, rule, sources }) => {
    const strangers = subtractAddresses(sources ?? NO_ADDRESSES, addresses)
    return hasAddresses(strangers) && (isWhole || isEverything(rule)) ? [{ group, rule, strangers }] : []
  })
}

function isEverything({ peer }: SecurityGroupRule): boolean {
  return peer.kind === 'prefix' && peer.prefix.length === 0
}

function isCertain(rules: readonly SourcedRule[], { addresses, isWhole }: JoinedVpc): boolean {
  if (isWhole) return true
  return (
    addresses !== null &&
    rules.every(({ sources }) => sources === null || !hasAddresses(subtractAddresses(sources, addresses)))
  )
}

interface Asked {
  readonly joined: JoinedVpc
  readonly admitted: AddressSet
  /** Groups whose members are let in. */
  readonly references: ReadonlySet<string>
}

/** With private DNS every subnet calls the endpoint; without, it is enough that one can. */
function shutOut(
  { inventory }: RuleContext,
  endpoint: VpcEndpoint,
  { joined, admitted, references }: Asked,
): readonly Subnet[] {
  const told = coverageOf(inventory, endpoint, 'NetworkInterfaces') === 'complete'
  const shut = joined.workloads.filter(({ subnet, groups, groupsUntold }) => {
    if (hasAddresses(intersectAddresses(addressSet(subnet.cidrs), admitted))) return false
    if (references.size === 0) return true
    return told && !groupsUntold && ![...references].some((id) => groups.has(id))
  })
  if (endpoint.privateDns === false && shut.length < joined.workloads.length) return []
  return shut.map(({ subnet }) => subnet)
}

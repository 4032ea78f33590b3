/**
 * Where in an application an interface stands: edge, app, data or management. The first that tells decides: the
 * setting `tierOf`, the tier tag, what AWS writes on the interface, what administers it, what it serves and whom. Each
 * answer says why, so that people can correct it.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { covers, intersect, subtract } from '../net/interval-set.ts'
import { coverageOf, type Network } from '../reachability/network.ts'
import { hasPublicAddress } from '../reachability/public-addresses.ts'
import { bastionReason } from './bastions.ts'
import { loadBalancerName } from './carrier-name.ts'
import { DATA_PORTS } from './data-ports.ts'
import { type InterfaceRole, interfaceRole } from './interface-role.ts'
import { defaultGatewayRoutes } from './public-routes.ts'
import { type ServedPorts, servedPorts } from './served-ports.ts'
import { portsText, type Settings, TIERS, type Tier } from './settings.ts'
import { tagOf } from './tag-of.ts'
import { type TierFacts, tierFactsOf } from './tier-facts.ts'

export interface TierAnswer {
  /** Null where nothing tells. */
  readonly tier: Tier | null
  /** Words behind "because": `the tag tier says data`. */
  readonly because: string
}

interface Asked {
  readonly network: Network
  readonly settings: Settings
  readonly facts: TierFacts
  readonly known: Known
  readonly one: NetworkInterface
  readonly role: InterfaceRole
}

interface Known {
  readonly settings: Settings
  readonly isCorrected: boolean
  readonly answers: Map<NetworkInterface, TierAnswer>
  /** What the ports say that some groups admit: asked once for all interfaces with these groups. */
  readonly byServed: Map<ServedPorts, TierAnswer | null>
  /** The same of what the groups of load balancers tell. */
  readonly byFeeding: Map<ServedPorts, TierAnswer | null>
}

const KNOWN = new WeakMap<Network, Known>()

/** The tier of an interface; kept, because many rules ask. */
export function tierOf(network: Network, settings: Settings, networkInterface: NetworkInterface): TierAnswer {
  const kept = KNOWN.get(network)
  const known = kept?.settings === settings ? kept : nothingKnown(settings)
  if (known !== kept) KNOWN.set(network, known)
  const told = known.answers.get(networkInterface)
  if (told) return told
  const facts = tierFactsOf(network)
  const role = interfaceRole(networkInterface)
  const answer = infer({ network, settings, facts, known, one: networkInterface, role })
  known.answers.set(networkInterface, answer)
  return answer
}

function nothingKnown(settings: Settings): Known {
  const isCorrected = Object.keys(settings.tierOf).length > 0
  return { settings, isCorrected, answers: new Map(), byServed: new Map(), byFeeding: new Map() }
}

const NOTHING_TELLS: TierAnswer = { tier: null, because: 'nothing tells what it is for' }

function infer(asked: Asked): TierAnswer {
  for (const sign of SIGNS) {
    const answer = sign(asked)
    if (answer) return answer
  }
  return NOTHING_TELLS
}

const SIGNS: readonly ((asked: Asked) => TierAnswer | null)[] = [
  corrected,
  tagged,
  bySubnetGroup,
  byRole,
  byAdministration,
  byDataPorts,
  behindBalancer,
  byPublicAddress,
  fedByBalancer,
]

function corrected({ settings, facts, known, one }: Asked): TierAnswer | null {
  if (!known.isCorrected) return null
  const ids = [one.id, one.instanceId, ...one.securityGroupIds, facts.databaseOf(one)?.id, one.subnetId]
  const said = ids.find((id) => typeof id === 'string' && Object.hasOwn(settings.tierOf, id))
  const tier = said ? settings.tierOf[said] : undefined
  return tier ? { tier, because: `the settings say ${said} is ${tier}` } : null
}

function tagged({ network: { inventory }, settings, facts, one }: Asked): TierAnswer | null {
  if (settings.tagKeys.tier.length === 0) return null
  const instance = one.instanceId ? inventory.instances.get(one.instanceId) : undefined
  for (const resource of [one, instance, facts.databaseOf(one), inventory.subnets.get(one.subnetId)]) {
    const tag = resource ? tagOf(resource, settings.tagKeys.tier) : null
    const tier = tag ? tierNamed(tag.value) : null
    if (tier && tag) return { tier, because: `the tag ${tag.key} of ${resource?.id} says ${tag.value}` }
  }
  return null
}

const TIER_WORDS: Readonly<Record<Tier, readonly string[]>> = {
  edge: ['edge', 'web', 'public', 'dmz', 'frontend', 'front-end', 'presentation', 'ingress'],
  app: ['app', 'application', 'backend', 'back-end', 'service', 'logic', 'compute'],
  data: ['data', 'database', 'db', 'storage', 'cache', 'persistence'],
  management: ['management', 'mgmt', 'admin', 'bastion', 'ops'],
}

function tierNamed(text: string): Tier | null {
  const word = text.trim().toLowerCase()
  return TIERS.find((tier) => TIER_WORDS[tier].includes(word)) ?? null
}

/** AWS manages the interface, and a data store has its groups and its subnet. */
function bySubnetGroup({ facts, one }: Asked): TierAnswer | null {
  const database = facts.databaseOf(one)
  return database ? { tier: 'data', because: `it shares groups and subnet with the data store ${database.id}` } : null
}

const TIER_BY_ROLE: Readonly<Record<InterfaceRole, Tier | null>> = {
  'load-balancer': 'edge',
  'nat-gateway': 'edge',
  endpoint: null,
  transit: null,
  database: 'data',
  function: 'app',
  container: 'app',
  host: null,
}

function byRole({ network, facts, one, role }: Asked): TierAnswer | null {
  if (role === 'load-balancer' && facts.isInternalBalancer(one.vpcId, loadBalancerName(one))) {
    return { tier: 'app', because: 'it is a node of an internal load balancer' }
  }
  if (role === 'load-balancer' && isInwardNode(network, one)) {
    return { tier: 'app', because: 'it is a node of a load balancer and has no public address' }
  }
  if (role === 'host') return byDescription(one)
  const tier = TIER_BY_ROLE[role]
  return tier ? { tier, because: `AWS calls it a ${role.replace('-', ' ')}` } : null
}

/**
 * Where load balancers were not collected: every node of an internet-facing one has a public address.
 * Source: Application Load Balancers guide, "Load balancer scheme".
 */
function isInwardNode(network: Network, one: NetworkInterface): boolean {
  if (coverageOf(network.inventory, one, 'LoadBalancers') === 'complete' || one.unread.length > 0) return false
  return !hasPublicAddress(network, one, 4) && one.ipv6Addresses.length === 0
}

/** Source: EFS user guide, "Creating mount targets"; FSx guide, file system access control. */
const STORES = ['EFS mount target', 'Created By Amazon FSx', 'MemoryDB', 'Neptune', 'DocDB']

function byDescription({ description }: NetworkInterface): TierAnswer | null {
  return description !== '' && STORES.some((start) => description.startsWith(start))
    ? { tier: 'data', because: `AWS writes "${description}" on it` }
    : null
}

function byAdministration({ network, settings, one }: Asked): TierAnswer | null {
  const because = bastionReason(network, settings, one)
  return because === null ? null : { tier: 'management', because }
}

/** A host that serves a data store's ports and, beside them, at most administration. */
function byDataPorts({ network, settings, known: { byServed }, one, role }: Asked): TierAnswer | null {
  if (role !== 'host') return null
  const served = servedPorts(network, one)
  if (!served) return null
  const told = byServed.get(served)
  if (told !== undefined) return told
  const answer = ofDataPorts(settings, served)
  byServed.set(served, answer)
  return answer
}

function ofDataPorts({ adminPorts }: Settings, { ports }: ServedPorts): TierAnswer | null {
  const data = intersect(ports, DATA_PORTS)
  if (data.length === 0 || !covers(adminPorts, subtract(ports, DATA_PORTS))) return null
  return { tier: 'data', because: `its groups admit the ports of a data store only (${portsText(data)})` }
}

function behindBalancer({ facts: { targets, targetAddresses }, one }: Asked): TierAnswer | null {
  if (targets.size === 0) return null
  const behind =
    (one.instanceId !== null && targets.has(one.instanceId)) ||
    (targetAddresses.size > 0 && one.addresses.some(({ privateIp }) => targetAddresses.has(privateIp.value)))
  return behind ? { tier: 'app', because: 'it serves behind a load balancer' } : null
}

/** A global IPv6 address alone is nothing: it is one only where the table of the subnet leads to an internet gateway. */
function byPublicAddress({ network, one, role }: Asked): TierAnswer | null {
  if (role !== 'host') return null
  if (hasPublicAddress(network, one, 4)) return { tier: 'edge', because: 'it has a public address' }
  if (!hasPublicAddress(network, one, 6)) return null
  const table = network.index.routeTableBySubnet.get(one.subnetId)
  const leadsOut = defaultGatewayRoutes(table, 6).length > 0
  return leadsOut ? { tier: 'edge', because: 'it has a global IPv6 address and a route to an internet gateway' } : null
}

/** Targets registered out of sight show by their groups: they admit the load balancer's. */
function fedByBalancer({ network, facts, known: { byFeeding }, one, role }: Asked): TierAnswer | null {
  if (role !== 'host') return null
  const served = servedPorts(network, one)
  if (!served) return null
  const told = byFeeding.get(served)
  if (told !== undefined) return told
  const group = [...served.fromGroups].find((id) => facts.balancerGroups.has(id))
  const answer: TierAnswer | null = group
    ? { tier: 'app', because: `its groups admit the load balancers of ${group}` }
    : null
  byFeeding.set(served, answer)
  return answer
}

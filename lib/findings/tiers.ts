/**
 * Where in an application an interface stands: edge, app, data or management. The first that tells decides: the
 * setting `tierOf`, the tier tag, what AWS writes on the interface, what it serves. Each answer says why, so that
 * people can correct it.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { formatAddress } from '../net/prefix.ts'
import type { Network } from '../reachability/network.ts'
import { hasPublicAddress } from '../reachability/public-addresses.ts'
import { type InterfaceRole, interfaceRole } from './interface-role.ts'
import { type Settings, TIERS, type Tier } from './settings.ts'
import { tagOf } from './tag-of.ts'

export interface TierAnswer {
  /** Null where nothing tells. */
  readonly tier: Tier | null
  /** Words behind "because": `the tag tier says data`. */
  readonly because: string
}

interface TierFacts {
  readonly settings: Settings
  readonly known: Map<string, TierAnswer>
  /** Instances and addresses registered behind load balancers. */
  readonly targets: ReadonlySet<string>
}

const FACTS = new WeakMap<Network, TierFacts>()

/** The tier of an interface; kept, because many rules ask. */
export function tierOf(network: Network, settings: Settings, networkInterface: NetworkInterface): TierAnswer {
  const facts = factsOf(network, settings)
  const known = facts.known.get(networkInterface.id)
  if (known) return known
  const answer = infer(network, facts, networkInterface)
  facts.known.set(networkInterface.id, answer)
  return answer
}

function factsOf(network: Network, settings: Settings): TierFacts {
  const kept = FACTS.get(network)
  if (kept?.settings === settings) return kept
  const { targetGroups, loadBalancers } = network.inventory
  const targets = [...targetGroups.values()].flatMap((group) => (group.targets ?? []).map(({ id }) => id))
  const registered = [...loadBalancers.values()].flatMap(({ instanceIds }) => instanceIds)
  const facts = { settings, known: new Map<string, TierAnswer>(), targets: new Set([...targets, ...registered]) }
  FACTS.set(network, facts)
  return facts
}

function infer(network: Network, facts: TierFacts, networkInterface: NetworkInterface): TierAnswer {
  return (
    corrected(facts, networkInterface) ??
    tagged(network, facts, networkInterface) ??
    byRole(networkInterface) ??
    byService(network, facts, networkInterface) ?? { tier: null, because: 'nothing tells what it is for' }
  )
}

function corrected({ settings }: TierFacts, one: NetworkInterface): TierAnswer | null {
  const ids = [one.id, one.instanceId, ...one.securityGroupIds, one.subnetId]
  const said = ids.find((id) => id !== null && Object.hasOwn(settings.tierOf, id))
  const tier = said ? settings.tierOf[said] : undefined
  return tier ? { tier, because: `the settings say ${said} is ${tier}` } : null
}

function tagged({ inventory }: Network, { settings }: TierFacts, one: NetworkInterface): TierAnswer | null {
  const instance = one.instanceId ? inventory.instances.get(one.instanceId) : undefined
  for (const resource of [one, instance, inventory.subnets.get(one.subnetId)]) {
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

function byRole(networkInterface: NetworkInterface): TierAnswer | null {
  const role = interfaceRole(networkInterface)
  const tier = TIER_BY_ROLE[role]
  return tier ? { tier, because: `AWS calls it a ${role.replace('-', ' ')}` } : null
}

function byService(network: Network, facts: TierFacts, one: NetworkInterface): TierAnswer | null {
  const behind =
    (one.instanceId !== null && facts.targets.has(one.instanceId)) ||
    one.addresses.some(({ privateIp }) => facts.targets.has(formatAddress(privateIp)))
  if (behind) return { tier: 'app', because: 'it serves behind a load balancer' }
  if (hasPublicAddress(network, one, 4)) return { tier: 'edge', because: 'it has a public address' }
  return null
}

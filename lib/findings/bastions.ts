/**
 * Hosts one administers others from. Source: VPC guide, "Infrastructure security in Amazon VPC" (bastion hosts);
 * EC2 user guide, "EC2 Instance Connect Endpoint".
 */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Resource } from '../inventory/resource.ts'
import { covers } from '../net/interval-set.ts'
import type { Network } from '../reachability/network.ts'
import { hasPublicAddress } from '../reachability/public-addresses.ts'
import { servedPorts } from './served-ports.ts'
import { portsText, type Settings } from './settings.ts'

interface Known {
  readonly settings: Settings
  readonly bastions: ReadonlyMap<NetworkInterface, string>
}

const KNOWN = new WeakMap<Network, Known>()

/** Why an interface of the network is taken for a bastion's, as words behind "because"; null when nothing says so. */
export function bastionReason(network: Network, settings: Settings, one: NetworkInterface): string | null {
  return bastionsOf(network, settings).get(one) ?? null
}

/** The few that are taken for one, in the order of ids, with why: many rules ask it of every interface there is. */
export function bastionsOf(network: Network, settings: Settings): ReadonlyMap<NetworkInterface, string> {
  const known = KNOWN.get(network)
  if (known?.settings === settings) return known.bastions
  const bastions = new Map<NetworkInterface, string>()
  for (const one of network.inventory.networkInterfaces.values()) {
    const reason = reasonOf(network, settings, one)
    if (reason !== null) bastions.set(one, reason)
  }
  KNOWN.set(network, { settings, bastions })
  return bastions
}

function reasonOf(network: Network, settings: Settings, one: NetworkInterface): string | null {
  if (one.typeText === 'ec2_instance_connect_endpoint') return 'it belongs to an EC2 Instance Connect Endpoint'
  return calledBastion(network, one) ?? servesAdministration(network, settings, one)
}

/** What is without these letters is none: found out sooner than where a word begins and ends. */
const BASTION_LETTERS = /bastion|jump/i

const BASTION_WORD = /(?<![a-z])(?:bastion|jump-?(?:host|box|server)?)(?![a-z])/i

/** By the name of the host or the interface, or the value of any tag such as `Role: bastion`. */
function calledBastion({ inventory }: Network, one: NetworkInterface): string | null {
  const instance = one.instanceId === null ? undefined : inventory.instances.get(one.instanceId)
  return namedBastion(one) ?? (instance ? namedBastion(instance) : null)
}

/** Asked of every interface there is: nothing is made for those that are none. */
function namedBastion({ id, name, tags }: Resource): string | null {
  if (name && hasBastionWord(name)) return `${id} is called ${name}`
  for (const key in tags) {
    const value = tags[key] ?? ''
    if (key !== 'Name' && hasBastionWord(value)) return `the tag ${key} of ${id} says ${value}`
  }
  return null
}

function hasBastionWord(text: string): boolean {
  return BASTION_LETTERS.test(text) && BASTION_WORD.test(text)
}

/** Only a host has nothing but administration open; AWS's own interfaces are told by what AWS writes on them. */
function servesAdministration(network: Network, settings: Settings, one: NetworkInterface): string | null {
  if (one.instanceId === null || !hasPublicAddress(network, one, 4)) return null
  const served = servedPorts(network, one)
  if (!served || served.ports.length === 0 || !covers(settings.adminPorts, served.ports)) return null
  return `it has a public address and admits nothing but administration (${portsText(served.ports)})`
}

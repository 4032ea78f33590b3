/**
 * What each entry of a network ACL really decides: ascending numbers, the first match, each family and protocol apart.
 * Source: VPC guide, "Network ACL rules".
 */

import type { NetworkAcl, NetworkAclEntry } from '../../../inventory/filters.ts'
import { covers, intersect, intervalSet, type NumberSet, subtract } from '../../../net/interval-set.ts'
import type { Family } from '../../../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../../../net/protocol.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  coversInternet,
  hasAddresses,
  INTERNET,
  type InternetThreshold,
  intersectAddresses,
  regionsWhere,
  subtractAddresses,
} from '../../../net/traffic.ts'
import { numbersOf } from '../../../reachability/compiled/filter-pieces.ts'
import type { ProtocolOrRest } from '../../../reachability/compiled/passage.ts'

export interface ShareQuestion {
  readonly direction: NetworkAclEntry['direction']
  readonly family: Family
  readonly protocol: ProtocolOrRest
}

/** Numbers × addresses. A number is a port of the far end's request, or an ICMP message as type × 256 + code. */
export interface SharePart {
  readonly numbers: NumberSet
  readonly addresses: AddressSet
}

export interface AclShare {
  readonly entry: NetworkAclEntry
  /** What no entry before it decided; empty for a dead one. The parts have no number in common. */
  readonly parts: readonly SharePart[]
}

/** The entries of one direction, family and protocol with what each decides, in the order of their numbers. */
export function sharesOf(acl: NetworkAcl, question: ShareQuestion): readonly AclShare[] {
  const kept = SHARES.get(acl) ?? new Map<string, readonly AclShare[]>()
  SHARES.set(acl, kept)
  const key = keyOf(question)
  const shares = kept.get(key) ?? findShares(acl, question)
  kept.set(key, shares)
  return shares
}

/** An ACL never changes, and several rules ask the same of each. */
const SHARES = new WeakMap<NetworkAcl, Map<string, readonly AclShare[]>>()

function keyOf({ direction, family, protocol }: ShareQuestion): string {
  return `${direction} ${family} ${protocol}`
}

function findShares(acl: NetworkAcl, question: ShareQuestion): readonly AclShare[] {
  const before: Claim[] = []
  return matching(acl, question).map((claim) => {
    const parts = before.reduce<readonly SharePart[]>((rest, each) => without(rest, each), [claim])
    before.push(claim)
    return { entry: claim.entry, parts: parts.map(({ numbers, addresses }) => ({ numbers, addresses })) }
  })
}

interface Claim extends SharePart {
  readonly entry: NetworkAclEntry
}

function matching(acl: NetworkAcl, { direction, family, protocol }: ShareQuestion): readonly Claim[] {
  return acl.entries
    .filter((entry) => entry.direction === direction && entry.cidr.family === family)
    .map((entry) => ({ entry, numbers: numbersOf(entry, protocol), addresses: addressSet([entry.cidr]) }))
    .filter(({ numbers }) => numbers.length > 0)
}

/** What is left of the parts: the numbers another claim does not speak of, and of those it does the other addresses. */
function without(parts: readonly SharePart[], cut: SharePart): readonly SharePart[] {
  return parts.flatMap(({ numbers, addresses }) =>
    [
      { numbers: subtract(numbers, cut.numbers), addresses },
      { numbers: intersect(numbers, cut.numbers), addresses: subtractAddresses(addresses, cut.addresses) },
    ].filter((part) => part.numbers.length > 0 && hasAddresses(part.addresses)),
  )
}

/** Every protocol the entries tell apart in a family, TCP, UDP and its ICMP among them, and all that nobody names. */
export function protocolsOf(acl: NetworkAcl, family: Family): readonly ProtocolOrRest[] {
  const named = acl.entries.flatMap(({ protocol, cidr }) =>
    protocol === 'any' || cidr.family !== family ? [] : [protocol],
  )
  return [...new Set<ProtocolOrRest>([TCP, UDP, family === 4 ? ICMP : ICMPV6, ...named]), 'others']
}

export interface OpenNumbers {
  readonly numbers: NumberSet
  /** The entries that let them pass, in order. */
  readonly entries: readonly NetworkAclEntry[]
}

/** The numbers that pass between the subnets and addresses that together hold the internet. */
export function internetNumbers(acl: NetworkAcl, question: ShareQuestion, threshold: InternetThreshold): OpenNumbers {
  const known = OPEN.get(acl)
  const kept = known?.threshold === threshold ? known : { threshold, answers: new Map<string, OpenNumbers>() }
  OPEN.set(acl, kept)
  const key = keyOf(question)
  const open = kept.answers.get(key) ?? findOpen(acl, question, threshold)
  kept.answers.set(key, open)
  return open
}

/** Under the threshold last asked with: rules about subnets ask once for each subnet. */
const OPEN = new WeakMap<
  NetworkAcl,
  { readonly threshold: InternetThreshold; readonly answers: Map<string, OpenNumbers> }
>()

function findOpen(acl: NetworkAcl, question: ShareQuestion, threshold: InternetThreshold): OpenNumbers {
  const allowed = sharesOf(acl, question).filter(({ entry }) => entry.action === 'allow')
  const traffic = allowed
    .flatMap(({ entry, parts }) =>
      parts.map(({ numbers, addresses }) => ({
        entry,
        protocol: 'any' as const,
        ports: numbers,
        sources: intersectAddresses(addresses, INTERNET),
      })),
    )
    .filter(({ sources }) => hasAddresses(sources))
  const regions = regionsWhere(traffic, TCP, (sources) => coversInternet(sources, threshold))
  const used = new Set(regions.flatMap(({ contributors }) => contributors.map(({ entry }) => entry)))
  return {
    numbers: intervalSet(regions.flatMap(({ ports }) => ports)),
    entries: allowed.flatMap(({ entry }) => (used.has(entry) ? [entry] : [])),
  }
}

export interface WideOpen {
  readonly families: readonly Family[]
  readonly entries: readonly NetworkAclEntry[]
}

/** The families of which every protocol and port passes between the subnets and the whole internet. Port 0 is nobody's. */
export function wideOpen(
  acl: NetworkAcl,
  direction: NetworkAclEntry['direction'],
  threshold: InternetThreshold,
): WideOpen {
  const open = ([4, 6] as const).flatMap((family) => {
    const each = protocolsOf(acl, family).map((protocol) => ({
      protocol,
      ...internetNumbers(acl, { direction, family, protocol }, threshold),
    }))
    const whole = each.every(({ protocol, numbers }) =>
      covers(numbers, protocol === TCP || protocol === UDP ? [[1, 65535]] : ALL_PORTS),
    )
    return whole ? [{ family, entries: each.flatMap(({ entries }) => entries) }] : []
  })
  const used = new Set(open.flatMap(({ entries }) => entries))
  return {
    families: open.map(({ family }) => family),
    entries: acl.entries.filter((entry) => used.has(entry)),
  }
}

/**
 * Where one node of a load balancer may send what a listener takes: target by target, with what stands against it.
 * Source: ELB guides, "Target groups", "Cross-zone load balancing", "Health checks".
 */

import type { InterfaceAddress, NetworkInterface } from '../inventory/network.ts'
import { pointerOf } from '../inventory/resource.ts'
import type { Listener, LoadBalancer, Target, TargetGroup } from '../inventory/services.ts'
import { type Address, type Family, parseAddress } from '../net/prefix.ts'
import { firstAddress, interfaceAt } from './address-index.ts'
import type { ExplanationCode } from './codes.ts'
import { groupsOfListener, type ListenerGroup } from './load-balancer-listeners.ts'
import { nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import type { TargetChoice, TargetKind, TargetMember, TargetStanding, Unknown } from './load-balancer-target.ts'
import type { Network } from './network.ts'
import { onlyOne } from './only-one.ts'
import { standingOf } from './target-standing.ts'

export interface TargetQuestion {
  readonly balancer: LoadBalancer
  readonly listener: Listener
  readonly node: NetworkInterface
}

/** What a listener can be answered with. `refusals` and `unknowns` tell of groups that gave no choice. */
export interface ListenerTargets {
  /** Those the node surely sends to first, those it never sends to last. */
  readonly choices: readonly TargetChoice[]
  readonly refusals: readonly { readonly code: ExplanationCode; readonly component: string; readonly detail: string }[]
  readonly unknowns: readonly Unknown[]
}

export function targetsOfListener(network: Network, question: TargetQuestion): ListenerTargets {
  const { balancer, listener } = question
  if (balancer.kind === 'classic') return classicTargets(network, question)
  const groups = groupsOfListener(network, balancer, listener)
  const each = groups.map((one) => targetsOfGroup(network, question, one))
  return joined(each, groups.length === 0 ? [noGroup(question)] : [])
}

function joined(each: readonly ListenerTargets[], refusals: ListenerTargets['refusals']): ListenerTargets {
  return {
    choices: each.flatMap(({ choices }) => choices).toSorted((a, b) => RANK[a.standing.kind] - RANK[b.standing.kind]),
    refusals: [...refusals, ...each.flatMap((one) => one.refusals)],
    unknowns: each.flatMap(({ unknowns }) => unknowns),
  }
}

const RANK: Readonly<Record<TargetStanding['kind'], number>> = { sends: 0, unknown: 1, never: 2 }

function noGroup({ balancer, listener }: TargetQuestion): ListenerTargets['refusals'][number] {
  const detail = `Listener ${listener.port ?? ''} of ${balancer.name ?? balancer.id} forwards to no target group.`
  return { code: 'ELBV2_LISTENER_HAS_NO_TG', component: listener.arn, detail }
}

function targetsOfGroup(
  network: Network,
  question: TargetQuestion,
  { arn, group, sure, byRule }: ListenerGroup,
): ListenerTargets {
  if (!group) return untold(arn, `${arn} was not collected.`)
  const { targets } = group
  if (targets === null) return untold(arn, `The targets of ${group.name ?? arn} were not collected.`)
  if (targets.length === 0) {
    const detail = `${group.name ?? arn} has no targets.`
    return { choices: [], refusals: [{ code: 'ELBV2_LISTENER_HAS_NO_TG', component: arn, detail }], unknowns: [] }
  }
  const members = targets.map((target, index) => memberOf(network, { group, target, index }))
  const choices = standingOf(network, { ...question, group, members }).map(
    ({ member, standing: own }): TargetChoice => {
      const standing = byRule ? behindRule(own) : own
      return {
        ...member,
        listener: question.listener,
        group,
        standing: sure ? standing : doubted(standing, question, group),
      }
    },
  )
  return { choices, refusals: [], unknowns: [] }
}

function untold(component: string, detail: string): ListenerTargets {
  return { choices: [], refusals: [], unknowns: [{ code: 'UNKNOWN_RESOURCE', component, detail, key: 'TargetGroups' }] }
}

/** Only some requests match a rule, and which was not collected. Source: ALB guide, "Listener rules". */
function behindRule(standing: TargetStanding): TargetStanding {
  if (standing.kind === 'never') return standing
  return { ...standing, caveats: [...standing.caveats, 'LISTENER_RULES_NOT_READ'] }
}

/** The listener whose rule names the group is one of several, nobody knows which. */
function doubted(standing: TargetStanding, { listener }: TargetQuestion, group: TargetGroup): TargetStanding {
  if (standing.kind === 'never') return standing
  const detail = `A rule of some listener sends to ${group.name ?? group.id}; rules are not collected, so it may be of another than ${listener.port ?? 'this one'}.`
  const doubt = { code: 'UNKNOWN_RESOURCE', component: listener.arn, detail, key: null } as const
  return { ...standing, kind: 'unknown', unknowns: [...(standing.kind === 'unknown' ? standing.unknowns : []), doubt] }
}

interface MemberQuestion {
  readonly group: TargetGroup
  readonly target: Target
  readonly index: number
}

function memberOf(network: Network, { group, target, index }: MemberQuestion): TargetMember {
  const { id, port, availabilityZone, health } = target
  return {
    targetId: id,
    port: port ?? group.port,
    target: targetKind(network, { id, group, family: group.ipAddressType === 'ipv6' ? 6 : 4 }),
    rule: {
      kind: 'target',
      resourceId: group.id,
      pointer: `${pointerOf(group.source)}/Targets/${index}`,
      document: group.source.document,
      excerpt: `target ${id}${(port ?? group.port) === null ? '' : ` port ${port ?? group.port}`}`,
    },
    availabilityZone,
    health,
  }
}

interface KindQuestion {
  readonly id: string
  readonly group: Pick<TargetGroup, 'vpcId'>
  readonly family: Family
}

function targetKind(network: Network, { id, group, family }: KindQuestion): TargetKind {
  if (id.startsWith('i-')) return instanceTarget(network, id, family)
  const address = parseAddress(id)
  if (address) {
    return {
      kind: 'address',
      address,
      networkInterface: group.vpcId === null ? null : ownerOf(network, group.vpcId, address),
    }
  }
  if (id.includes(':lambda:')) return { kind: 'function' }
  if (id.includes(':loadbalancer/')) return { kind: 'load-balancer', nodes: nodesOfLoadBalancer(network, id) }
  return untoldKind(id, `${id} is no kind of target that is known.`)
}

/** In the VPC of the group, else the only one in a VPC it peers with; VPCs may share blocks, so there may be several. */
function ownerOf(network: Network, vpcId: string, address: Address): NetworkInterface | null {
  const own = interfaceAt(network, vpcId, address)
  if (own) return own
  const peerings = network.index.peeringsByVpc.get(vpcId) ?? []
  const sides = peerings.flatMap(({ requester, accepter }) => [requester, accepter])
  const ids = new Set(sides.flatMap((side) => side.vpcId ?? []))
  const owners = [...ids].flatMap((id) => interfaceAt(network, id, address) ?? [])
  return onlyOne(owners)
}

/** The primary interface of the instance, by its primary private address. Source: NLB guide, "Target type". */
function instanceTarget(network: Network, id: string, family: Family): TargetKind {
  const instance = network.inventory.instances.get(id)
  const interfaces = network.index.interfacesByInstance.get(id) ?? []
  const main = instance?.privateIp ?? null
  const holds = ({ privateIp }: InterfaceAddress) => privateIp.value === main?.value
  const primary = interfaces.find(({ addresses }) => addresses.some(holds)) ?? onlyOne(interfaces)
  const own = primary ? firstAddress(primary, family) : family === 4 ? main : (instance?.ipv6Addresses.at(0) ?? null)
  if (!own)
    return untoldKind(id, `The address of ${id} was not collected.`, instance ? 'NetworkInterfaces' : 'Instances')
  return { kind: 'address', address: own, networkInterface: primary }
}

function untoldKind(component: string, detail: string, key: Unknown['key'] = null): TargetKind {
  return { kind: 'untold', unknown: { code: 'UNKNOWN_RESOURCE', component, detail, key } }
}

/** Registered by instance; they are asked for the instance port of the listener, over IPv4. */
function classicTargets(network: Network, question: TargetQuestion): ListenerTargets {
  const { balancer, listener } = question
  if (balancer.unread.includes('Instances')) {
    const detail = `The instances of ${balancer.name ?? balancer.id} were not told.`
    const unknown: Unknown = {
      code: 'UNKNOWN_RESOURCE',
      component: balancer.id,
      detail,
      key: 'LoadBalancerDescriptions',
    }
    return { choices: [], refusals: [], unknowns: [unknown] }
  }
  if (balancer.instanceIds.length === 0) {
    const detail = `${balancer.name ?? balancer.id} has no instances.`
    return { choices: [], refusals: [{ code: 'ELB_LISTENERS_MISMATCH', component: balancer.id, detail }], unknowns: [] }
  }
  const members = balancer.instanceIds.map((targetId, index): TargetMember => {
    const port = listener.instancePort
    return {
      targetId,
      port,
      target: instanceTarget(network, targetId, 4),
      rule: {
        kind: 'target',
        resourceId: balancer.id,
        pointer: `${pointerOf(balancer.source)}/Instances/${index}`,
        document: balancer.source.document,
        excerpt: `instance ${targetId}${port === null ? '' : ` port ${port}`}`,
      },
      availabilityZone: null,
      health: null,
    }
  })
  const standings = standingOf(network, { ...question, group: null, members })
  const choices = standings.map(
    ({ member, standing }): TargetChoice => ({ ...member, listener, group: null, standing }),
  )
  return joined([{ choices, refusals: [], unknowns: [] }], [])
}

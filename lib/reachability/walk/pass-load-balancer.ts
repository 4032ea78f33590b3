/**
 * At a node of a load balancer: a listener takes the packet, and the node sends it to one of the targets it may choose.
 * Source: ELB guides, "Listeners", "Target groups".
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import type { Listener, LoadBalancer } from '../../inventory/services.ts'
import { holds, intersect } from '../../net/interval-set.ts'
import { formatProtocol, ICMP, ICMPV6, UDP } from '../../net/protocol.ts'
import { formatPorts } from '../../net/traffic.ts'
import { answersItself, listenerRef, listenerText, transportsOf } from '../load-balancer-listeners.ts'
import { loadBalancerNode } from '../load-balancer-nodes.ts'
import { interfacesOfTarget, type TargetChoice, type Unknown } from '../load-balancer-target.ts'
import { type ListenerTargets, targetsOfListener } from '../load-balancer-targets.ts'
import type { Network } from '../network.ts'
import type { TraceHop } from '../trace-result.ts'
import { blocks, passes, type Refusal, unknownAt } from './hop.ts'
import type { Place, Step, StepOutcome, WalkContext, WalkState } from './state.ts'

type Here = WalkState & { readonly place: Extract<Place, { readonly kind: 'load-balancer' }> }

interface At {
  readonly context: WalkContext
  readonly state: Here
  readonly balancer: LoadBalancer
  readonly node: NetworkInterface
}

type Head = Pick<TraceHop, 'component' | 'kind' | 'attachedTo' | 'vpcId' | 'detail'>

export const passLoadBalancer: Step<'load-balancer'> = (context, state) => {
  const { arn, interfaceId } = state.place
  const { loadBalancers, networkInterfaces } = context.network.inventory
  const balancer = loadBalancers.get(arn)
  const node = interfaceId === null ? undefined : networkInterfaces.get(interfaceId)
  if (!balancer) return untold(state, `${arn} was not collected.`, keyOfArn(arn))
  if (!node) return untold(state, `The nodes of ${balancer.name ?? arn} were not collected.`, 'NetworkInterfaces')
  const at: At = { context, state, balancer, node }
  const answer = answerOf(at)
  const broken = brokenState(at)
  return broken ? { ...answer, hops: [broken, ...answer.hops] } : answer
}

function keyOfArn(arn: string): Unknown['key'] {
  return /:loadbalancer\/(?:app|net|gwy)\//.test(arn) ? 'LoadBalancers' : 'LoadBalancerDescriptions'
}

function untold(state: Here, detail: string, key: Unknown['key']): StepOutcome {
  const { arn, interfaceId } = state.place
  const head = { component: arn, kind: 'load-balancer' as const, attachedTo: interfaceId, detail }
  return { hops: [unknownAt(state, head, { key })], next: [] }
}

function headOf({ balancer, node }: At, detail: string): Head {
  return { component: balancer.id, kind: 'load-balancer', attachedTo: node.id, vpcId: node.vpcId, detail }
}

/** Source: Elastic Load Balancing API reference, LoadBalancerState. */
function brokenState(at: At): TraceHop | null {
  const { state, balancer } = at
  if (balancer.state !== 'provisioning' && balancer.state !== 'failed') return null
  const head = headOf(at, `${balancer.name ?? balancer.id} is ${balancer.state}.`)
  return blocks(state, head, { code: 'BAD_STATE' })
}

function answerOf(at: At): StepOutcome {
  const { state, balancer } = at
  const { packet } = state
  const { listeners } = balancer
  if (balancer.kind === 'gateway') {
    const refusals = geneveRefusals(at)
    if (refusals.length > 0) return { hops: [blocks(state, headOf(at, 'takes GENEVE only'), ...refusals)], next: [] }
  }
  if (packet.protocol === ICMP || packet.protocol === ICMPV6) return answerPing(at)
  if (listeners === null) {
    const head = headOf(at, `The listeners of ${balancer.name ?? balancer.id} were not collected.`)
    return { hops: [unknownAt(state, head, { key: 'Listeners' })], next: [] }
  }
  const taking = listeners.filter((listener) => takes(at, listener) === true)
  if (taking.length > 0) return forwarded(at, taking)
  const unsure = listeners.filter((listener) => takes(at, listener) === null)
  if (unsure.length > 0) {
    const head = headOf(at, `What ${unsure.map(listenerText).join(', ')} takes is not known.`)
    return { hops: [unknownAt(state, head, { key: 'Listeners' })], next: [] }
  }
  return { hops: [mismatch(at, listeners)], next: [] }
}

/** Source: Gateway Load Balancers guide: GENEVE on UDP port 6081. */
const GENEVE_PORT = 6081

function geneveRefusals({ state: { packet } }: At): readonly Refusal[] {
  const refusals: Refusal[] = []
  if (packet.protocol !== UDP) {
    refusals.push({ code: 'GWLB_PROTOCOL_RESTRICTION', detail: `${formatProtocol(packet.protocol)} is not UDP` })
  }
  if (!holds(packet.destinationPorts, GENEVE_PORT)) {
    const detail = `${formatPorts(packet.destinationPorts)} is not ${GENEVE_PORT}`
    refusals.push({ code: 'GWLB_DESTINATION_PORT_RESTRICTION', detail })
  }
  return refusals
}

/**
 * Application and Classic Load Balancers answer pings their groups admit and ask no target; a Network Load Balancer takes
 * only what a listener does. Source: Application and Classic Load Balancers guides, "Security groups".
 */
function answerPing(at: At): StepOutcome {
  const { state, balancer, node } = at
  if (balancer.kind === 'network') return { hops: [mismatch(at, balancer.listeners ?? [])], next: [] }
  const hop = passes(state, headOf(at, 'answers itself'))
  return { hops: [hop], next: [], arrival: { kind: 'interface', id: node.id } }
}

/** Null when AWS did not tell the port, or a protocol of a kind that is not known. */
function takes({ balancer, state: { packet } }: At, { protocol, port }: Listener): boolean | null {
  if (balancer.kind === 'gateway') return true
  const transports = transportsOf(protocol)
  if (transports && !transports.includes(packet.protocol)) return false
  if (port !== null && !holdsPort(packet.destinationPorts, port)) return false
  return transports === null || port === null ? null : true
}

function holdsPort(ports: WalkState['packet']['destinationPorts'], port: number): boolean {
  return intersect(ports, [[port, port]]).length > 0
}

function mismatch(at: At, listeners: readonly Listener[]): TraceHop {
  const { state, balancer } = at
  const { packet } = state
  const classic = balancer.kind === 'classic'
  const wanted = `${formatProtocol(packet.protocol)} port ${formatPorts(packet.destinationPorts)}`
  const detail = `no listener of ${balancer.name ?? balancer.id} takes ${wanted}`
  const others = listeners
    .filter(({ protocol }) => transportsOf(protocol)?.includes(packet.protocol))
    .map((listener): Refusal => {
      const code = classic ? 'ELB_LISTENER_PORT_RESTRICTION' : 'ELBV2_LISTENER_PORT_RESTRICTION'
      const words = `${listenerText(listener)} does not take ${wanted}`
      return { code, component: listener.arn, detail: words, rule: listenerRef(balancer, listener) }
    })
  const code = classic ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENERS_MISMATCH'
  return blocks(state, headOf(at, detail), { code }, ...others, ...otherTargetPorts(at, listeners))
}

/** The target that is asked for is registered, and with another port. */
function otherTargetPorts(at: At, listeners: readonly Listener[]): readonly Refusal[] {
  const { context, state, balancer, node } = at
  const wanted = wantedInterfaces(at)
  if (wanted === null) return []
  return listeners
    .flatMap((listener) => targetsOfListener(context.network, { balancer, listener, node }).choices)
    .filter((choice) => isWanted(context.network, choice, wanted) && isElsewhere(choice, state))
    .map(({ targetId, port, rule }): Refusal => {
      const detail = `${targetId} is registered with port ${port}`
      return { code: 'TARGET_PORT_RESTRICTION', component: targetId, detail, rule }
    })
}

/** The targets of every listener that takes it: it is enough that one of them answers. */
function forwarded(at: At, taking: readonly Listener[]): StepOutcome {
  const { context, state, balancer, node } = at
  const { network } = context
  const wanted = wantedInterfaces(at)
  const rules = taking.map((listener) => listenerRef(balancer, listener))
  const head = { ...headOf(at, `${taking.map(listenerText).join(', ')} takes it`), rules }
  const answering = taking.find(answersItself)
  if (answering && wanted === null) {
    const hop = passes(state, {
      ...head,
      detail: `${listenerText(answering)} answers with a ${answering.defaultAction}`,
    })
    return { hops: [hop], next: [], arrival: { kind: 'interface', id: node.id } }
  }
  const each = taking.map((listener) => targetsOfListener(network, { balancer, listener, node }))
  const choices = each
    .flatMap((one) => one.choices)
    .filter((choice) => wanted === null || isWanted(network, choice, wanted))
  const live = choices.filter(({ standing }) => standing.kind !== 'never')
  const next = [
    ...live.map((choice) => toTarget(at, choice)),
    ...each.flatMap(({ unknowns }) => unknowns).map((unknown) => toUnknown(state, unknown)),
  ]
  if (next.length === 0) return { hops: [blocks(state, head, ...refusalsOf(at, each, choices))], next: [] }
  return { hops: [passes(state, head)], next, branching: 'any' }
}

function toTarget({ state, node }: At, choice: TargetChoice): WalkState {
  const { arn } = state.place
  const port = choice.listener.port
  const destinationPorts = port === null ? state.packet.destinationPorts : ([[port, port]] as const)
  const place = { kind: 'load-balancer-target' as const, arn, interfaceId: node.id, choice }
  return { ...state, place, packet: { ...state.packet, destinationPorts } }
}

function toUnknown(state: WalkState, unknown: Unknown): WalkState {
  return { ...state, place: { kind: 'unfollowed', id: unknown.component, unknown: { ...unknown, gapIds: [] } } }
}

/**
 * Why no target is asked: what each group and each target says, led by what it comes to.
 * Source: Reachability Analyzer guide, "Explanation codes".
 */
function refusalsOf({ balancer, node }: At, each: readonly ListenerTargets[], choices: readonly TargetChoice[]) {
  const own: readonly Refusal[] = choices.flatMap(({ standing, targetId, rule }) =>
    standing.kind === 'never' ? [{ code: standing.code, component: targetId, detail: standing.detail, rule }] : [],
  )
  const groups: readonly Refusal[] = each.flatMap(({ refusals }) => refusals)
  if (choices.length === 0 && groups.length === 0) {
    const detail = 'what the question asks for is no target of the listener'
    return [
      { code: 'TARGET_ADDRESS_RESTRICTION', detail } as const,
      { code: 'COMPONENT_FILTER_RESTRICTION', detail } as const,
    ]
  }
  if (choices.length === 0 || balancer.kind === 'classic') return [...groups, ...own]
  const zoned = own.every(({ code }) => code !== 'BAD_STATE')
  const lead: Refusal = zoned
    ? { code: 'ELBV2_NO_TARGETS_IN_AZ', detail: `${node.id} may send to no target of its zone` }
    : { code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT', detail: 'no target group has a target that takes it' }
  return [lead, ...groups, ...own]
}

function isElsewhere({ port }: TargetChoice, { packet }: WalkState): boolean {
  return port !== null && !holdsPort(packet.destinationPorts, port)
}

/** When the question is about a target, or about a load balancer behind this one; null when any target will do. */
function wantedInterfaces({ context, state, balancer }: At): ReadonlySet<string> | null {
  const { network, destinationId } = context
  if (destinationId === null) return null
  const { networkInterfaces, instances, loadBalancers } = network.inventory
  const asked = loadBalancerNode(network, destinationId)?.arn ?? destinationId
  const passed = [balancer.id, ...state.translations.map(({ component }) => component)]
  if (passed.includes(asked)) return null
  const known = networkInterfaces.has(asked) || instances.has(asked) || loadBalancers.has(asked)
  if (!known) return null
  const behind = (network.index.interfacesByInstance.get(asked) ?? []).map(({ id }) => id)
  return new Set([asked, destinationId, ...behind])
}

/** It is, or the one that is asked for may be behind it. */
function isWanted(network: Network, choice: TargetChoice, wanted: ReadonlySet<string>): boolean {
  if (wanted.has(choice.targetId)) return true
  return interfacesOfTarget(choice).some(({ id }) => wanted.has(id) || loadBalancerNode(network, id) !== null)
}

/**
 * The internet edge: public addresses, the internet gateway, Block Public Access and edge route tables.
 * Source: VPC guide, "Internet gateways", "Block public access to VPCs and subnets", "Gateway route tables".
 */

import { pointerOf } from '../inventory/resource.ts'
import type { InternetGateway, Route } from '../inventory/routing.ts'
import { containsAddress, formatAddress } from '../net/prefix.ts'
import { blockStateOf, permitsEdge } from './block-public-access.ts'
import { type AttachedGateway, attachedGateways, coverageOf, unreadAddresses } from './network.ts'
import type { Blocker, BlockerCode, RuleRef } from './path.ts'
import { meetAll } from './rectangles.ts'
import { describeRoute, destinationPrefixes, routeRef } from './reply-routes.ts'
import { blocking, type Journey, passing, type Stage, stage, unsure } from './stage.ts'

export function blockPublicAccessStage(journey: Journey): Stage | null {
  if (!journey.subnet) return null
  const head = { component: journey.subnet.vpcId, kind: 'block-public-access' as const }
  const found = blockStateOf(journey.network, journey.subnet)
  if (found.kind === 'unknown') {
    const why = `Block Public Access is on for ${journey.subnet.vpcId} and its exclusions were not collected.`
    return unsure(journey, { ...head, detail: why }, why)
  }
  if (found.kind === 'assumed-off') {
    const caveats = ['Block Public Access was not collected; it is taken to be off, as AWS delivers it.']
    return { ...passing(journey, { ...head, detail: 'taken to be off' }), caveats }
  }
  const { mode, exclusion } = found.state
  const words = `Block Public Access is ${mode}${exclusion ? `, excluded here with ${exclusion}` : ''}`
  if (permitsEdge(found.state, 'in')) return passing(journey, { ...head, detail: words })
  return blocking({ ...head, detail: words }, [blocker('VPC_BLOCK_PUBLIC_ACCESS_ENABLED', head.component, words)])
}

/** A public address must map to the interface, and a gateway must be attached to its VPC. */
export function internetGatewayStage(journey: Journey): Stage {
  const { networkInterface, addresses, network } = journey
  const blockers: Blocker[] = []
  if (addresses.length === 0 && unreadAddresses(networkInterface).length > 0) {
    const why = `${networkInterface.id} has parts that could not be read (${unreadAddresses(networkInterface).join(', ')}).`
    return unsure(journey, { component: networkInterface.id, kind: 'internet-gateway', detail: why }, why)
  }
  if (addresses.length === 0) {
    const missing = journey.query.family === 4 ? 'public IPv4 address' : 'global IPv6 address'
    blockers.push(
      blocker(
        'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
        networkInterface.id,
        `${networkInterface.id} has no ${missing}`,
      ),
    )
  }
  const attached = attachedGateways(network, networkInterface.vpcId)
  const working = attached.find(({ state }) => WORKING.has(state)) ?? believedGateway(journey, attached)
  const mapping = addresses.map(mappingText).join(', ')
  if (working) {
    const head = { component: working.gateway.id, kind: 'internet-gateway' as const, detail: mapping }
    if (blockers.length > 0) return blocking(head, blockers)
    const rules = [gatewayRef(working.gateway), interfaceRef(journey, mapping)]
    return { ...passing(journey, head), rules, caveats: believedCaveats(working) }
  }
  return unattachedStage(journey, attached.at(0) ?? null, blockers)
}

/** A gateway whose state was not told, with an active route to it. */
function believedGateway(journey: Journey, attached: readonly AttachedGateway[]): AttachedGateway | undefined {
  const routed = routedGateway(journey)
  return attached.find(({ gateway, state }) => state === 'unknown' && gateway.id === routed)
}

function believedCaveats({ gateway, state }: AttachedGateway): readonly string[] {
  if (state !== 'unknown') return []
  return [`Whether ${gateway.id} is attached was not told; an active route to it says it is.`]
}

function unattachedStage(journey: Journey, present: AttachedGateway | null, blockers: Blocker[]): Stage {
  const { vpcId } = journey.networkInterface
  const detaching = present && present.state !== 'unknown' ? present.gateway.id : null
  const routed = believable(journey, routedGateway(journey))
  const head = { component: present?.gateway.id ?? routed ?? vpcId, kind: 'internet-gateway' as const }
  if (detaching)
    blockers.push(blocker('BAD_STATE_ATTACHMENT', detaching, `${detaching} is not attached to ${vpcId} now`))
  else if (!present && !routed && gatewaysTold(journey))
    blockers.push(blocker('UNASSOCIATED_COMPONENT', vpcId, `no internet gateway is attached to ${vpcId}`))
  if (blockers.length > 0) return blocking({ ...head, detail: 'no way in' }, blockers)
  if (!routed) {
    const why = `Whether an internet gateway is attached to ${vpcId} was not collected.`
    return unsure(journey, { ...head, detail: why }, why)
  }
  // AWS turns a route into a blackhole when its gateway is detached, so an active one is proof.
  const caveats = [`${routed} was not collected; an active route to it says it is attached.`]
  return { ...passing(journey, { ...head, detail: journey.addresses.map(mappingText).join(', ') }), caveats }
}

/** A gateway that is told to be attached elsewhere, or to nothing, is not believed. */
function believable({ network }: Journey, gatewayId: string | null): string | null {
  const gateway =
    gatewayId === null ? undefined : network.inventory.internetGateways.get(gatewayId as InternetGateway['id'])
  return gateway?.attachmentsTold ? null : gatewayId
}

/** Is every gateway known, and what each is attached to? Then a VPC none of them names has none. */
function gatewaysTold({ network: { inventory }, networkInterface }: Journey): boolean {
  const vpc = inventory.vpcs.get(networkInterface.vpcId)
  if (!vpc || coverageOf(inventory, vpc, 'InternetGateways') !== 'complete') return false
  const { account, region } = vpc
  return [...inventory.internetGateways.values()].every(
    (gateway) => gateway.attachmentsTold || gateway.account !== account || gateway.region !== region,
  )
}

function routedGateway(journey: Journey): string | null {
  const table = journey.network.index.routeTableBySubnet.get(journey.networkInterface.subnetId)
  const route = table?.routes.find((each) => each.state === 'active' && each.target.kind === 'internet-gateway')
  return route?.target.kind === 'internet-gateway' ? route.target.id : null
}

/** Is what comes in for the interface steered to an appliance first? Null when no gateway table says anything. */
export function edgeRouteStage(journey: Journey, replies: Stage): Stage | null {
  const gateways = attachedGateways(journey.network, journey.networkInterface.vpcId)
  for (const { gateway } of gateways) {
    const table = journey.network.index.routeTableByGateway.get(gateway.id)
    const route = table && edgeRoute(journey, table.routes)
    if (!table || !route || route.target.kind === 'local') continue
    const rule = routeRef(table, route)
    const head = { component: table.id, kind: 'route-table' as const, detail: describeRoute(route), rules: [rule] }
    if (route.state === 'blackhole')
      return blocking(head, [{ ...blocker('BAD_STATE_ROUTE', table.id, rule.excerpt), rule }])
    return steeredStage(head, journey, { rule, replies })
  }
  return null
}

/** The way back must be the way in: a client whose reply leaves by the gateway itself is shut out, others may pass. */
function steeredStage(
  head: Pick<Stage, 'component' | 'kind' | 'detail' | 'rules'>,
  journey: Journey,
  { rule, replies }: { readonly rule: RuleRef; readonly replies: Stage },
): Stage {
  const why = `What comes in passes ${rule.excerpt}; what happens there is not looked at.`
  if (replies.admission.known.length === 0) return unsure(journey, head, why)
  const words = `what comes in is steered by ${rule.excerpt}, replies leave by the gateway itself`
  const blockers = [{ ...blocker('INGRESS_RTB_TRAFFIC_REDIRECTION', head.component, words), rule }]
  const others = meetAll([journey.wanted], replies.admission.maybe).map((each) => ({ ...each, rules: [] }))
  return stage(head, { known: [], maybe: others, unknowns: others.length > 0 ? [why] : [] }, blockers)
}

function edgeRoute(journey: Journey, routes: readonly Route[]): Route | null {
  const { inventory } = journey.network
  const target = journey.addresses.at(0)?.privateIp
  let best: { route: Route; length: number } | null = null
  for (const route of routes) {
    for (const prefix of destinationPrefixes(inventory, route) ?? []) {
      if (!target || !containsAddress(prefix, target)) continue
      if (!best || prefix.length > best.length) best = { route, length: prefix.length }
    }
  }
  return best?.route ?? null
}

/** The interface itself: attached, not a NAT gateway, not told to refuse the internet. */
export function interfaceStage(journey: Journey): Stage {
  const { networkInterface, network } = journey
  const { id, instanceId, status } = networkInterface
  const blockers: Blocker[] = []
  const add = (code: BlockerCode, words: string) => blockers.push(blocker(code, id, words))
  if (status === 'available') add('BAD_STATE', `${id} is attached to nothing`)
  if (networkInterface.denyAllIgwTraffic) add('ENI_DENY_ALL_IGW_TRAFFIC', `${id} refuses all internet gateway traffic`)
  if (networkInterface.type === 'nat-gateway')
    add('NAT_NO_INBOUND', `${id} is a NAT gateway, which opens nothing inward`)
  const instance = instanceId ? network.inventory.instances.get(instanceId) : undefined
  if (instance && STOPPED.has(instance.state)) add('BAD_STATE', `${instance.id} is ${instance.state}`)
  const head = { component: instanceId ?? id, kind: 'network-interface' as const }
  const words = [instanceId, id, journey.addresses.map(({ privateIp }) => formatAddress(privateIp)).join(', ')]
  const detail = words.filter((word) => word).join(' · ')
  if (blockers.length > 0) return blocking({ ...head, detail }, blockers)
  return passing(journey, { ...head, detail })
}

export function blocker(code: BlockerCode, component: string, detail: string): Blocker {
  return { code, component, leg: 'request', detail, rule: null }
}

function mappingText({ publicIp, privateIp }: Journey['addresses'][number]): string {
  const outside = formatAddress(publicIp)
  const inside = formatAddress(privateIp)
  return outside === inside ? `delivers to ${inside}` : `maps ${outside} to ${inside}`
}

function gatewayRef(gateway: InternetGateway): RuleRef {
  return { kind: 'resource', resourceId: gateway.id, ...at(gateway.source), excerpt: `${gateway.id} is attached` }
}

function interfaceRef({ networkInterface }: Journey, excerpt: string): RuleRef {
  return { kind: 'network-interface', resourceId: networkInterface.id, ...at(networkInterface.source), excerpt }
}

function at(source: InternetGateway['source']): { pointer: string; document: number } {
  return { pointer: pointerOf(source), document: source.document }
}

const WORKING: ReadonlySet<string> = new Set(['available', 'attached'])
const STOPPED: ReadonlySet<string> = new Set(['stopping', 'stopped', 'shutting-down', 'terminated'])

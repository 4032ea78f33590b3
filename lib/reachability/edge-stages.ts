/**
 * The internet edge: public addresses, the internet gateway, Block Public Access and edge route tables.
 * Source: VPC guide, "Internet gateways", "Block public access to VPCs and subnets", "Gateway route tables".
 */

import { pointerOf } from '../inventory/resource.ts'
import type { InternetGateway } from '../inventory/routing.ts'
import { formatAddress } from '../net/prefix.ts'
import { blockStateOf, permitsEdge } from './block-public-access.ts'
import { edgeRouteFor, type GatewayPassage, gatewayPassage, mayBeSteered } from './internet-edge.ts'
import { unreadAddresses } from './network.ts'
import type { Blocker, BlockerCode, RuleRef } from './path.ts'
import { meetAll } from './rectangles.ts'
import { describeRoute, routeRef } from './reply-routes.ts'
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
  if (addresses.length === 0 && unreadAddresses(networkInterface).length > 0) {
    const why = `${networkInterface.id} has parts that could not be read (${unreadAddresses(networkInterface).join(', ')}).`
    return unsure(journey, { component: networkInterface.id, kind: 'internet-gateway', detail: why }, why)
  }
  const passage = gatewayPassage(network, networkInterface)
  const blockers = [...withoutAddress(journey), ...withoutGateway(journey, passage)]
  const component =
    passage.kind === 'attached'
      ? passage.gateway.id
      : ((passage.kind === 'none' ? null : passage.id) ?? networkInterface.vpcId)
  const mapping = addresses.map(mappingText).join(', ')
  const head = { component, kind: 'internet-gateway' as const, detail: mapping }
  if (blockers.length > 0)
    return blocking({ ...head, detail: passage.kind === 'attached' ? mapping : 'no way in' }, blockers)
  if (passage.kind === 'attached') {
    const rules = [gatewayRef(passage.gateway), interfaceRef(journey, mapping)]
    return { ...passing(journey, head), rules, caveats: believedCaveats(passage) }
  }
  if (passage.kind === 'routed') {
    const caveats = [`${passage.id} was not collected; an active route to it says it is attached.`]
    return { ...passing(journey, head), caveats }
  }
  const why = `Whether an internet gateway is attached to ${networkInterface.vpcId} was not collected.`
  return unsure(journey, { ...head, detail: why }, why)
}

function withoutAddress({ networkInterface: { id }, addresses, query }: Journey): readonly Blocker[] {
  if (addresses.length > 0) return []
  const missing = query.family === 4 ? 'public IPv4 address' : 'global IPv6 address'
  return [blocker('IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', id, `${id} has no ${missing}`)]
}

function withoutGateway({ networkInterface: { vpcId } }: Journey, passage: GatewayPassage): readonly Blocker[] {
  if (passage.kind === 'detaching')
    return [blocker('BAD_STATE_ATTACHMENT', passage.id, `${passage.id} is not attached to ${vpcId} now`)]
  if (passage.kind === 'none')
    return [blocker('UNASSOCIATED_COMPONENT', vpcId, `no internet gateway is attached to ${vpcId}`)]
  return []
}

function believedCaveats({ gateway, believed }: GatewayPassage & { kind: 'attached' }): readonly string[] {
  return believed ? [`Whether ${gateway.id} is attached was not told; an active route to it says it is.`] : []
}

/** Is what comes in for the interface steered to an appliance first? Null when no gateway table says anything. */
export function edgeRouteStage(journey: Journey, replies: Stage): Stage | null {
  const { vpcId } = journey.networkInterface
  if (mayBeSteered(journey.network, vpcId)) {
    const why = `Whether the internet gateway of ${vpcId} has a route table of its own was not told.`
    return unsure(journey, { component: vpcId, kind: 'route-table', detail: why }, why)
  }
  const found = edgeRouteFor(journey.network, journey.networkInterface, journey.addresses.at(0)?.privateIp)
  if (!found) return null
  const { table, route } = found
  const rule = routeRef(table, route)
  const head = { component: table.id, kind: 'route-table' as const, detail: describeRoute(route), rules: [rule] }
  if (route.state === 'blackhole')
    return blocking(head, [{ ...blocker('BAD_STATE_ROUTE', table.id, rule.excerpt), rule }])
  return steeredStage(head, journey, { rule, replies })
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
  const instance = network.inventory.instances.get(instanceId ?? '')
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

export const STOPPED: ReadonlySet<string> = new Set(['stopping', 'stopped', 'shutting-down', 'terminated'])

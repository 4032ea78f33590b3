/**
 * Through a gateway endpoint to its service: TCP and echo requests, and only from the VPC it stands in. Its policy is
 * about who asks and for what, not about packets, and is not judged.
 * Source: PrivateLink guide, "Gateway endpoints"; Reachability Analyzer guide, VPCE_GATEWAY_PROTOCOL_RESTRICTION.
 */

import type { VpcEndpoint } from '../../inventory/connectivity.ts'
import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { formatProtocol, ICMP, ICMPV6, TCP } from '../../net/protocol.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import { prefixListEntries } from '../security-group-filter.ts'
import { endpointObjections, joined } from './endpoint-objections.ts'
import { judged, type Objections, passes } from './hop.ts'
import { isSentFrom } from './is-sent-from.ts'
import type { StepOutcome, WalkContext, WalkState } from './state.ts'

export function passGatewayEndpoint({ network }: WalkContext, state: WalkState, endpoint: VpcEndpoint): StepOutcome {
  const { id, vpcId, serviceName } = endpoint
  const objections = joined(
    endpointObjections(endpoint),
    protocolObjections(endpoint, state.packet),
    sourceObjections(network, endpoint, state),
    destinationObjections(network, endpoint, state.packet),
  )
  const words = [...objections.refusals, ...objections.doubts].map(({ detail }) => detail ?? '')
  const detail = words.length > 0 ? words.join(' ') : `${id} takes it to ${serviceName}.`
  const hop = judged(state, { component: id, kind: 'vpc-endpoint', vpcId, detail }, objections)
  const service = passes(state, {
    component: serviceName || id,
    kind: 'service',
    attachedTo: id,
    detail: `At ${serviceName || id}.`,
  })
  return { hops: [hop, service], next: [], arrival: { kind: 'service', id } }
}

function protocolObjections({ id }: VpcEndpoint, { protocol, icmp }: Packet): Objections {
  const echo = (protocol === ICMP && icmp?.type === 8) || (protocol === ICMPV6 && icmp?.type === 128)
  if (protocol === TCP || echo) return { refusals: [], doubts: [] }
  const what = icmp ? `${formatProtocol(protocol)} type ${icmp.type}` : formatProtocol(protocol)
  const detail = `${id} carries TCP and ICMP echo, not ${what}.`
  return { refusals: [{ code: 'VPCE_GATEWAY_PROTOCOL_RESTRICTION', component: id, detail }], doubts: [] }
}

/** Not through the VPC: what came over a VPN, a peering connection or a transit gateway is not served. */
function sourceObjections({ inventory }: Network, { id, vpcId }: VpcEndpoint, state: WalkState): Objections {
  const { source } = state.packet
  const vpc = inventory.vpcs.get(vpcId)
  if (!vpc) return { refusals: [], doubts: [{ component: vpcId, detail: `${vpcId} was not collected.`, key: 'Vpcs' }] }
  if (isSentFrom(state, vpcId) && vpc.cidrs.some((cidr) => containsAddress(cidr, source)))
    return { refusals: [], doubts: [] }
  const detail = `${formatAddress(source)} is no address of ${vpcId}.`
  return { refusals: [{ code: 'VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC', component: id, detail }], doubts: [] }
}

/** The list of the service has the service's name. */
function destinationObjections({ inventory }: Network, { id, serviceName }: VpcEndpoint, packet: Packet): Objections {
  const entries = prefixListEntries(
    [...inventory.prefixLists.values()].find(({ listName }) => listName === serviceName),
  )
  const { destination } = packet
  if (!entries || entries.some((entry) => containsAddress(entry, destination))) return { refusals: [], doubts: [] }
  const detail = `${formatAddress(destination)} is no address of ${serviceName}.`
  return { refusals: [{ code: 'CANNOT_ROUTE', component: id, detail }], doubts: [] }
}

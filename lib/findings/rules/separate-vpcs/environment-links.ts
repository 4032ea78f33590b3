/** What joins VPCs, for ISO-003: peerings, transit gateways by their route tables, endpoints of services that live in another VPC. */

import type { TransitGateway, TransitGatewayRouteTable } from '../../../inventory/connectivity.ts'
import type { Resource } from '../../../inventory/resource.ts'
import { isDead } from '../../../inventory/state.ts'
import type { RuleContext } from '../../rule.ts'
import { sidesOf } from './peering.ts'

export interface Link {
  readonly resource: Resource
  readonly type: string
  readonly lanes: readonly Lane[]
  /** What is not known of where it leads. */
  readonly untold: readonly string[]
}

/** Whoever is in `from` is led to whoever is in `to`. VPC ids. */
export interface Lane {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

export function linksOf(context: RuleContext): readonly Link[] {
  return [...peeringLinks(context), ...transitLinks(context), ...endpointLinks(context)]
}

function peeringLinks({ inventory }: RuleContext): readonly Link[] {
  return [...inventory.vpcPeeringConnections.values()]
    .filter(({ status }) => status === 'active')
    .map((resource) => {
      const [from, to] = sidesOf(resource).map(({ vpcId }) => (vpcId === null ? [] : [vpcId]))
      const untold = from?.length === 1 && to?.length === 1 ? [] : ['a side of it']
      return { resource, type: 'vpc-peering-connection', lanes: [{ from: from ?? [], to: to ?? [] }], untold }
    })
}

function transitLinks({ inventory, network }: RuleContext): readonly Link[] {
  return [...inventory.transitGateways.values()]
    .filter(({ state }) => !isDead(state))
    .map((resource: TransitGateway) => {
      const tables = network.index.transitGatewayRouteTablesByGateway.get(resource.id) ?? []
      const untold = tables.filter(({ associations, routes, unread }) => !associations || !routes || unread.length > 0)
      return {
        resource,
        type: 'transit-gateway',
        lanes: tables.map((table) => laneOf(inventory, table)),
        untold: [
          ...(tables.length === 0 ? ['its route tables'] : untold.map(({ id }) => id)),
          ...tables.flatMap((table) => unknownAttachments(inventory, table)),
        ],
      }
    })
}

function laneOf(
  { transitGatewayAttachments }: RuleContext['inventory'],
  { associations, routes }: TransitGatewayRouteTable,
): Lane {
  const vpcOf = (id: string | null): readonly string[] => {
    const attachment = transitGatewayAttachments.get(id ?? '')
    return attachment?.kind === 'vpc' && attachment.resourceId !== null ? [attachment.resourceId] : []
  }
  const led = (routes ?? []).filter(({ state }) => state === 'active').flatMap((route) => route.attachments)
  return {
    from: (associations ?? []).flatMap(vpcOf),
    to: [...new Set(led.flatMap(({ id }) => vpcOf(id)))],
  }
}

function unknownAttachments(
  { transitGatewayAttachments }: RuleContext['inventory'],
  { associations, routes }: TransitGatewayRouteTable,
): readonly string[] {
  const led = (routes ?? []).flatMap(({ attachments }) => attachments.flatMap(({ id }) => id ?? []))
  return [...new Set([...(associations ?? []), ...led])].filter((id) => !transitGatewayAttachments.has(id))
}

/** The VPC of a service is that of its load balancers. Source: PrivateLink guide, "Create a service". */
function endpointLinks({ inventory }: RuleContext): readonly Link[] {
  const services = new Map([...inventory.vpcEndpointServices.values()].map((service) => [service.serviceName, service]))
  return [...inventory.vpcEndpoints.values()].flatMap((resource) => {
    const service = services.get(resource.serviceName)
    if (!service || isDead(resource.state)) return []
    const to = service.loadBalancerArns.flatMap((arn) => inventory.loadBalancers.get(arn)?.vpcId ?? [])
    const untold = to.length === 0 ? [`the VPC of ${service.serviceName}`] : []
    return [{ resource, type: 'vpc-endpoint', lanes: [{ from: [resource.vpcId], to }], untold }]
  })
}

/** VPC endpoints, the services behind them, and EC2 Instance Connect endpoints. Source: PrivateLink guide; EC2 API. */

import type { JsonObject } from '../describe/document.ts'
import type { InstanceConnectEndpoint, VpcEndpoint, VpcEndpointService } from './connectivity.ts'
import {
  absentLists,
  type ElementReader,
  fillMissing,
  type Reading,
  readAll,
  resourceOf,
  unreadable,
} from './element-reader.ts'
import { hasPrefix, type VpcEndpointId, type VpcEndpointServiceId } from './ids.ts'
import { isDead } from './state.ts'
import { firstText, flag, hasList, idsOf, idText, isObject, list, text, texts, textsOf } from './wire.ts'

const KINDS: ReadonlyMap<string, VpcEndpoint['kind']> = new Map([
  ['gateway', 'gateway'],
  ['interface', 'interface'],
  ['gatewayloadbalancer', 'gateway-load-balancer'],
  ['resource', 'resource'],
  ['servicenetwork', 'service-network'],
])

function endpointId(element: JsonObject): VpcEndpointId | null {
  const id = idText(element, 'VpcEndpointId', 'vpce')
  return id === null || hasPrefix(id, 'vpce-svc') ? null : id
}

export const VPC_ENDPOINT: ElementReader<VpcEndpoint> = {
  key: 'VpcEndpoints',
  idOf: endpointId,
  read: (wire, id) => {
    const { element } = wire
    const vpcId = idText(element, 'VpcId', 'vpc')
    const state = text(element, 'State') ?? 'unknown'
    if (isDead(state)) wire.reading.dead.add(id)
    if (vpcId === null) return isDead(state) ? null : unreadable(wire, `${id} names no VPC and was left out.`)
    const kind = KINDS.get((text(element, 'VpcEndpointType') ?? 'gateway').toLowerCase()) ?? 'other'
    return {
      ...resourceOf(wire, id),
      vpcId,
      kind,
      serviceName: firstText(element, 'ServiceName', 'ResourceConfigurationArn', 'ServiceNetworkArn') ?? '',
      state,
      routeTableIds: idsOf(texts(element, 'RouteTableIds'), 'rtb'),
      subnetIds: idsOf(texts(element, 'SubnetIds'), 'subnet'),
      interfaceIds: idsOf(texts(element, 'NetworkInterfaceIds'), 'eni'),
      unread: isDead(state) ? [] : absentLists(wire, listsOf(kind)),
      securityGroupIds: idsOf(textsOf(element, 'Groups', 'GroupId'), 'sg'),
      privateDns: flag(element, 'PrivateDnsEnabled'),
      policy: policyOf(element),
    }
  },
}

/** The lists that say where an endpoint stands; one that steers is in its subnets, whatever its interfaces are called. */
function listsOf(kind: VpcEndpoint['kind']): readonly string[] {
  if (kind === 'gateway') return []
  return kind === 'gateway-load-balancer' ? ['SubnetIds'] : ['SubnetIds', 'NetworkInterfaceIds']
}

/** AWS prints the policy as a text; some tools parse it on the way. */
function policyOf(element: JsonObject): string | null {
  const policy = element['PolicyDocument']
  return isObject(policy) ? JSON.stringify(policy) : text(element, 'PolicyDocument')
}

export function readVpcEndpointServices(reading: Reading): Map<string, VpcEndpointService> {
  return readAll(reading, [VPC_ENDPOINT_SERVICE], (best, other) => ({
    ...fillMissing(best, other),
    loadBalancerArns: best.loadBalancerArns.length > 0 ? best.loadBalancerArns : other.loadBalancerArns,
  }))
}

/** The id is also the last part of the service's name. */
function serviceId(element: JsonObject): VpcEndpointServiceId | null {
  const last = (text(element, 'ServiceName') ?? '').split('.').at(-1) ?? ''
  return idText(element, 'ServiceId', 'vpce-svc') ?? (hasPrefix(last, 'vpce-svc') ? last : null)
}

const VPC_ENDPOINT_SERVICE: ElementReader<VpcEndpointService> = {
  key: 'VpcEndpointServices',
  idOf: serviceId,
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'ServiceState') ?? 'unknown'
    if (isDead(state)) return null
    const serviceName = text(element, 'ServiceName') ?? ''
    return {
      ...resourceOf(wire, id, { name: serviceName }),
      serviceName,
      state,
      acceptanceRequired: flag(element, 'AcceptanceRequired'),
      loadBalancerArns: [...texts(element, 'NetworkLoadBalancerArns'), ...texts(element, 'GatewayLoadBalancerArns')],
      availabilityZones: hasList(element, 'AvailabilityZones') ? texts(element, 'AvailabilityZones') : null,
      allowedPrincipals: principalsOf(element),
    }
  },
}

/** Null when describe-vpc-endpoint-service-permissions was not called. */
function principalsOf(element: JsonObject): readonly string[] | null {
  if (!hasList(element, 'AllowedPrincipals')) return null
  return list(element, 'AllowedPrincipals').flatMap((item) => {
    const principal = isObject(item) ? text(item, 'Principal') : item
    return typeof principal === 'string' ? [principal] : []
  })
}

export const INSTANCE_CONNECT_ENDPOINT: ElementReader<InstanceConnectEndpoint> = {
  key: 'InstanceConnectEndpoints',
  idOf: (element) => text(element, 'InstanceConnectEndpointId'),
  read: (wire, id) => {
    const { element } = wire
    const state = text(element, 'State') ?? 'unknown'
    if (isDead(state)) return null
    return {
      ...resourceOf(wire, id, { arn: text(element, 'InstanceConnectEndpointArn') }),
      vpcId: idText(element, 'VpcId', 'vpc'),
      subnetId: idText(element, 'SubnetId', 'subnet'),
      securityGroupIds: idsOf(texts(element, 'SecurityGroupIds'), 'sg'),
      preserveClientIp: flag(element, 'PreserveClientIp'),
      state,
    }
  },
}

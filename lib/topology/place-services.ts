/** Services with interfaces in subnets: NAT gateways, load balancers, endpoints, firewalls, functions and clusters. */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Compute, LoadBalancer } from '../inventory/services.ts'
import { type Chart, ownerKey, sorted } from './chart.ts'
import type { InterfaceOwnerKind } from './interface-owner.ts'
import { serviceTail } from './place-gateways.ts'
import { placeSpread } from './place-spread.ts'

export function placeServices(chart: Chart): void {
  placeNatGateways(chart)
  placeLoadBalancers(chart)
  placeFirewalls(chart)
  placeEndpoints(chart)
  placeComputes(chart)
  placeUndescribedFunctions(chart)
}

/** Interfaces AWS says belong to a thing, by any of the names it may use for it. */
export function interfacesOf(chart: Chart, kind: InterfaceOwnerKind, keys: readonly string[]): NetworkInterface[] {
  return keys.flatMap((key) => chart.interfacesByOwner.get(ownerKey(kind, key)) ?? [])
}

/** The interfaces named by id and those that name the thing themselves, each once. */
function joined(chart: Chart, ids: readonly string[], told: readonly NetworkInterface[]): NetworkInterface[] {
  const named = ids.map((id) => chart.inventory.networkInterfaces.get(id)).filter((item) => item !== undefined)
  return [...new Set([...named, ...told])]
}

function placeNatGateways(chart: Chart): void {
  for (const gateway of sorted(chart.inventory.natGateways)) {
    const ids = gateway.addresses.flatMap((address) => (address.interfaceId ? [address.interfaceId] : []))
    const allocations = gateway.addresses.flatMap((address) => (address.allocationId ? [address.allocationId] : []))
    const interfaces = joined(chart, ids, interfacesOf(chart, 'nat-gateway', [gateway.id]))
    const address = gateway.addresses.find((item) => item.publicIp) ?? gateway.addresses[0]
    placeSpread(chart, {
      ...gateway,
      kind: 'nat-gateway',
      code: 'NAT',
      label: gateway.name ?? gateway.id,
      detail: interfaces.length > 0 ? '' : (address?.publicIp ?? address?.privateIp ?? ''),
      facts: [gateway.connectivity, gateway.availabilityMode, gateway.state],
      securityGroupIds: [],
      alsoIds: allocations.filter((id) => chart.inventory.elasticIps.has(id)),
      interfaces,
      subnetIds: gateway.subnetId ? [gateway.subnetId] : [],
    })
  }
}

const LOAD_BALANCER_CODES: Readonly<Record<LoadBalancer['kind'], string>> = {
  application: 'ALB',
  network: 'NLB',
  gateway: 'GWLB',
  classic: 'CLB',
}

function placeLoadBalancers(chart: Chart): void {
  const services = sorted(chart.inventory.vpcEndpointServices)
  for (const balancer of sorted(chart.inventory.loadBalancers)) {
    placeSpread(chart, {
      ...balancer,
      kind: 'load-balancer',
      code: LOAD_BALANCER_CODES[balancer.kind],
      label: balancer.name ?? balancer.id,
      detail: listenerPorts(balancer),
      facts: [balancer.scheme, balancer.state],
      alsoIds: services
        .filter((service) => service.loadBalancerArns.includes(balancer.arn ?? balancer.id))
        .map((service) => service.id),
      interfaces: interfacesOf(chart, 'load-balancer', loadBalancerKeys(balancer)),
    })
  }
}

/** `app/name/hash` of its ARN, as the description of its interfaces has it; a classic one has only its name. */
function loadBalancerKeys(balancer: LoadBalancer): string[] {
  const arn = balancer.arn ?? balancer.id
  const tail = arn.split('loadbalancer/')[1]
  if (balancer.kind !== 'classic') return tail ? [tail] : []
  return balancer.name ? [balancer.name] : []
}

/** `tcp/80,443`; more than two are counted. */
function listenerPorts(balancer: LoadBalancer): string {
  const told = (balancer.listeners ?? []).filter((listener) => listener.port !== null)
  const ports = [...new Set(told.map((listener) => listener.port))].sort((a, b) => (a ?? 0) - (b ?? 0))
  if (ports.length === 0) return ''
  const protocol = told.every((listener) => listener.protocol.startsWith('UDP')) ? 'udp' : 'tcp'
  return `${protocol}/${ports.length <= 2 ? ports.join(',') : `${ports[0]} +${ports.length - 1}`}`
}

function placeFirewalls(chart: Chart): void {
  for (const firewall of sorted(chart.inventory.networkFirewalls)) {
    placeSpread(chart, {
      ...firewall,
      kind: 'firewall-endpoint',
      code: 'NFW',
      label: firewall.name ?? firewall.id,
      detail: '',
      facts: ['Network Firewall'],
      securityGroupIds: [],
      alsoIds: firewall.endpointIds.filter((id) => chart.inventory.vpcEndpoints.has(id)),
      interfaces: interfacesOf(chart, 'vpc-endpoint', firewall.endpointIds),
    })
  }
}

function placeEndpoints(chart: Chart): void {
  for (const endpoint of sorted(chart.inventory.vpcEndpoints)) {
    if (endpoint.kind === 'gateway' || chart.draft.isClaimed(endpoint.id)) continue
    const inspected = endpoint.kind === 'gateway-load-balancer'
    placeSpread(chart, {
      ...endpoint,
      kind: inspected ? 'firewall-endpoint' : 'vpc-endpoint',
      code: inspected ? 'GWLB' : 'VPCE',
      label: endpoint.name ?? serviceTail(endpoint.serviceName),
      detail: '',
      facts: [endpoint.serviceName, endpoint.state],
      interfaces: joined(chart, endpoint.interfaceIds, interfacesOf(chart, 'vpc-endpoint', [endpoint.id])),
    })
  }
  for (const endpoint of sorted(chart.inventory.instanceConnectEndpoints)) {
    const nearby = interfacesOf(chart, 'instance-connect', ['']).filter((item) => item.subnetId === endpoint.subnetId)
    placeSpread(chart, {
      ...endpoint,
      kind: 'vpc-endpoint',
      code: 'EIC',
      label: endpoint.name ?? endpoint.id,
      detail: '',
      facts: ['Instance Connect endpoint', endpoint.state],
      interfaces: nearby,
      subnetIds: endpoint.subnetId ? [endpoint.subnetId] : [],
    })
  }
}

const COMPUTE: Readonly<
  Record<Compute['service'], { kind: 'function' | 'container'; code: string; owner: InterfaceOwnerKind }>
> = {
  lambda: { kind: 'function', code: 'λ', owner: 'function' },
  eks: { kind: 'container', code: 'EKS', owner: 'cluster' },
  ecs: { kind: 'container', code: 'ECS', owner: 'container' },
}

function placeComputes(chart: Chart): void {
  for (const compute of sorted(chart.inventory.computes)) {
    const { kind, code, owner } = COMPUTE[compute.service]
    const interfaces = compute.service === 'ecs' ? [] : interfacesOf(chart, owner, compute.name ? [compute.name] : [])
    placeSpread(chart, {
      ...compute,
      kind,
      code,
      label: compute.name ?? compute.id,
      detail: compute.endpointPublicAccess ? 'public API' : '',
      facts: compute.endpointPublicAccess ? ['Public API endpoint'] : [],
      interfaces,
    })
  }
}

/** Functions known only by the interfaces they left: one chip a function and subnet. */
function placeUndescribedFunctions(chart: Chart): void {
  for (const [key, interfaces] of chart.interfacesByOwner) {
    const name = key.startsWith('function ') ? key.slice('function '.length) : ''
    const first = interfaces.find((item) => !chart.draft.isClaimed(item.id))
    if (name === '' || !first) continue
    placeSpread(chart, {
      id: `function:${first.account}:${first.region}:${name}`,
      account: first.account,
      region: first.region,
      vpcId: first.vpcId,
      kind: 'function',
      code: 'λ',
      label: name,
      detail: '',
      facts: ['Known by its interfaces only'],
      securityGroupIds: first.securityGroupIds,
      interfaces: interfaces.filter((item) => item.vpcId === first.vpcId),
      subnetIds: [],
      isResource: false,
    })
  }
}

/** The second account: the VPC of shared services, and the developers' VPC. */

import { databaseParts } from './data-store-elements.ts'
import { interfaceEndpointParts, natGatewayParts } from './gateway-elements.ts'
import { fleetParts, instanceParts } from './interface-elements.ts'
import { loadBalancerArn, loadBalancerParts, targetGroupElement } from './load-balancer-elements.ts'
import {
  allowEverything,
  dhcpOptionsElement,
  internetGatewayElement,
  networkAclElement,
  route,
  routeTableElement,
  vpcElement,
} from './network-elements.ts'
import { PEERING_TO_DEV } from './peering.ts'
import { addressIn, DEV, DEV_PUBLIC, type Part, PROD, SHARED, SHARED_APP, SHARED_PUBLIC, SHOP_SHARED } from './place.ts'
import { sampleId } from './sample-id.ts'
import { ANYWHERE_OUT, everything, groupId, securityGroupParts, tcp } from './security-group-elements.ts'
import { DUBLIN_NETWORK, TRANSIT_GATEWAY } from './transit.ts'

const APP = Object.values(SHARED_APP)
const DHCP = 'shop-shared-dhcp'

export function sharedServices(): readonly Part[] {
  return [dhcpOptionsElement(SHOP_SHARED, DHCP), ...sharedNetwork(), ...sharedGroups(), ...sharedWorkloads()]
}

function sharedNetwork(): readonly Part[] {
  const internet = { GatewayId: sampleId('igw', SHARED.name) }
  const nat = { NatGatewayId: sampleId('nat', 'shared-nat-a') }
  const transit = { TransitGatewayId: TRANSIT_GATEWAY }
  const subnets = [...Object.values(SHARED_PUBLIC), ...APP]
  return [
    vpcElement(SHARED, sampleId('dopt', DHCP)),
    internetGatewayElement(SHARED),
    ...natGatewayParts({ name: 'shared-nat-a', subnet: SHARED_PUBLIC.a, publicIp: '203.0.113.60' }),
    routeTableElement({ vpc: SHARED, name: 'shared-main', isMain: true }),
    routeTableElement({
      vpc: SHARED,
      name: 'shared-public',
      subnets: Object.values(SHARED_PUBLIC),
      routes: [route('0.0.0.0/0', internet)],
    }),
    routeTableElement({
      vpc: SHARED,
      name: 'shared-app',
      subnets: APP,
      routes: [route('0.0.0.0/0', nat), route(PROD.cidr, transit), route(DUBLIN_NETWORK, transit)],
    }),
    networkAclElement({
      vpc: SHARED,
      name: 'shared-default',
      isDefault: true,
      subnets,
      entries: allowEverything(SHARED),
    }),
    ...interfaceEndpointParts({ vpc: SHARED, service: 'ssm', subnets: APP, groups: ['endpoints'], host: 8 }),
  ]
}

function sharedGroups(): readonly Part[] {
  const group = (name: string) => groupId(SHARED, name)
  const httpsOut = [tcp(443, '0.0.0.0/0', 'Packages and images')]
  return [
    // The one default group as it should be: no rules, nobody in it.
    ...securityGroupParts({
      vpc: SHARED,
      name: 'default',
      description: 'default VPC security group',
      ingress: [],
      egress: [],
    }),
    ...securityGroupParts({
      vpc: SHARED,
      name: 'build-controller',
      description: 'Build controller',
      ingress: [tcp(443, PROD.cidr, 'Deployments'), tcp(443, DUBLIN_NETWORK, 'Offices over the VPN')],
      egress: [...httpsOut, tcp(22, group('build-runner'), 'Runners')],
    }),
    ...securityGroupParts({
      vpc: SHARED,
      name: 'build-runner',
      description: 'Build runners',
      ingress: [tcp(22, group('build-controller'), 'Controller')],
      egress: httpsOut,
    }),
    ...securityGroupParts({
      vpc: SHARED,
      name: 'logs-ingest',
      description: 'Log ingest',
      ingress: [tcp(6514, PROD.cidr, 'Production'), tcp(6514, SHARED.cidr, 'Load balancer')],
      egress: httpsOut,
    }),
    ...securityGroupParts({
      vpc: SHARED,
      name: 'directory',
      description: 'Directory servers',
      ingress: [tcp(636, '10.0.0.0/8', 'LDAP over TLS'), tcp(636, DUBLIN_NETWORK, 'LDAP over TLS')],
      egress: [],
    }),
    ...securityGroupParts({
      vpc: SHARED,
      name: 'endpoints',
      description: 'Interface endpoints',
      ingress: [tcp(443, SHARED.cidr, 'Everything in the VPC')],
      egress: [],
    }),
  ]
}

function sharedWorkloads(): readonly Part[] {
  const targets = APP.flatMap((subnet) => [1, 2].map((at) => addressIn(subnet, 40 + at)))
  return [
    ...instanceParts({
      name: 'build-controller-1',
      role: 'build-controller',
      instanceType: 'm7g.large',
      subnet: SHARED_APP.a,
      host: 20,
      groups: ['build-controller'],
    }),
    ...fleetParts({
      role: 'build-runner',
      instanceType: 'c7g.xlarge',
      subnets: APP,
      count: 6,
      host: 60,
      groups: ['build-runner'],
    }),
    ...fleetParts({
      role: 'log-collector',
      instanceType: 'm7g.large',
      subnets: APP,
      count: 2,
      host: 40,
      groups: ['logs-ingest'],
    }),
    ...fleetParts({
      role: 'directory',
      instanceType: 'm7i.large',
      subnets: APP,
      count: 1,
      host: 30,
      groups: ['directory'],
    }),
    ...loadBalancerParts({
      name: 'logs-ingest',
      kind: 'net',
      scheme: 'internal',
      subnets: APP,
      groups: ['logs-ingest'],
      host: 10,
      listeners: [{ port: 6514, protocol: 'TCP', targetGroup: 'log-collectors' }],
    }),
    targetGroupElement({
      vpc: SHARED,
      name: 'log-collectors',
      targetType: 'ip',
      protocol: 'TCP',
      port: 6514,
      loadBalancer: loadBalancerArn(SHOP_SHARED, 'net', 'logs-ingest'),
      targets,
    }),
  ]
}

/** Everything here is born public: the main table leads to the internet, and both subnets hand out addresses. */
export function developers(): readonly Part[] {
  const subnets = Object.values(DEV_PUBLIC)
  const internet = { GatewayId: sampleId('igw', DEV.name) }
  const { name } = DEV
  return [
    vpcElement(DEV, sampleId('dopt', DHCP)),
    internetGatewayElement(DEV),
    routeTableElement({
      vpc: DEV,
      name: `${name}-main`,
      isMain: true,
      routes: [route('0.0.0.0/0', internet), route(PROD.cidr, { VpcPeeringConnectionId: PEERING_TO_DEV })],
    }),
    networkAclElement({ vpc: DEV, name: `${name}-default`, isDefault: true, subnets, entries: allowEverything(DEV) }),
    ...developerGroups(),
    ...developerWorkloads(),
  ]
}

function developerGroups(): readonly Part[] {
  const group = (name: string) => groupId(DEV, name)
  return [
    ...securityGroupParts({
      vpc: DEV,
      name: 'default',
      description: 'default VPC security group',
      ingress: [everything(group('default'))],
      egress: ANYWHERE_OUT,
    }),
    ...securityGroupParts({
      vpc: DEV,
      name: 'preview',
      description: 'Previews of the shop',
      ingress: [tcp(443, '0.0.0.0/0', 'Previews')],
      egress: ANYWHERE_OUT,
    }),
    // Neither rule says 0.0.0.0/0; together they do.
    ...securityGroupParts({
      vpc: DEV,
      name: 'metrics',
      description: 'Dashboards',
      ingress: [tcp(5601, '0.0.0.0/1', 'Lower half'), tcp(5601, '128.0.0.0/1', 'Upper half')],
      egress: ANYWHERE_OUT,
    }),
    ...securityGroupParts({
      vpc: DEV,
      name: 'catalogue-db',
      description: 'Catalogue database',
      ingress: [tcp(3306, group('preview'), 'Previews')],
      egress: [],
    }),
  ]
}

function developerWorkloads(): readonly Part[] {
  const preview = { role: 'preview', instanceType: 't3.medium', groups: ['preview'] }
  return [
    ...[1, 2, 3].flatMap((at) =>
      instanceParts({
        ...preview,
        name: `preview-a${at}`,
        subnet: DEV_PUBLIC.a,
        host: 20 + at,
        publicIp: `192.0.2.${20 + at}`,
      }),
    ),
    ...[1, 2, 3].flatMap((at) =>
      instanceParts({
        ...preview,
        name: `preview-b${at}`,
        subnet: DEV_PUBLIC.b,
        host: 20 + at,
        publicIp: `192.0.2.${30 + at}`,
      }),
    ),
    ...instanceParts({
      name: 'metrics-1',
      role: 'metrics',
      instanceType: 't3.large',
      subnet: DEV_PUBLIC.a,
      host: 40,
      groups: ['metrics'],
      publicIp: '192.0.2.40',
    }),
    ...instanceParts({
      name: 'scratch-1',
      role: 'scratch',
      instanceType: 't3.micro',
      subnet: DEV_PUBLIC.b,
      host: 41,
      groups: ['default'],
      publicIp: '192.0.2.41',
    }),
    // A database among public hosts: only its group keeps it shut.
    ...databaseParts({
      name: 'catalogue-db',
      engine: 'mysql',
      port: 3306,
      subnets: Object.values(DEV_PUBLIC),
      groups: ['catalogue-db'],
      host: 60,
      nodes: 1,
    }),
  ]
}

/** The shop's production VPC: three zones, three tiers, both families. */

import { gatewayEndpointElement, interfaceEndpointParts, natGatewayParts } from './gateway-elements.ts'
import {
  type AclEntryPlan,
  allowEverything,
  dhcpOptionsElement,
  egressOnlyGatewayElement,
  internetGatewayElement,
  networkAclElement,
  route,
  routeTableElement,
  vpcElement,
} from './network-elements.ts'
import { COURIER_NETWORK, PEERING_TO_COURIER, PEERING_TO_DEV } from './peering.ts'
import { DEV, type Part, PROD, PROD_APP, PROD_DATA, PROD_PUBLIC, SHARED, SHOP_PROD, type Zone } from './place.ts'
import { DYNAMODB_PREFIX_LIST, S3_PREFIX_LIST } from './prefix-lists.ts'
import { sampleId } from './sample-id.ts'
import { DUBLIN_NETWORK, TRANSIT_GATEWAY } from './transit.ts'

const PUBLIC = Object.values(PROD_PUBLIC)
const APP = Object.values(PROD_APP)
const DATA = Object.values(PROD_DATA)
const NAT = { a: 'shop-prod-nat-a', b: 'shop-prod-nat-b' } as const
/** Deleted last spring, with its gateway: nothing in zone c has left the VPC over IPv4 since. */
export const DELETED_NAT = sampleId('nat', 'shop-prod-nat-c')

export function prodNetwork(): readonly Part[] {
  return [
    vpcElement(PROD, sampleId('dopt', 'shop-prod-dhcp')),
    dhcpOptionsElement(SHOP_PROD, 'shop-prod-dhcp'),
    internetGatewayElement(PROD),
    egressOnlyGatewayElement(PROD),
    ...natGatewayParts({ name: NAT.a, subnet: PROD_PUBLIC.a, publicIp: '203.0.113.20' }),
    ...natGatewayParts({ name: NAT.b, subnet: PROD_PUBLIC.b, publicIp: '203.0.113.21' }),
    ...routeTables(),
    ...networkAcls(),
    gatewayEndpointElement(PROD, 's3', [...APP_TABLES, 'shop-prod-data']),
    gatewayEndpointElement(PROD, 'dynamodb', APP_TABLES),
    ...['ssm', 'ec2', 'logs'].flatMap((service, at) =>
      interfaceEndpointParts({ vpc: PROD, service, subnets: APP, groups: ['endpoints'], host: 8 + at }),
    ),
  ]
}

const APP_TABLES = ['shop-prod-app-a', 'shop-prod-app-b', 'shop-prod-app-c']

/** Everything beyond the VPC that is not the internet. */
const PRIVATE_ROUTES = [
  route(SHARED.cidr, { TransitGatewayId: TRANSIT_GATEWAY }),
  route(DUBLIN_NETWORK, { TransitGatewayId: TRANSIT_GATEWAY }),
  route(DEV.cidr, { VpcPeeringConnectionId: PEERING_TO_DEV }),
]

function endpointRoute(prefixList: string, service: string): object {
  return route(prefixList, { GatewayId: sampleId('vpce', `${PROD.name}/${service}`) })
}

function routeTables(): readonly Part[] {
  const internet = { GatewayId: sampleId('igw', PROD.name) }
  const s3 = endpointRoute(S3_PREFIX_LIST, 's3')
  return [
    routeTableElement({ vpc: PROD, name: 'shop-prod-main', isMain: true }),
    routeTableElement({
      vpc: PROD,
      name: 'shop-prod-public',
      subnets: PUBLIC,
      routes: [route('0.0.0.0/0', internet), route('::/0', internet), ...PRIVATE_ROUTES],
    }),
    appTable('a', { NatGatewayId: sampleId('nat', NAT.a) }, 'active'),
    appTable('b', { NatGatewayId: sampleId('nat', NAT.b) }, 'active'),
    appTable('c', { NatGatewayId: DELETED_NAT }, 'blackhole'),
    routeTableElement({ vpc: PROD, name: 'shop-prod-data', subnets: DATA, routes: [s3] }),
  ]
}

function appTable(zone: Zone, nat: Readonly<Record<string, string>>, state: string): Part {
  return routeTableElement({
    vpc: PROD,
    name: `shop-prod-app-${zone}`,
    subnets: [PROD_APP[zone]],
    routes: [
      route('0.0.0.0/0', nat, state),
      route('::/0', { EgressOnlyInternetGatewayId: sampleId('eigw', PROD.name) }),
      route(COURIER_NETWORK, { VpcPeeringConnectionId: PEERING_TO_COURIER }),
      endpointRoute(S3_PREFIX_LIST, 's3'),
      endpointRoute(DYNAMODB_PREFIX_LIST, 'dynamodb'),
      ...PRIVATE_ROUTES,
    ],
  })
}

function networkAcls(): readonly Part[] {
  return [
    networkAclElement({
      vpc: PROD,
      name: 'shop-prod-default',
      isDefault: true,
      subnets: [],
      entries: allowEverything(PROD),
    }),
    networkAclElement({ vpc: PROD, name: 'shop-prod-public', subnets: PUBLIC, entries: PUBLIC_ENTRIES }),
    networkAclElement({ vpc: PROD, name: 'shop-prod-app', subnets: APP, entries: APP_ENTRIES }),
    networkAclElement({ vpc: PROD, name: 'shop-prod-data', subnets: DATA, entries: DATA_ENTRIES }),
  ]
}

const EPHEMERAL: readonly [number, number] = [1024, 65535]

/** Rule 120 lets the world knock on port 22; that the groups decide the rest is all that stands behind it. */
const PUBLIC_ENTRIES: readonly AclEntryPlan[] = [
  { number: 90, action: 'allow', protocol: '-1', cidr: '10.0.0.0/8' },
  { number: 100, action: 'allow', protocol: '6', ports: [443, 443], cidr: '0.0.0.0/0' },
  { number: 101, action: 'allow', protocol: '6', ports: [443, 443], cidr: '::/0' },
  { number: 110, action: 'allow', protocol: '6', ports: [80, 80], cidr: '0.0.0.0/0' },
  { number: 111, action: 'allow', protocol: '6', ports: [80, 80], cidr: '::/0' },
  { number: 120, action: 'allow', protocol: '6', ports: [22, 22], cidr: '0.0.0.0/0' },
  { number: 130, action: 'allow', protocol: '6', ports: EPHEMERAL, cidr: '0.0.0.0/0' },
  { number: 131, action: 'allow', protocol: '6', ports: EPHEMERAL, cidr: '::/0' },
  { number: 140, action: 'allow', protocol: '17', ports: EPHEMERAL, cidr: '0.0.0.0/0' },
  { number: 100, action: 'allow', egress: true, protocol: '-1', cidr: '0.0.0.0/0' },
  { number: 101, action: 'allow', egress: true, protocol: '-1', cidr: '::/0' },
]

/** From inside everything, from outside only replies. */
const APP_ENTRIES: readonly AclEntryPlan[] = [
  { number: 90, action: 'allow', protocol: '-1', cidr: '10.0.0.0/8' },
  { number: 95, action: 'allow', protocol: '-1', cidr: '172.20.0.0/16' },
  { number: 100, action: 'deny', protocol: '6', ports: [3389, 3389], cidr: '0.0.0.0/0' },
  { number: 130, action: 'allow', protocol: '6', ports: EPHEMERAL, cidr: '0.0.0.0/0' },
  { number: 131, action: 'allow', protocol: '6', ports: EPHEMERAL, cidr: '::/0' },
  { number: 140, action: 'allow', protocol: '17', ports: EPHEMERAL, cidr: '0.0.0.0/0' },
  { number: 100, action: 'allow', egress: true, protocol: '-1', cidr: '0.0.0.0/0' },
  { number: 101, action: 'allow', egress: true, protocol: '-1', cidr: '::/0' },
]

const DATA_ENTRIES: readonly AclEntryPlan[] = [
  { number: 100, action: 'allow', protocol: '6', ports: [5432, 5432], cidr: PROD.cidr },
  { number: 110, action: 'allow', protocol: '6', ports: [6379, 6379], cidr: PROD.cidr },
  { number: 130, action: 'allow', protocol: '6', ports: EPHEMERAL, cidr: '0.0.0.0/0' },
  { number: 100, action: 'allow', egress: true, protocol: '6', ports: EPHEMERAL, cidr: PROD.cidr },
  { number: 110, action: 'allow', egress: true, protocol: '6', ports: [443, 443], cidr: '0.0.0.0/0' },
]

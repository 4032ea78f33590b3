/** Codes of interfaces, groups, network ACLs and route tables inside a VPC, and of the question itself. */

import type { Inventory } from '../../inventory/inventory.ts'
import { buildVpc, type VpcUnderTest } from '../build-vpc.ts'
import { sketchNetwork } from '../sketch-network.ts'
import { asks, type CodeCases } from './case.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24', { '10.9.0.0/16': 'local', '192.0.2.0/24': 'cagw-1', '198.18.0.0/15': 'eni-fw' })
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/80 from sg-app'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .host('eni-app', 'subnet-app', ['tcp/22 from 10.0.1.0/24'], { privateIp: '10.0.2.10' })
  .host('eni-mute', 'subnet-app', [], { privateIp: '10.0.2.11', publicIp: '198.51.100.11' })
  .host('eni-loose', 'subnet-app', ['tcp/22 from 10.0.0.0/16'], { privateIp: '10.0.2.12', status: 'available' })
  .host('eni-fw', 'subnet-pub', ['tcp/443 from 10.0.0.0/16'], {
    privateIp: '10.0.1.20',
    more: { SourceDestCheck: false },
  })

const world =
  (change: (vpc: VpcUnderTest) => VpcUnderTest = (vpc) => vpc) =>
  () =>
    change(VPC).inventory
const guarded = (...entries: readonly string[]) => world((vpc) => vpc.acl('acl-app', ['subnet-app'], entries))

/** A public subnet with these routes beside the local one. */
const routed =
  (...routes: readonly string[]) =>
  (): Inventory =>
    sketchNetwork({
      tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
      groups: { 'sg-1': ['out all 0.0.0.0/0'] },
    })

const CLIENT = 'eni-1 to 203.0.113.9 tcp/443'

/** A route to the interface of an endpoint, which is nobody's router. */
const toEndpoint = () =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-app', '10.0.2.0/24', { '192.0.2.0/24': 'eni-ep' })
    .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10' })
    .host('eni-ep', 'subnet-app', ['tcp/443 from 10.0.0.0/16'], {
      privateIp: '10.0.2.50',
      more: { InterfaceType: 'vpc_endpoint', SourceDestCheck: false },
    }).inventory

export const INSIDE_VPC: CodeCases = {
  BAD_STATE: asks(world(), 'eni-web to eni-loose tcp/22'),
  BAD_STATE_ROUTE: asks(routed('0.0.0.0/0 igw-1 blackhole'), CLIENT),
  CANNOT_ROUTE: asks(routed('192.0.2.0/24 igw-1'), CLIENT),
  MORE_SPECIFIC_ROUTE: asks(routed('0.0.0.0/0 igw-1', '203.0.113.0/24 pcx-1 blackhole'), CLIENT),
  HIGHER_PRIORITY_ROUTE: asks(routed('203.0.113.0/24 pcx-1 blackhole', '203.0.113.0/24 vgw-1 propagated'), CLIENT),
  NO_ROUTE_TO_DESTINATION: asks(world(), 'eni-app to 203.0.113.9 tcp/443'),
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: asks(world(), 'eni-app to 10.9.0.1 tcp/443'),
  SUBNET_ACL_RESTRICTION: asks(guarded('100 out allow all 0.0.0.0/0'), 'eni-web to eni-app tcp/22'),
  PARTIAL_EPHEMERAL_PORTS: asks(
    guarded('100 in allow tcp 22 10.0.0.0/16', '100 out allow tcp 1024-40000 10.0.0.0/16'),
    'eni-web to eni-app tcp/22',
  ),
  ENI_SG_RULES_MISMATCH: asks(world(), 'eni-web to eni-app tcp/443'),
  SG_HAS_NO_RULES: asks(world(), 'eni-web to eni-mute tcp/443'),
  // By the public address the sender is a stranger: VPC guide, "Security group rules".
  SG_REFERENCES_NOT_PRESERVED: asks(
    () =>
      VPC.host('eni-peer', 'subnet-pub', [], { privateIp: '10.0.1.30', publicIp: '198.51.100.30', groups: ['sg-app'] })
        .inventory,
    'eni-peer to 198.51.100.10 tcp/80',
  ),
  ENI_ADDRESS_RESTRICTION: asks(toEndpoint, 'eni-app to 192.0.2.9 tcp/443'),
  ENI_SOURCE_DEST_CHECK_RESTRICTION: asks(world(), 'eni-web to eni-app tcp/22', { src_ip: '10.0.1.99' }),
  NO_POSSIBLE_DESTINATION: asks(world(), 'eni-web to 10.0.2.99 tcp/22'),
  UNKNOWN_DESTINATION: asks(world(), 'eni-web to vpn-1 tcp/22'),
  UNKNOWN_RESOURCE: asks(world(), 'eni-web to eni-404 tcp/22'),
  UNSUPPORTED_COMPONENT: asks(world(), 'eni-app to 192.0.2.9 tcp/443'),
  PATH_THROUGH_APPLIANCE_NOT_CHECKED: asks(world(), 'eni-app to 198.18.0.9 tcp/443'),
  NO_SOURCE_OR_DESTINATION: asks(world(), 'eni-app to eni-web tcp/443', { family: 6 }),
  COMPONENT_FILTER_RESTRICTION: asks(world(), 'internet to eni-web tcp/443', { via: 'eni-app' }),
  FILTER_AT_SOURCE_SOURCE_ADDRESS: asks(world(), 'eni-web to eni-app tcp/22', { src_ip: '10.0.1.99' }),
  FILTER_AT_SOURCE_DESTINATION_ADDRESS: asks(world(), 'eni-web to 10.0.2.10 tcp/22', { dst_ip: '10.0.2.12' }),
  RETURN_PATH_BLOCKED: asks(guarded('100 in allow all 0.0.0.0/0'), 'eni-web to eni-app tcp/22'),
  ONE_WAY_ONLY: asks(guarded('100 in allow all 0.0.0.0/0'), 'eni-web to eni-app tcp/22'),
  CHOSEN_MEMBER: asks(world(), 'subnet-pub to eni-app tcp/22'),
  NOT_FILTERED_BY_AWS: asks(world(), 'eni-app to 169.254.169.254 tcp/80'),
}

/** Codes of VPC endpoints and of Network Firewall behind them. */

import type { DescribeKey, JsonObject } from '../../describe/document.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../sketch-transit.ts'
import { asks, type CodeCases } from './case.ts'

const SERVICE = 'com.amazonaws.eu-west-1.s3'
const LIST = {
  PrefixListId: 'pl-1',
  PrefixListName: SERVICE,
  AddressFamily: 'IPv4',
  Entries: [{ Cidr: '52.218.0.0/17' }],
}

const VPC: VpcSketch = {
  cidr: '10.1.0.0/16',
  subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-ep': '10.1.9.0/28', 'subnet-b': '10.1.2.0/24' },
  routes: { 'subnet-a': ['pl-1 vpce-1', '10.1.2.0/24 vpce-2'] },
  hosts: {
    'eni-a': { subnet: 'subnet-a', privateIp: '10.1.0.10', more: { SourceDestCheck: false } },
    'eni-b': 'subnet-b 10.1.2.10',
  },
}

const endpoint = (VpcEndpointId: string, VpcEndpointType: string, more: JsonObject): JsonObject => ({
  VpcEndpointId,
  VpcId: 'vpc-a',
  VpcEndpointType,
  State: 'available',
  ...more,
})
const GATEWAY = endpoint('vpce-1', 'Gateway', { ServiceName: SERVICE, RouteTableIds: ['rtb-subnet-a'] })
const APPLIANCE = endpoint('vpce-2', 'GatewayLoadBalancer', {
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  SubnetIds: ['subnet-ep'],
})

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

const world =
  (elements: Elements = {}, more: Partial<TransitSketch> = {}) =>
  () =>
    sketchTransit({
      vpcs: { 'vpc-a': VPC },
      elements: { VpcEndpoints: [GATEWAY, APPLIANCE], ManagedPrefixLists: [LIST], ...elements },
      ...more,
    })

const offeredIn = (zone: string): Elements => ({
  VpcEndpointServices: [
    {
      ServiceId: 'vpce-svc-1',
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
      ServiceState: 'Available',
      AvailabilityZones: [zone],
    },
  ],
})

const POLICY = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect'
const GROUP = 'arn:aws:network-firewall:eu-west-1:111122223333:rulegroup/'

/** A firewall behind `vpce-2` whose stateful groups are asked in this order; what none of them takes passes. */
function firewall(...sources: readonly JsonObject[]): Elements {
  const arns = sources.map((_, index) => `${GROUP}stateful-${index}`)
  return {
    Firewalls: [
      {
        FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect',
        FirewallName: 'inspect',
        FirewallPolicyArn: POLICY,
        VpcId: 'vpc-a',
        SubnetMappings: [{ SubnetId: 'subnet-ep' }],
        SyncStates: [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-ep', EndpointId: 'vpce-2', Status: 'READY' }],
      },
    ],
    FirewallPolicies: [
      {
        FirewallPolicyArn: POLICY,
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' },
        StatefulDefaultActions: [],
        StatefulRuleGroupReferences: arns.map((ResourceArn, index) => ({ ResourceArn, Priority: index + 1 })),
      },
    ],
    RuleGroups: sources.map((RulesSource, index) => ({
      RuleGroupArn: arns[index] ?? '',
      Type: 'STATEFUL',
      RulesSource,
    })),
  }
}

const rules = (Action: string, ...options: readonly string[]): JsonObject => ({
  StatefulRules: [
    {
      Action,
      Header: {
        Protocol: 'TCP',
        Source: 'ANY',
        SourcePort: 'ANY',
        Direction: 'FORWARD',
        Destination: 'ANY',
        DestinationPort: 'ANY',
      },
      RuleOptions: ['sid', ...options].map((Keyword) => ({ Keyword })),
    },
  ],
})
const SURICATA = { RulesString: 'drop tcp any any -> any any (sid:1;)' }

const TO_SERVICE = 'eni-a to 52.218.0.5'
const INSPECTED = 'eni-a to eni-b tcp/443'

export const ENDPOINTS: CodeCases = {
  VPCE_GATEWAY_PROTOCOL_RESTRICTION: asks(world(), `${TO_SERVICE} udp/443`),
  VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC: asks(world(), `${TO_SERVICE} tcp/443`, { src_ip: '192.168.0.9' }),
  VPCE_INTRA_VPC_TRAFFIC: asks(world(), 'vpce-1 to eni-a tcp/443'),
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION: asks(world(), 'vpce-1 to eni-a tcp/443', { src_ip: '198.51.100.7' }),
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: asks(world(offeredIn('eu-west-1b')), INSPECTED),
  PATH_THROUGH_GWLB_NOT_CHECKED: asks(world(), INSPECTED),
  FIREWALL_RULES_RESTRICTION: asks(world(firewall(rules('DROP'))), INSPECTED),
  FIREWALL_UNSUPPORTED_RULE_OPTIONS: asks(world(firewall(rules('DROP', 'flow'))), INSPECTED),
  FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE: asks(world(firewall(SURICATA)), INSPECTED),
  FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES: asks(world(firewall(SURICATA, rules('PASS'))), INSPECTED),
}

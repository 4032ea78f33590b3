/** The inspector's sections for services that put interfaces into subnets, and what watches over them. */

import type {
  Accelerator,
  Compute,
  Database,
  DbSubnetGroup,
  DhcpOptions,
  FlowLog,
  ForeignFinding,
  LaunchTemplate,
  LoadBalancer,
  NetworkFirewall,
  NetworkFirewallPolicy,
  NetworkFirewallRuleGroup,
  SecurityHub,
  TargetGroup,
  TrafficMirrorSession,
  VpcEncryptionControl,
} from '../inventory/services.ts'
import { formatPrefix } from '../net/prefix.ts'
import { type DetailContext, facts, type Line, links, optional, type Section, section } from './detail-facts.ts'
import { groupSections } from './detail-network.ts'

export function loadBalancerSections(balancer: LoadBalancer, context: DetailContext): readonly Section[] {
  const { pointer, inventory } = context
  const groups = [...inventory.targetGroups.values()].filter(({ loadBalancerArns }) =>
    loadBalancerArns.includes(balancer.id),
  )
  return [
    ...section(
      'Load balancer',
      facts(pointer, [
        ['Type', balancer.kind, 'Type'],
        ['Scheme', balancer.scheme, 'Scheme'],
        ...optional('DNS name', balancer.dnsName, 'DNSName'),
        ...optional('IP address type', balancer.ipAddressType, 'IpAddressType'),
        ['State', balancer.state],
        ...optional('VPC', balancer.vpcId, 'VpcId', balancer.vpcId),
        ...links('Subnet', balancer.subnetIds, inventory),
        ...links('Registered instance', balancer.instanceIds, inventory),
      ]),
    ),
    ...section('Listeners', facts(pointer, listenerLines(balancer))),
    ...section(
      'Target groups',
      facts(
        pointer,
        links(
          'Target group',
          groups.map(({ id }) => id),
        ),
      ),
    ),
    ...groupSections(balancer.securityGroupIds, context),
  ]
}

function listenerLines({ listeners }: LoadBalancer): readonly Line[] {
  if (listeners === null) return [['Listeners', 'not collected: which ports it opens is unknown']]
  return listeners.map(({ protocol, port, defaultAction, sslPolicy }) => [
    `${protocol}:${port ?? 'all'}`,
    [defaultAction ?? 'default action not told', sslPolicy].filter(Boolean).join(', '),
  ])
}

export function targetGroupSections(group: TargetGroup, { pointer }: DetailContext): readonly Section[] {
  const targets: readonly Line[] =
    group.targets === null
      ? [['Targets', 'not collected']]
      : group.targets.map(({ id, port, health }) => [
          'Target',
          `${id}${port === null ? '' : `:${port}`}, ${health ?? 'health not told'}`,
          undefined,
          id,
        ])
  return [
    ...section(
      'Target group',
      facts(pointer, [
        ['Target type', group.targetType, 'TargetType'],
        ...optional('Protocol', group.protocol, 'Protocol'),
        ...optional('Port', group.port, 'Port'),
        ...optional('VPC', group.vpcId, 'VpcId', group.vpcId),
        ...links('Load balancer', group.loadBalancerArns),
      ]),
    ),
    ...section('Targets', facts(pointer, targets)),
  ]
}

export function databaseSections(database: Database, context: DetailContext): readonly Section[] {
  return [
    ...section(
      'Data store',
      facts(context.pointer, [
        ['Service', database.service],
        ...optional('Engine', database.engine),
        ...optional('Endpoint', database.endpoint),
        ...optional('Port', database.port),
        ['Publicly accessible', database.publiclyAccessible],
        ...optional('State', database.state),
        ...optional('Availability Zone', database.availabilityZone),
        ...optional('VPC', database.vpcId, undefined, database.vpcId),
        ...links('Subnet', database.subnetIds, context.inventory),
      ]),
    ),
    ...groupSections(database.securityGroupIds, context),
  ]
}

export function computeSections(compute: Compute, context: DetailContext): readonly Section[] {
  const isCluster = compute.service === 'eks'
  return [
    ...section(
      isCluster ? 'EKS cluster' : compute.service === 'ecs' ? 'ECS cluster' : 'Lambda function',
      facts(context.pointer, [
        ...optional('State', compute.state),
        ...optional('VPC', compute.vpcId, undefined, compute.vpcId),
        ...(isCluster ? ([['Public API endpoint', compute.endpointPublicAccess]] satisfies Line[]) : []),
        ...compute.publicAccessCidrs.map((cidr): Line => ['API endpoint open to', formatPrefix(cidr)]),
        ...links('Subnet', compute.subnetIds, context.inventory),
      ]),
    ),
    ...groupSections(compute.securityGroupIds, context),
  ]
}

export function dbSubnetGroupSections(group: DbSubnetGroup, { pointer, inventory }: DetailContext) {
  const lines = [...optional('VPC', group.vpcId, 'VpcId', group.vpcId), ...links('Subnet', group.subnetIds, inventory)]
  return section('DB subnet group', facts(pointer, lines))
}

export function firewallSections(firewall: NetworkFirewall, { pointer, inventory }: DetailContext) {
  return section(
    'Network Firewall',
    facts(pointer, [
      ...optional('VPC', firewall.vpcId, 'VpcId', firewall.vpcId),
      ...optional('Policy', firewall.policyArn, 'FirewallPolicyArn', firewall.policyArn),
      ['Delete protection', firewall.deleteProtection, 'DeleteProtection'],
      ...links('Subnet', firewall.subnetIds, inventory),
      ...links('Endpoint', firewall.endpointIds),
    ]),
  )
}

export function firewallPolicySections(policy: NetworkFirewallPolicy, { pointer }: DetailContext) {
  return section(
    'Firewall policy',
    facts(pointer, [
      ['Stateless default', policy.statelessDefaultActions.join(', ')],
      ['Stateless default for fragments', policy.statelessFragmentDefaultActions.join(', ')],
      ...links('Rule group', policy.ruleGroupArns),
    ]),
  )
}

export function ruleGroupSections(group: NetworkFirewallRuleGroup, { pointer }: DetailContext) {
  return section(
    'Rule group',
    facts(pointer, [
      ['Type', group.kind],
      ['Rules', group.ruleCount],
    ]),
  )
}

export function flowLogSections(log: FlowLog, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Flow log',
    facts(pointer, [
      ['Logged resource', log.resourceId, 'ResourceId', log.resourceId],
      ['Traffic type', log.trafficType, 'TrafficType'],
      ['Status', log.status, 'FlowLogStatus'],
      ['Delivery', log.deliveryStatus, 'DeliverLogsStatus'],
      ...optional('Delivery error', log.deliveryError, 'DeliverLogsErrorMessage'),
      ...optional('Destination type', log.destinationType, 'LogDestinationType'),
      ...optional('Format', log.logFormat, 'LogFormat'),
    ]),
  )
}

export function dhcpSections({ values }: DhcpOptions, { pointer }: DetailContext): readonly Section[] {
  return section(
    'DHCP options',
    facts(
      pointer,
      Object.entries(values).map(([key, list]): Line => [key, list.join(', ')]),
    ),
  )
}

export function launchTemplateSections(template: LaunchTemplate, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Launch template',
    facts(pointer, [
      ['Default version', template.defaultVersion, 'DefaultVersionNumber'],
      ['Latest version', template.latestVersion, 'LatestVersionNumber'],
      ...template.versions.map(({ number, associatesPublicIp, httpTokens }): Line => {
        const publicIp =
          associatesPublicIp === null
            ? 'public address as the subnet says'
            : `public address: ${associatesPublicIp ? 'yes' : 'no'}`
        return [`Version ${number}`, `${publicIp}, IMDSv2 ${httpTokens ?? 'not told'}`]
      }),
    ]),
  )
}

export function mirrorSections(session: TrafficMirrorSession, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Traffic mirror session',
    facts(pointer, [
      ['Source', session.networkInterfaceId, 'NetworkInterfaceId', session.networkInterfaceId],
      ['Target', session.targetId, 'TrafficMirrorTargetId', session.targetId],
      ...optional('Owner', session.ownerId, 'OwnerId'),
    ]),
  )
}

export function encryptionControlSections(control: VpcEncryptionControl, { pointer }: DetailContext) {
  return section(
    'VPC encryption control',
    facts(pointer, [
      ['VPC', control.vpcId, 'VpcId', control.vpcId],
      ['Mode', control.mode, 'Mode'],
      ['State', control.state, 'State'],
    ]),
  )
}

export function acceleratorSections(accelerator: Accelerator, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Global Accelerator',
    facts(pointer, [
      ['Enabled', accelerator.enabled, 'Enabled'],
      ...optional('Status', accelerator.status, 'Status'),
      ...accelerator.ipAddresses.map((address): Line => ['IP address', address]),
    ]),
  )
}

export function securityHubSections({ standards }: SecurityHub, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Security Hub',
    facts(
      pointer,
      standards.map(({ arn, status }): Line => [arn, status]),
    ),
  )
}

export function foreignFindingSections(finding: ForeignFinding, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Finding of another scanner',
    facts(pointer, [
      ['Title', finding.title, 'Title'],
      ['Severity', finding.severity],
      ['Generator', finding.generator],
      ...optional('Status', finding.status),
      ...links('Resource', finding.resourceIds),
    ]),
  )
}

/** The inspector's sections for VPCs, subnets, interfaces, instances and Elastic IP addresses. */

import type { ElasticIp, Instance, NetworkInterface, Subnet, Vpc } from '../inventory/network.ts'
import type { RouteTable } from '../inventory/routing.ts'
import { classifySubnet, effectiveRouteTable } from '../inventory/subnet-class.ts'
import { formatAddress, formatPrefix, type Prefix } from '../net/prefix.ts'
import { type DetailContext, facts, type Line, links, named, optional, type Section, section } from './detail-facts.ts'
import { aclEntries, mergedRules, routesInOrder } from './detail-rules.ts'

export function vpcSections(vpc: Vpc, { inventory, pointer }: DetailContext): readonly Section[] {
  const inVpc = (resources: Iterable<{ readonly id: string; readonly vpcId: string | null }>) =>
    [...resources].filter(({ vpcId }) => vpcId === vpc.id).map(({ id }) => id)
  const gateways = [...inventory.internetGateways.values(), ...inventory.vpnGateways.values()]
    .filter(({ attachments }) => attachments.some(({ vpcId }) => vpcId === vpc.id))
    .map(({ id }) => id)
  return [
    ...section('Addresses', facts(pointer, [...cidrLines(vpc.cidrs), ['Default VPC', vpc.isDefault, 'IsDefault']])),
    ...section(
      'DNS',
      facts(pointer, [
        ['DNS resolution', vpc.dnsSupport],
        ['DNS hostnames', vpc.dnsHostnames],
        ...optional('DHCP option set', vpc.dhcpOptionsId, 'DhcpOptionsId', vpc.dhcpOptionsId),
      ]),
    ),
    ...section('Gateways', facts(pointer, links('Attached', gateways))),
    ...section('Subnets', facts(pointer, links('Subnet', inVpc(inventory.subnets.values()), inventory))),
    ...section('Route tables', facts(pointer, links('Route table', inVpc(inventory.routeTables.values()), inventory))),
    ...section('Network ACLs', facts(pointer, links('Network ACL', inVpc(inventory.networkAcls.values()), inventory))),
  ]
}

export function subnetSections(subnet: Subnet, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const interfaces = [...inventory.networkInterfaces.values()].filter(({ subnetId }) => subnetId === subnet.id)
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['VPC', named(inventory, subnet.vpcId), 'VpcId', subnet.vpcId],
        ['Availability Zone', subnet.availabilityZone, 'AvailabilityZone'],
        ...optional('Availability Zone ID', subnet.availabilityZoneId, 'AvailabilityZoneId'),
        ['Class by its routes', classifySubnet(inventory, subnet)],
      ]),
    ),
    ...section(
      'Addresses',
      facts(pointer, [
        ...cidrLines(subnet.cidrs),
        ['Available IPv4 addresses', subnet.availableIpAddressCount, 'AvailableIpAddressCount'],
        ['Auto-assign public IPv4 address', subnet.mapPublicIpOnLaunch, 'MapPublicIpOnLaunch'],
        ['Auto-assign IPv6 address', subnet.assignIpv6AddressOnCreation, 'AssignIpv6AddressOnCreation'],
        ['Block Public Access', subnet.blockPublicAccess, 'BlockPublicAccessStates'],
      ]),
    ),
    ...routeSections(effectiveRouteTable(inventory, subnet), context),
    ...aclSections(subnet, context),
    ...section(
      'Network interfaces',
      facts(
        pointer,
        links(
          'Network interface',
          interfaces.map(({ id }) => id),
          inventory,
        ),
      ),
    ),
  ]
}

export function interfaceSections(card: NetworkInterface, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const subnet = inventory.subnets.get(card.subnetId)
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ['VPC', named(inventory, card.vpcId), 'VpcId', card.vpcId],
        ['Subnet', named(inventory, card.subnetId), 'SubnetId', card.subnetId],
        ['Interface type', card.typeText, 'InterfaceType'],
        ['Status', card.status, 'Status'],
        ['Description', card.description, 'Description'],
        ...optional('Instance', card.instanceId, 'Attachment/InstanceId', card.instanceId),
        ...optional('Requester', card.requesterId, 'RequesterId'),
        ['Source/destination check', card.sourceDestCheck, 'SourceDestCheck'],
      ]),
    ),
    ...section('Addresses', facts(pointer, addressLines(card))),
    ...groupSections(card.securityGroupIds, context),
    ...(subnet ? routeSections(effectiveRouteTable(inventory, subnet), context) : []),
    ...(subnet ? aclSections(subnet, context) : []),
  ]
}

export function instanceSections(instance: Instance, context: DetailContext): readonly Section[] {
  const { inventory, pointer } = context
  const cards = instance.interfaceIds.flatMap((id) => inventory.networkInterfaces.get(id) ?? [])
  const groups = new Set([...instance.securityGroupIds, ...cards.flatMap((card) => card.securityGroupIds)])
  const subnet = instance.subnetId === null ? undefined : inventory.subnets.get(instance.subnetId)
  return [
    ...section(
      'Placement',
      facts(pointer, [
        ...optional('VPC', instance.vpcId && named(inventory, instance.vpcId), 'VpcId', instance.vpcId),
        ...optional('Subnet', instance.subnetId && named(inventory, instance.subnetId), 'SubnetId', instance.subnetId),
        ['State', instance.state, 'State/Name'],
        ...optional('Instance type', instance.instanceType, 'InstanceType'),
        ...optional('AMI', instance.imageId, 'ImageId'),
        ...optional('IAM instance profile', instance.instanceProfileArn, 'IamInstanceProfile/Arn'),
        ['IMDSv2', instance.httpTokens, 'MetadataOptions/HttpTokens'],
        ['Source/destination check', instance.sourceDestCheck, 'SourceDestCheck'],
      ]),
    ),
    ...section('Addresses', [
      ...facts(pointer, [
        ...optional(
          'Private IPv4 address',
          instance.privateIp && formatAddress(instance.privateIp),
          'PrivateIpAddress',
        ),
        ...optional('Public IPv4 address', instance.publicIp && formatAddress(instance.publicIp), 'PublicIpAddress'),
        ...instance.ipv6Addresses.map((address): Line => ['IPv6 address', formatAddress(address)]),
        ...links('Network interface', instance.interfaceIds, inventory),
      ]),
    ]),
    ...groupSections([...groups], context),
    ...(subnet ? routeSections(effectiveRouteTable(inventory, subnet), context) : []),
    ...(subnet ? aclSections(subnet, context) : []),
  ]
}

export function elasticIpSections(address: ElasticIp, { pointer }: DetailContext): readonly Section[] {
  return section(
    'Association',
    facts(pointer, [
      ['Public IPv4 address', formatAddress(address.publicIp), 'PublicIp'],
      ...optional('Private IPv4 address', address.privateIp && formatAddress(address.privateIp), 'PrivateIpAddress'),
      ['Associated', address.associationId !== null, 'AssociationId'],
      ...optional('Network interface', address.networkInterfaceId, 'NetworkInterfaceId', address.networkInterfaceId),
      ...optional('Instance', address.instanceId, 'InstanceId', address.instanceId),
    ]),
  )
}

/** The groups on it, and what they allow together. A group that was not collected is said, not skipped. */
export function groupSections(groupIds: readonly string[], { inventory, pointer }: DetailContext): readonly Section[] {
  const groups = groupIds.flatMap((id) => inventory.securityGroups.get(id) ?? [])
  const missing = groupIds.filter((id) => !inventory.securityGroups.has(id))
  return [
    ...section('Security groups', [
      ...facts(
        pointer,
        links(
          'Security group',
          groups.map(({ id }) => id),
          inventory,
        ),
      ),
      ...facts(
        pointer,
        missing.map((id): Line => ['Security group', `${id}: not collected, its rules are unknown`]),
      ),
    ]),
    ...section('Inbound rules', mergedRules(inventory, groups, 'ingress')),
    ...section('Outbound rules', mergedRules(inventory, groups, 'egress')),
  ]
}

function routeSections(table: RouteTable | null, { inventory, pointer }: DetailContext): readonly Section[] {
  if (!table)
    return section('Routes', facts(pointer, [['Route table', 'not collected: where its traffic goes is unknown']]))
  const line: Line = [
    'Route table',
    `${named(inventory, table.id)}${table.isMain ? ', main' : ''}`,
    undefined,
    table.id,
  ]
  return section('Routes, in order of precedence', [...facts(pointer, [line]), ...routesInOrder(inventory, table)])
}

function aclSections(subnet: Subnet, { inventory, pointer }: DetailContext): readonly Section[] {
  const acl = [...inventory.networkAcls.values()].find(({ subnetIds }) => subnetIds.includes(subnet.id))
  if (!acl) return section('Network ACL', facts(pointer, [['Network ACL', 'not collected: what it denies is unknown']]))
  return [
    ...section('Network ACL', facts(pointer, [['Network ACL', named(inventory, acl.id), undefined, acl.id]])),
    ...section('Network ACL inbound, in order', aclEntries(acl, 'ingress')),
    ...section('Network ACL outbound, in order', aclEntries(acl, 'egress')),
  ]
}

function addressLines(card: NetworkInterface): readonly Line[] {
  const lines: Line[] = card.addresses.map(({ privateIp, publicIp, primary, publicIpOwner }) => {
    const mapped = publicIp ? `, public ${formatAddress(publicIp)}` : ''
    const owner = publicIp && publicIpOwner ? ` (owner ${publicIpOwner})` : ''
    return [
      primary ? 'Primary private IPv4 address' : 'Private IPv4 address',
      `${formatAddress(privateIp)}${mapped}${owner}`,
    ]
  })
  return [
    ...lines,
    ...card.ipv6Addresses.map((address): Line => ['IPv6 address', formatAddress(address)]),
    ...card.prefixes.map((prefix): Line => ['Delegated prefix', formatPrefix(prefix)]),
  ]
}

function cidrLines(cidrs: readonly Prefix[]): readonly Line[] {
  return cidrs.map((cidr) => [cidr.family === 4 ? 'IPv4 CIDR' : 'IPv6 CIDR', formatPrefix(cidr)])
}

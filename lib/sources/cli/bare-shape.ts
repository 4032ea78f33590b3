/**
 * What an object without a key around it is: `--query 'Vpcs[]'` prints a bare list, `--query 'Vpcs[0]'` a bare object.
 * Fields tell the kind. Fewer fields than AWS prints are taken and named; fields under other names are refused,
 * because nobody can tell what they were.
 */

import type { DescribeKey } from '../../describe/document.ts'
import { isRawObject, ownValue, type RawObject } from '../../describe/project-value.ts'
import { SCHEMA } from '../../describe/schema.ts'

export type BareShape =
  | { readonly kind: 'element'; readonly key: DescribeKey; readonly missing: readonly string[] }
  /** Fields were renamed or positions took their place; `command` prints the same with AWS's names. */
  | { readonly kind: 'renamed'; readonly command: string; readonly fields: readonly string[] }

interface BareKind {
  readonly key: DescribeKey
  readonly command: string
  /** Fields that every living or dead resource of the kind has; without one of them the object was trimmed. The first is the id. */
  readonly core: readonly string[]
  /** How its id begins; null for ids that are names. */
  readonly prefix: string | null
}

/** Id prefix, command without `aws`, core fields; parted by `|`. */
function kind(key: DescribeKey, text: string): BareKind {
  const [prefix = '', command = '', core = ''] = text.split('|')
  return { key, prefix: prefix || null, command: `aws ${command} --output json`, core: core.split(' ') }
}

/** More telling kinds first: a subnet also has a VPC id. */
const KINDS: readonly BareKind[] = [
  kind('SecurityGroupRules', 'sgr-|ec2 describe-security-group-rules|SecurityGroupRuleId GroupId IsEgress IpProtocol'),
  kind(
    'NetworkInterfaces',
    'eni-|ec2 describe-network-interfaces|NetworkInterfaceId VpcId SubnetId Groups PrivateIpAddresses',
  ),
  kind('Instances', 'i-|ec2 describe-instances|InstanceId InstanceType State NetworkInterfaces SecurityGroups'),
  kind('NatGateways', 'nat-|ec2 describe-nat-gateways|NatGatewayId VpcId State NatGatewayAddresses'),
  kind('Subnets', 'subnet-|ec2 describe-subnets|SubnetId VpcId CidrBlock AvailabilityZone'),
  kind('RouteTables', 'rtb-|ec2 describe-route-tables|RouteTableId VpcId Routes Associations'),
  kind('NetworkAcls', 'acl-|ec2 describe-network-acls|NetworkAclId VpcId Entries Associations'),
  kind('SecurityGroups', 'sg-|ec2 describe-security-groups|GroupId IpPermissions IpPermissionsEgress'),
  kind('VpcEndpoints', 'vpce-|ec2 describe-vpc-endpoints|VpcEndpointId VpcId ServiceName State'),
  kind(
    'VpcEndpointServices',
    'vpce-svc-|ec2 describe-vpc-endpoint-service-configurations|ServiceId ServiceName ServiceState',
  ),
  kind(
    'VpcPeeringConnections',
    'pcx-|ec2 describe-vpc-peering-connections|VpcPeeringConnectionId Status RequesterVpcInfo AccepterVpcInfo',
  ),
  kind(
    'TransitGatewayVpcAttachments',
    'tgw-attach-|ec2 describe-transit-gateway-vpc-attachments|TransitGatewayAttachmentId VpcId SubnetIds TransitGatewayId',
  ),
  kind(
    'TransitGatewayPeeringAttachments',
    'tgw-attach-|ec2 describe-transit-gateway-peering-attachments|TransitGatewayAttachmentId RequesterTgwInfo AccepterTgwInfo',
  ),
  kind(
    'TransitGatewayAttachments',
    'tgw-attach-|ec2 describe-transit-gateway-attachments|TransitGatewayAttachmentId TransitGatewayId ResourceType ResourceId',
  ),
  kind(
    'TransitGatewayRouteTables',
    'tgw-rtb-|ec2 describe-transit-gateway-route-tables|TransitGatewayRouteTableId TransitGatewayId State',
  ),
  kind('TransitGateways', 'tgw-|ec2 describe-transit-gateways|TransitGatewayId State OwnerId'),
  kind('VpnConnections', 'vpn-|ec2 describe-vpn-connections|VpnConnectionId CustomerGatewayId State'),
  kind('VpnGateways', 'vgw-|ec2 describe-vpn-gateways|VpnGatewayId VpcAttachments State'),
  kind('CustomerGateways', 'cgw-|ec2 describe-customer-gateways|CustomerGatewayId IpAddress State'),
  kind('InternetGateways', 'igw-|ec2 describe-internet-gateways|InternetGatewayId Attachments'),
  kind(
    'EgressOnlyInternetGateways',
    'eigw-|ec2 describe-egress-only-internet-gateways|EgressOnlyInternetGatewayId Attachments',
  ),
  kind('Addresses', 'eipalloc-|ec2 describe-addresses|AllocationId PublicIp Domain'),
  kind('ManagedPrefixLists', 'pl-|ec2 describe-managed-prefix-lists|PrefixListId PrefixListName AddressFamily'),
  kind('PrefixLists', 'pl-|ec2 describe-prefix-lists|PrefixListId PrefixListName Cidrs'),
  kind('FlowLogs', 'fl-|ec2 describe-flow-logs|FlowLogId ResourceId TrafficType'),
  kind('DhcpOptions', 'dopt-|ec2 describe-dhcp-options|DhcpOptionsId DhcpConfigurations'),
  kind('Vpcs', 'vpc-|ec2 describe-vpcs|VpcId CidrBlock State'),
  kind('Listeners', '|elbv2 describe-listeners --load-balancer-arn ARN|ListenerArn LoadBalancerArn Port Protocol'),
  kind('TargetGroups', '|elbv2 describe-target-groups|TargetGroupArn TargetGroupName TargetType'),
  kind('LoadBalancers', '|elbv2 describe-load-balancers|LoadBalancerArn Scheme Type AvailabilityZones'),
  kind('LoadBalancerDescriptions', '|elb describe-load-balancers|LoadBalancerName Scheme ListenerDescriptions'),
  kind('DBInstances', '|rds describe-db-instances|DBInstanceIdentifier VpcSecurityGroups DBSubnetGroup'),
  kind('Functions', '|lambda list-functions|FunctionName FunctionArn'),
]

/** Fields that come from a call of their own and join their resource: an object with one of them was not trimmed. */
const PIECES: ReadonlySet<string> = new Set(['EnableDnsSupport', 'EnableDnsHostnames'])

/** The kind of a bare value; null when nothing in it is known. A list stands for a row of `--query '[].[VpcId,CidrBlock]'`. */
export function bareShape(value: unknown): BareShape | null {
  if (typeof value === 'string') return renamed([value], [])
  if (Array.isArray(value)) return renamed(value, [])
  if (!isRawObject(value)) return null
  const candidates = KINDS.filter(({ core }) => typeof ownValue(value, core[0] ?? '') === 'string')
  const best = candidates.map((candidate) => ({ candidate, missing: missingOf(candidate, value) })).sort(byFit)[0]
  if (best === undefined) return renamed(Object.values(value), Object.keys(value))
  return judge(best.candidate, best.missing, value)
}

function judge({ key, command }: BareKind, missing: readonly string[], value: RawObject): BareShape {
  if (missing.length === 0) return { kind: 'element', key, missing }
  const { gathered, shape } = SCHEMA[key]
  const names = Object.keys(value)
  if (names.some((name) => gathered.has(name) || PIECES.has(name))) return { kind: 'element', key, missing: [] }
  const known = new Set(['Tags', 'TagSet', ...shape.fields.map(({ name }) => name)])
  const strangers = names.filter((name) => !known.has(name))
  return strangers.length === 0 ? { kind: 'element', key, missing } : { kind: 'renamed', command, fields: strangers }
}

function missingOf({ core }: BareKind, value: RawObject): readonly string[] {
  return core.filter((name) => !Object.hasOwn(value, name))
}

interface Fit {
  readonly missing: readonly string[]
  readonly candidate: BareKind
}

/** Complete kinds before trimmed ones; among equals the one that says more. */
function byFit(a: Fit, b: Fit): number {
  const share = (fit: Fit) => fit.missing.length / fit.candidate.core.length
  return share(a) - share(b) || b.candidate.core.length - a.candidate.core.length
}

/** Values that look like AWS ids tell which call it was. The longest prefix wins: `tgw-rtb-` before `tgw-`. */
function renamed(values: readonly unknown[], fields: readonly string[]): BareShape | null {
  const ids = values.filter((value) => typeof value === 'string')
  const matches = KINDS.filter(
    ({ prefix }) =>
      prefix !== null && ids.some((id) => id.startsWith(prefix) && /^[0-9a-f]{4,17}$/.test(id.slice(prefix.length))),
  )
  const [first] = matches
  return first === undefined ? null : { kind: 'renamed', command: first.command, fields }
}

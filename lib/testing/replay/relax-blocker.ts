/** What an operator would change so that one component no longer blocks: the smallest change to the documents for each code. */

import type { DescribeDocument, DescribeKey, JsonObject } from '../../describe/document.ts'
import { formatAddress } from '../../net/prefix.ts'
import type { ExplanationCode } from '../../reachability/codes.ts'
import type { TraceBlocker } from '../../reachability/trace-result.ts'
import { isInside, isOnInternet } from '../plain-addresses.ts'
import { aclEntry, permission, route } from '../plain-elements.ts'
import { inside, list, ownsPrivate, publicMappingsOf, rows, word, words } from '../simulate-records.ts'
import type { Blocking } from './blocking.ts'
import { BEATEN, HINTS, NOT_A_SETTING } from './codes-to-relax.ts'
import { editElement, editElements, without, withValue } from './edit-document.ts'
import { addClassicListener, addListener, crossZone, healthy } from './relax-balancers.ts'

type Relaxing = (document: DescribeDocument, blocking: Blocking) => DescribeDocument

/** The documents with that one thing put right; null when there is no such setting, undefined for a code nobody knows here. */
export function relaxed(document: DescribeDocument, blocking: Blocking): DescribeDocument | null | undefined {
  const { hop, blocker } = blocking
  const lead = HINTS.has(blocker.code) ? hop.blockers.find(({ code }) => !HINTS.has(code)) : blocker
  if (!lead) return undefined
  if (BEATEN.has(blocker.code) && lead.rule) return without(document, lead.rule.pointer)
  if (NOT_A_SETTING.has(lead.code) || isFixed(document, { ...blocking, blocker: lead })) return null
  return RELAXATIONS[lead.code]?.(document, { ...blocking, blocker: lead })
}

/** Where a code that mostly names a setting does not: a listener for pings, an address of another VPC, a NAT gateway no route leads to. */
function isFixed(document: DescribeDocument, { hop, blocker, before }: Blocking): boolean {
  const { protocol, source } = hop.inbound
  switch (blocker.code) {
    case 'ELB_LISTENERS_MISMATCH':
      return protocol !== 6
    case 'ELBV2_LISTENERS_MISMATCH':
      return protocol !== 6 && protocol !== 17
    case 'ELBV2_NO_TARGETS_IN_AZ':
      return hop.blockers.some(({ code }) => code === 'ELB_INSTALLED_AZ_RESTRICTION')
    case 'NAT_NO_INBOUND':
      return blocker.leg === 'request' || !before.some(({ kind }) => kind === 'route-table')
    case 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS':
      return !rows([document], 'NetworkInterfaces').some(
        // An address out of a delegated block has no public one of its own. Source: EC2 guide, "Prefix delegation".
        (each) =>
          each['VpcId'] === hop.vpcId &&
          hasAddress(each, formatAddress(source)) &&
          // It has one, so what is missing is its owner: somebody else sends under it, from beyond the VPC.
          !publicMappingsOf([document], each).some(({ privateIp }) => privateIp === formatAddress(source)),
      )
    default:
      return false
  }
}

const RELAXATIONS: Readonly<Partial<Record<ExplanationCode, Relaxing>>> = {
  SUBNET_ACL_RESTRICTION: openAcl,
  ELB_ACL_RESTRICTION: openAcl,
  ENI_SG_RULES_MISMATCH: openGroup,
  SG_HAS_NO_RULES: openGroup,
  NO_ROUTE_TO_DESTINATION: addRoute,
  BAD_STATE_ROUTE: (document, { blocker }) => withValue(document, pointerOf(blocker), activeRoute),
  TGW_RTB_BAD_STATE_ROUTE: (document, { blocker }) => without(document, pointerOf(blocker)),
  BAD_STATE: mend,
  BAD_STATE_ATTACHMENT: (document) =>
    inState(inState(attached(document), 'TransitGatewayVpcAttachments'), 'TransitGatewayAttachments'),
  BAD_STATE_VPN: tunnelsUp,
  TGW_BAD_STATE_VPN: tunnelsUp,
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: (document, { asked, hop }) =>
    withPublicAddress(
      document,
      (each) => ownsId(each, asked) || ownsPrivate(each, formatAddress(hop.inbound.destination)),
    ),
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: (document, { hop }) =>
    withPublicAddress(document, (each) => ownsPrivate(each, formatAddress(hop.inbound.source))),
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: (document) =>
    editElements(document, 'VpcBlockPublicAccessOptions', (each) => ({ ...each, InternetGatewayBlockMode: 'off' })),
  ENI_DENY_ALL_IGW_TRAFFIC: (document, { blocker }) => withInterface(document, blocker, { DenyAllIgwTraffic: false }),
  ENI_SOURCE_DEST_CHECK_RESTRICTION: (document, { blocker }) =>
    withInterface(document, blocker, { SourceDestCheck: false }),
  INGRESS_RTB_NO_PUBLIC_IP: (document, { blocker }) =>
    withPublicAddress(document, (each) => ownsId(each, blocker.component)),
  INGRESS_RTB_TRAFFIC_REDIRECTION: (document, { blocker }) => without(document, pointerOf(blocker)),
  EIGW_NO_INBOUND: byInternetGateway,
  NAT_NO_INBOUND: byInternetGateway,
  NAT_SAME_SUBNET_LOOP: byInternetGateway,
  TGW_ROUTE_AZ_RESTRICTION: inEveryZone,
  TGW_ATTACH_VPC_AZ_RESTRICTION: notByThatZone,
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: addTransitRoute,
  FIREWALL_RULES_RESTRICTION: openFirewalls,
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: addressInEachZone,
  ELBV2_LISTENERS_MISMATCH: addListener,
  ELB_LISTENERS_MISMATCH: addClassicListener,
  ELBV2_NO_TARGETS_IN_AZ: crossZone,
  ELB_NOT_CROSSZONE: crossZone,
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: healthy,
}

const pointerOf = ({ rule }: TraceBlocker): string => rule?.pointer ?? ''
const activeRoute = (raw: JsonObject): JsonObject => ({ ...raw, State: 'active' })
const ownsId = (each: JsonObject, id: string) =>
  each['NetworkInterfaceId'] === id || inside(each, 'Attachment')['InstanceId'] === id

function hasAddress(each: JsonObject, address: string): boolean {
  if (address.includes(':')) return ownsPrivate(each, address)
  return list(each, 'PrivateIpAddresses').some((one) => one['PrivateIpAddress'] === address)
}

const EVERYTHING = ['all 0.0.0.0/0', 'all ::/0']

function openAcl(document: DescribeDocument, { blocker }: Blocking): DescribeDocument {
  const first = ['in', 'out'].flatMap((way, index) =>
    EVERYTHING.map((rest, family) => aclEntry(`${index * 2 + family + 1} ${way} allow ${rest}`)),
  )
  return editElement(document, ['NetworkAcls', 'NetworkAclId', blocker.component], (acl) => ({
    ...acl,
    Entries: [
      ...first,
      ...list(acl, 'Entries').map((each) => ({ ...each, RuleNumber: Number(each['RuleNumber']) + 10 })),
    ],
  }))
}

function openGroup(document: DescribeDocument, { blocker }: Blocking): DescribeDocument {
  const open = (way: string) => EVERYTHING.map((rest) => permission(`${way} ${rest}`))
  return editElement(document, ['SecurityGroups', 'GroupId', blocker.component], (group) => ({
    ...group,
    IpPermissions: [...list(group, 'IpPermissions'), ...open('in')],
    IpPermissionsEgress: [...list(group, 'IpPermissionsEgress'), ...open('out')],
  }))
}

/** To the internet gateway of the VPC, or to the transit gateway, for the one address. */
function addRoute(document: DescribeDocument, { blocker, hop }: Blocking): DescribeDocument {
  const address = formatAddress(hop.inbound.destination)
  const block = `${address}/${address.includes(':') ? 128 : 32}`
  return editElement(document, ['RouteTables', 'RouteTableId', blocker.component], (table) => {
    const gateway = rows([document], 'InternetGateways').find((each) =>
      list(each, 'Attachments').some((one) => one['VpcId'] === table['VpcId']),
    )
    const near = word(gateway ?? null, 'InternetGatewayId') || word(table, 'VpcId').replace('vpc-', 'igw-')
    const target = isOnInternet(address) ? near : 'tgw-1'
    const others = list(table, 'Routes').filter((each) => !Object.values(each).includes(block))
    return { ...table, Routes: [...others, route(`${block} ${target}`)] }
  })
}

/**
 * What blocked was the target of the route before: it leads to the internet gateway of the VPC instead, and so does every
 * route beside it to the same target, one of which might take its place.
 */
function byInternetGateway(document: DescribeDocument, { before, hop }: Blocking): DescribeDocument {
  const number = /-(\d)$/.exec(before.findLast(({ vpcId }) => vpcId !== null)?.vpcId ?? hop.vpcId ?? '')?.[1] ?? '1'
  const tableId = before.findLast(({ kind }) => kind === 'route-table')?.component ?? ''
  return editElement(document, ['RouteTables', 'RouteTableId', tableId], (table) => ({
    ...table,
    Routes: list(table, 'Routes').map((each) => {
      const { NatGatewayId, EgressOnlyInternetGatewayId, ...rest } = each
      return [NatGatewayId, EgressOnlyInternetGatewayId].includes(hop.component)
        ? { ...rest, GatewayId: `igw-${number}` }
        : each
    }),
  }))
}

function addTransitRoute(document: DescribeDocument, { blocker, hop }: Blocking): DescribeDocument {
  const address = formatAddress(hop.inbound.destination)
  const [first, second] = address.split('.')
  const made = {
    // Wide enough for every node of a load balancer: the answer may be about another of them.
    DestinationCidrBlock: address.includes(':') ? `${address}/128` : `${first}.${second}.0.0/16`,
    Type: 'static',
    State: 'active',
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
  }
  const place = ['TransitGatewayRouteTables', 'TransitGatewayRouteTableId', blocker.component] as const
  return editElement(document, place, (table) => ({ ...table, Routes: [...list(table, 'Routes'), made] }))
}

function inEveryZone(document: DescribeDocument, { blocker }: Blocking): DescribeDocument {
  const place = ['TransitGatewayVpcAttachments', 'TransitGatewayAttachmentId', blocker.component] as const
  return editElement(document, place, (attachment) => {
    const others = rows([document], 'Subnets').filter((each) => each['VpcId'] === attachment['VpcId'])
    const ids = [...words(attachment, 'SubnetIds'), ...others.map((each) => word(each, 'SubnetId'))]
    return { ...attachment, SubnetIds: [...new Set(ids)] }
  })
}

/** Without a subnet in its own zone the packet comes out in another. */
function notByThatZone(document: DescribeDocument, { blocker, hop }: Blocking): DescribeDocument {
  const place = ['TransitGatewayVpcAttachments', 'TransitGatewayAttachmentId', blocker.component] as const
  return editElement(document, place, (attachment) => ({
    ...attachment,
    SubnetIds: words(attachment, 'SubnetIds').filter((id) => id !== hop.component),
  }))
}

/** Everything that has a state of its own works: interfaces and instances, NAT gateways, peering connections, targets. */
function mend(document: DescribeDocument, blocking: Blocking): DescribeDocument {
  const { component } = blocking.blocker
  if (component.startsWith('eni-')) {
    const attachedOne = withInterface(document, blocking.blocker, { Status: 'in-use' })
    return editElements(attachedOne, 'Instances', (each) => ({ ...each, State: { Name: 'running' } }))
  }
  if (component.startsWith('pcx-')) {
    const place = ['VpcPeeringConnections', 'VpcPeeringConnectionId', component] as const
    return editElement(document, place, (each) => ({ ...each, Status: { Code: 'active' } }))
  }
  if (component.startsWith('nat-')) return inState(document, 'NatGateways')
  if (component.startsWith('dxvif-'))
    return editElements(document, 'VirtualInterfaces', (each) => ({ ...each, virtualInterfaceState: 'available' }))
  return healthy(document)
}

function inState(document: DescribeDocument, key: DescribeKey): DescribeDocument {
  return editElements(document, key, (each) => ({ ...each, State: 'available' }))
}

function attached(document: DescribeDocument): DescribeDocument {
  return editElements(document, 'InternetGateways', (gateway) => ({
    ...gateway,
    Attachments: list(gateway, 'Attachments').map((each) => ({ ...each, State: 'available' })),
  }))
}

function tunnelsUp(document: DescribeDocument): DescribeDocument {
  return editElements(document, 'VpnConnections', (connection) => ({
    ...connection,
    State: 'available',
    VgwTelemetry: list(connection, 'VgwTelemetry').map((each) => ({ ...each, Status: 'UP' })),
  }))
}

function withInterface(document: DescribeDocument, { component }: TraceBlocker, more: JsonObject): DescribeDocument {
  return editElement(document, ['NetworkInterfaces', 'NetworkInterfaceId', component], (each) => ({ ...each, ...more }))
}

/** A public IPv4 address, and an IPv6 address of its subnet, each of its own. */
function withPublicAddress(document: DescribeDocument, isMeant: (each: JsonObject) => boolean): DescribeDocument {
  let count = 0
  return editElements(document, 'NetworkInterfaces', (each) => {
    if (!isMeant(each)) return each
    count += 1
    const Association = { PublicIp: `198.51.100.${200 + count}`, IpOwnerId: 'amazon' }
    const blocks = rows([document], 'Subnets').find(({ SubnetId }) => SubnetId === each['SubnetId'])
    const [block] = list(blocks ?? null, 'Ipv6CidrBlockAssociationSet').map((one) => word(one, 'Ipv6CidrBlock'))
    const six = block === undefined ? [] : [{ Ipv6Address: block.replace(/\/\d+$/, 'abcd') }]
    return {
      ...each,
      PrivateIpAddresses: list(each, 'PrivateIpAddresses').map((one) => ({ ...one, Association })),
      Ipv6Addresses: [
        ...list(each, 'Ipv6Addresses'),
        ...six.filter(({ Ipv6Address }) => isInside(Ipv6Address, block ?? '')),
      ],
    }
  })
}

function addressInEachZone(document: DescribeDocument): DescribeDocument {
  const NatGatewayAddresses = ['a', 'b'].map((letter, index) => ({
    AvailabilityZone: `eu-west-1${letter}`,
    PublicIp: `198.51.100.${5 + index}`,
  }))
  return editElements(document, 'NatGateways', (nat) =>
    nat['AvailabilityMode'] === 'regional' ? { ...nat, NatGatewayAddresses } : nat,
  )
}

/** Without rules, and passing what no rule is about. */
function openFirewalls(document: DescribeDocument): DescribeDocument {
  return editElements(document, 'FirewallPolicies', (policy) => ({
    ...policy,
    StatelessDefaultActions: ['aws:pass'],
    StatelessRuleGroupReferences: [],
    StatefulRuleGroupReferences: [],
  }))
}

/**
 * Small random estates as AWS prints them: three VPCs joined by peering and a transit gateway, six subnets, up to eight
 * hosts, NAT and internet gateways, a VPN, a load balancer, endpoints, and now and then something that was not collected.
 * Most parts fit together, so that a good share of questions has a way; what breaks it is one or two things at a time.
 */

import fc from 'fast-check'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { completeDocumentOf } from './describe-document.ts'
import * as plain from './plain-elements.ts'
import { loadBalancer, transitGateway, vpnConnection, vpnGateway } from './plain-transit.ts'
import { type EstatePlan, estatePlan } from './random-estate-plan.ts'
import { extras, withExtras } from './random-extras.ts'
import { type Blocks, locals, PREMISES, SUBNETS, type SubnetId, vpcNumberOf } from './random-routes.ts'

/** A describe document of one account and region. */
export const randomEstate: fc.Arbitrary<DescribeDocument> = fc
  .tuple(estatePlan, extras)
  .map(([plan, more]) => withExtras(documentOf(plan), more))

function documentOf(estate: EstatePlan): DescribeDocument {
  const document = completeDocumentOf({ account: plain.OWNER, elements: elementsOf(estate) })
  const elements = new Map(document.elements)
  if (estate.missing !== null) elements.delete(estate.missing)
  return { ...document, elements }
}

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

function elementsOf(estate: EstatePlan): Elements {
  const prefixes = ['10.0', estate.second, estate.third] as const
  const blocks: Blocks = {
    four: [`${prefixes[0]}.0.0/16`, `${prefixes[1]}.0.0/16`, `${prefixes[2]}.0.0/16`],
    six: ['2001:db8:1::/56', '2001:db8:2::/56', '2001:db8:3::/56'],
  }
  const balancer = balancerOf(estate, prefixes)
  return {
    Vpcs: [1, 2, 3].map((number) =>
      plain.vpc(`vpc-${number}`, blocks.four[number - 1] ?? '', blocks.six[number - 1] ?? ''),
    ),
    Subnets: SUBNETS.map((id, index) => {
      const place = placeOf(id, prefixes)
      return plain.subnet(id, place.vpc, [estate.zones[index] ?? 'a', `${place.block}.0/24`, `${place.block6}::/64`])
    }),
    RouteTables: tablesOf(estate, blocks),
    NetworkAcls: aclsOf(estate),
    SecurityGroups: [
      ...estate.groups.slice(0, 3).map((rules, index) => plain.group(`sg-${index + 1}`, `vpc-${index + 1}`, rules)),
      plain.group('sg-lb', 'vpc-1', estate.groups[3]),
    ],
    NetworkInterfaces: [...interfacesOf(estate, prefixes), ...balancer.nodes],
    Instances: estate.hosts.map(({ isStopped }, index) => ({
      InstanceId: `i-${index + 1}`,
      OwnerId: plain.OWNER,
      State: { Name: isStopped ? 'stopped' : 'running' },
    })),
    InternetGateways: [1, 2, 3].map((number) =>
      plain.internetGateway(`igw-${number}`, `vpc-${number}`, estate.gateway),
    ),
    EgressOnlyInternetGateways: [1, 2, 3].map((number) => ({
      EgressOnlyInternetGatewayId: `eigw-${number}`,
      Attachments: [{ VpcId: `vpc-${number}`, State: 'attached' }],
    })),
    NatGateways: natsOf(estate, prefixes),
    ...peeringsOf(estate, blocks),
    ...transitOf(estate, blocks),
    VpnGateways: [vpnGateway('vgw-1', 'vpc-2')],
    VpnConnections: [
      vpnConnection('vpn-1', 'vgw-1', [estate.tunnels, 'DOWN']),
      vpnConnection('vpn-2', 'tgw-1', [estate.tunnels, 'DOWN']),
    ],
    VpcEndpoints: [
      { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', OwnerId: plain.OWNER, VpcEndpointType: 'Gateway', State: 'available' },
      {
        VpcEndpointId: 'vpce-2',
        VpcId: 'vpc-1',
        OwnerId: plain.OWNER,
        VpcEndpointType: 'GatewayLoadBalancer',
        State: 'available',
      },
    ],
    ManagedPrefixLists: [
      plain.prefixList('pl-1', estate.lists.entries),
      plain.prefixList('pl-2', estate.lists.isRead ? ['10.0.0.0/16', '203.0.113.0/24'] : null),
      plain.prefixList('pl-s3', ['198.51.100.128/25']),
    ],
    ...balancer.elements,
    ...blockPublicAccessOf(estate),
  }
}

type Prefixes = readonly [string, string, string]

/** The place of a subnet: the third octet, and the last group over IPv6, count subnets within their VPC. */
function placeOf(id: SubnetId, prefixes: Prefixes) {
  const number = vpcNumberOf(id)
  const index = SUBNETS.filter((each) => vpcNumberOf(each) === number).indexOf(id) + 1
  return { vpc: `vpc-${number}`, block: `${prefixes[number - 1]}.${index}`, block6: `2001:db8:${number}:${index}` }
}

function tablesOf(estate: EstatePlan, blocks: Blocks): readonly JsonObject[] {
  const own = SUBNETS.map((id, index) =>
    plain.table(`rtb-${index + 1}`, `vpc-${vpcNumberOf(id)}`, [
      id,
      ...(estate.tables[index]?.(blocks) ?? []).filter(
        (text) => isPossible(estate, text, vpcNumberOf(id)) && isPeered(blocks, text),
      ),
    ]),
  )
  const mains = [1, 2, 3].map((vpc) => plain.table(`rtb-main-${vpc}`, `vpc-${vpc}`, ['main', ...locals(vpc, blocks)]))
  const { block, target } = estate.edge ?? { block: '', target: '' }
  if (block === '' || !isPossible(estate, ` ${target}`, 1)) return [...own, ...mains]
  const others = locals(1, blocks).filter((text) => !text.startsWith(`${block} `))
  return [...own, ...mains, plain.table('rtb-edge', 'vpc-1', ['igw-1', ...others, `${block} ${target}`])]
}

/** VPCs whose blocks overlap have no peering connection, and tables no route to one. */
function isPeered({ four }: Blocks, text: string): boolean {
  return !(text.includes(' pcx-1') && four[0] === four[1]) && !(text.includes(' pcx-2') && four[1] === four[2])
}

/** A table may name interfaces of its own VPC only. */
function isPossible({ hosts }: EstatePlan, text: string, vpc: number): boolean {
  const [, number] = / eni-(\d)/.exec(text) ?? []
  const one = number === undefined ? undefined : hosts[Number(number) - 1]
  return number === undefined || (one !== undefined && vpcNumberOf(one.subnet) === vpc)
}

function aclsOf({ acls, ownAcl }: EstatePlan): readonly JsonObject[] {
  const defaults = acls.map((texts, index) => plain.acl(`acl-${index + 1}`, `vpc-${index + 1}`, ['default', ...texts]))
  if (!ownAcl) return defaults
  const [subnetId, texts] = ownAcl
  return [plain.acl('acl-9', `vpc-${vpcNumberOf(subnetId)}`, [subnetId, ...texts]), ...defaults]
}

function interfacesOf(estate: EstatePlan, prefixes: Prefixes): readonly JsonObject[] {
  const hosts = estate.hosts.map((one, index) => {
    const { vpc, block, block6 } = placeOf(one.subnet, prefixes)
    return plain.networkInterface(`eni-${index + 1}`, {
      vpc,
      subnet: one.subnet,
      ip: `${block}.${10 + index}`,
      groups: one.groups,
      publicIp: one.isPublic ? `198.51.100.${10 + index}` : null,
      ipv6: one.hasIpv6 ? [`${block6}::${10 + index}`] : [],
      instance: `i-${index + 1}`,
      more: {
        Status: one.isLoose ? 'available' : 'in-use',
        SourceDestCheck: !one.forwards,
        DenyAllIgwTraffic: one.denies,
      },
    })
  })
  return [
    ...hosts,
    ...NATS.map(([id, subnetId, publicIp]) => plain.natInterface(id, natPlace({ subnetId, publicIp, prefixes }))),
  ]
}

const NATS = [
  ['nat-1', 'subnet-1', '198.51.100.5'],
  ['nat-2', 'subnet-4', ''],
] as const

function natPlace({ subnetId, publicIp, prefixes }: { subnetId: SubnetId; publicIp: string; prefixes: Prefixes }) {
  const { vpc, block } = placeOf(subnetId, prefixes)
  return [vpc, subnetId, `${block}.5`, publicIp]
}

function natsOf(estate: EstatePlan, prefixes: Prefixes): readonly JsonObject[] {
  return NATS.map(([id, subnetId, publicIp]) => ({
    ...plain.natGateway(id, natPlace({ subnetId, publicIp, prefixes })),
    State: estate.nat === 'deleted' ? 'deleted' : 'available',
  }))
}

function peeringsOf({ peering, farRegion }: EstatePlan, { four, six }: Blocks): Elements {
  const between = (id: string, one: 0 | 1, other: 1 | 2) => {
    const made = plain.peering(
      id,
      [
        [`vpc-${one + 1}`, four[one]],
        [`vpc-${other + 1}`, four[other]],
      ],
      peering,
    )
    const side = (number: 0 | 1 | 2, Region: string) => ({
      ...Object(made[number === one ? 'RequesterVpcInfo' : 'AccepterVpcInfo']),
      Region,
      Ipv6CidrBlockSet: [{ Ipv6CidrBlock: six[number] }],
    })
    const far = farRegion ? 'us-east-1' : 'eu-west-1'
    return { ...made, RequesterVpcInfo: side(one, 'eu-west-1'), AccepterVpcInfo: side(other, far) }
  }
  // AWS makes no peering between VPCs whose blocks overlap.
  return {
    VpcPeeringConnections: [
      ...(four[0] === four[1] ? [] : [between('pcx-1', 0, 1)]),
      ...(four[1] === four[2] ? [] : [between('pcx-2', 1, 2)]),
    ],
  }
}

function transitOf({ transit, referencing, zones }: EstatePlan, { four, six }: Blocks): Elements {
  const attachments = ['tgw-attach-1', 'tgw-attach-2', 'tgw-attach-3', 'tgw-attach-vpn']
  // Of two equal blocks AWS propagates one.
  const known = attachments
    .slice(0, 3)
    .flatMap((id, index) => [
      ...(four.indexOf(four[index] ?? '') === index ? [`${four[index]} ${id} propagated`] : []),
      `${six[index]} ${id} propagated`,
    ])
  const routes = [
    ...known,
    `${PREMISES} tgw-attach-vpn propagated`,
    ...(transit.egress === null ? [] : [`0.0.0.0/0 ${transit.egress}`]),
    ...(transit.stray && transit.stray[0] !== '0.0.0.0/0' ? [transit.stray.join(' ')] : []),
  ]
  const [, ...others] = attachments
  return transitGateway({
    id: 'tgw-1',
    referencing,
    vpcs: {
      'tgw-attach-1': { vpc: 'vpc-1', subnets: zones[1] === zones[2] ? ['subnet-2'] : ['subnet-2', 'subnet-3'] },
      'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-5'], state: transit.state },
      'tgw-attach-3': { vpc: 'vpc-3', subnets: ['subnet-6'] },
    },
    vpns: { 'tgw-attach-vpn': 'vpn-2' },
    tables: transit.isSplit
      ? { 'tgw-rtb-1': { attachments: ['tgw-attach-1'], routes }, 'tgw-rtb-2': { attachments: others, routes: known } }
      : { 'tgw-rtb-1': { attachments, routes } },
  })
}

function balancerOf(
  { balancer, hosts, zones: letters }: EstatePlan,
  prefixes: Prefixes,
): { elements: Elements; nodes: readonly JsonObject[] } {
  // A balancer takes one subnet a zone.
  const subnets = (['subnet-1', 'subnet-3'] as const).slice(0, letters[0] === letters[2] ? 1 : 2)
  const zones = Object.fromEntries(subnets.map((id) => [`eu-west-1${letters[SUBNETS.indexOf(id)]}`, id]))
  const groups = balancer.name.startsWith('app/') || balancer.hasGroups ? ['sg-lb'] : []
  const inside = hosts.flatMap((one, index) => {
    const { vpc, block } = placeOf(one.subnet, prefixes)
    return vpc === 'vpc-1' ? [balancer.type === 'ip' ? `${block}.${10 + index}` : `i-${index + 1}`] : []
  })
  const nodes = subnets.map((subnetId, index) =>
    plain.networkInterface(`eni-lb${index + 1}`, {
      vpc: 'vpc-1',
      subnet: subnetId,
      ip: `${placeOf(subnetId, prefixes).block}.9${index}`,
      publicIp: balancer.isInternal ? null : `198.51.100.9${index}`,
      groups,
      more: {
        Description: `ELB ${balancer.name}`,
        RequesterManaged: true,
        InterfaceType: balancer.name.startsWith('net/') ? 'network_load_balancer' : 'interface',
      },
    }),
  )
  const attributes = balancer.crosses ? { 'load_balancing.cross_zone.enabled': 'true' } : {}
  const keeps =
    balancer.keeps === null || balancer.name.startsWith('app/') ? {} : { 'preserve_client_ip.enabled': balancer.keeps }
  const elements = loadBalancer({
    name: balancer.name,
    vpc: 'vpc-1',
    isInternal: balancer.isInternal,
    groups,
    zones,
    listener: `${balancer.listener} ${balancer.name.startsWith('app/') ? 'HTTP' : 'TCP'}`,
    target: {
      type: balancer.type,
      port: balancer.port,
      ids: inside.map((id) => `${id} ${balancer.health}`),
      attributes: keeps,
    },
    attributes,
  })
  return { elements, nodes }
}

function blockPublicAccessOf({ block, exclusion }: EstatePlan): Elements {
  if (block === null) return {}
  return {
    VpcBlockPublicAccessOptions: [
      { AwsAccountId: plain.OWNER, AwsRegion: 'eu-west-1', InternetGatewayBlockMode: block, State: 'update-complete' },
    ],
    VpcBlockPublicAccessExclusions:
      exclusion === null
        ? []
        : [
            {
              ExclusionId: 'vpcbpa-exclude-1',
              ResourceArn: `arn:aws:ec2:eu-west-1:${plain.OWNER}:${exclusion[0]}`,
              InternetGatewayExclusionMode: exclusion[1],
              State: 'create-complete',
            },
          ],
  }
}

import { describe, expect, it } from 'vitest'
import type { NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { formatAddresses, formatPorts } from '../net/traffic.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'
import { internetVerdict } from './internet-reach.ts'
import { networkOf } from './network.ts'
import type { InternetPath } from './path.ts'
import { hasPublicAddress, publicAddresses } from './public-addresses.ts'

const SSH: NumberSet = [[22, 22]]
const OPEN = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'] } }
const GLOBAL_V6 = '2001:db8:1::10'

interface Question {
  readonly family?: Family
  readonly protocol?: number
  readonly ports?: NumberSet
  readonly id?: string
}

function pathIn(sketch: NetworkSketch, question: Question = {}): InternetPath {
  const { family = 4, protocol = 6, ports = SSH, id = 'eni-1' } = question
  const inventory = sketchNetwork({ ...OPEN, ...sketch })
  const path = internetPath(inventory, { interfaceId: id, family, protocol, ports })
  // The short answer is the long one's: asked of every network of this file.
  expect(internetVerdict(inventory, path.query)).toBe(path.verdict)
  return path
}

/** `blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)`: verdict and blockers on one line. */
function told(path: InternetPath): string {
  const blockers = path.blockers.map(
    ({ code, component, leg }) => `${code}@${component}${leg === 'reply' ? '(reply)' : ''}`,
  )
  return [path.verdict, ...blockers].join(' ')
}

const v6 = { interfaces: { 'eni-1': { publicIp: null, ipv6: [GLOBAL_V6] } } }
const tables = (routes: readonly string[]) => ({
  tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes, subnets: ['subnet-1'] } },
})
const acl = (...entries: readonly string[]) => ({ acls: { 'acl-1': { entries, subnets: ['subnet-1'] } } })

describe('internet edge (VPC guide, "Internet gateways")', () => {
  it('I1 reaches a mapped address when gateway, route, ACL and group agree, and shows every hop', () => {
    const path = pathIn({})
    expect(told(path)).toBe('reachable')
    expect(path.hops.map(({ kind, component, decision }) => `${kind} ${component} ${decision}`)).toEqual([
      'internet internet passes',
      'block-public-access vpc-1 passes',
      'internet-gateway igw-1 passes',
      'route-table rtb-1 passes',
      'network-acl acl-1 passes',
      'network-acl acl-1 passes',
      'security-group sg-1 passes',
      'network-interface i-1 passes',
    ])
    expect(path.hops.flatMap(({ rules }) => rules).map(({ pointer }) => pointer)).toEqual([
      '/InternetGateways/0',
      '/NetworkInterfaces/0',
      '/RouteTables/1/Routes/1',
      '/NetworkAcls/0/Entries/0',
      '/NetworkAcls/0/Entries/1',
      '/SecurityGroups/0/IpPermissions/0/IpRanges/0',
    ])
  })

  it.each<[string, NetworkSketch, Question, string]>([
    [
      'I1 without a public address',
      { interfaces: { 'eni-1': { publicIp: null } } },
      {},
      'blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@eni-1',
    ],
    [
      'I1 without a gateway in the VPC',
      { elements: { InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [] }] } },
      {},
      'blocked UNASSOCIATED_COMPONENT@vpc-1',
    ],
    [
      'I1 while the gateway is being detached',
      {
        elements: {
          InternetGateways: [
            {
              InternetGatewayId: 'igw-1',
              OwnerId: '111122223333',
              Attachments: [{ VpcId: 'vpc-1', State: 'detaching' }],
            },
          ],
        },
      },
      {},
      'blocked BAD_STATE_ATTACHMENT@igw-1',
    ],
    ['I2 a global IPv6 address', v6, { family: 6 }, 'reachable'],
    [
      'I2 an interface without IPv6, asked over IPv6',
      {},
      { family: 6 },
      'blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@eni-1',
    ],
    [
      'I2 a unique local IPv6 address',
      { interfaces: { 'eni-1': { ipv6: ['fd00::1'] } } },
      { family: 6 },
      'blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@eni-1',
    ],
    [
      'I2 DenyAllIgwTraffic',
      { interfaces: { 'eni-1': { denyAllIgwTraffic: true } } },
      {},
      'blocked ENI_DENY_ALL_IGW_TRAFFIC@eni-1',
    ],
    [
      'I4 replies by the egress-only gateway',
      { ...v6, ...tables(['10.0.0.0/16 local', '::/0 eigw-1']) },
      { family: 6 },
      'blocked EIGW_NO_INBOUND@rtb-1(reply)',
    ],
    [
      'I5 a NAT gateway opens nothing inward',
      { interfaces: { 'eni-1': { type: 'nat_gateway', groups: [], instance: null } } },
      {},
      'blocked NAT_NO_INBOUND@eni-1',
    ],
    [
      'I8 an Elastic IP on an interface attached to nothing',
      { interfaces: { 'eni-1': { status: 'available', instance: null } } },
      {},
      'blocked BAD_STATE@eni-1',
    ],
    ['an instance that is stopped', { instances: { 'i-1': 'bastion-1/stopped' } }, {}, 'blocked BAD_STATE@eni-1'],
  ])('%s', (_, ...[sketch, question, expected]) => {
    expect(told(pathIn(sketch, question))).toBe(expected)
  })

  it('I3 never counts private, shared or multicast sources as the internet', () => {
    const path = pathIn({
      groups: { 'sg-1': ['in tcp 22 10.0.0.0/8', 'in tcp 22 100.64.0.0/10', 'in tcp 22 224.0.0.0/4'] },
    })
    expect(told(path)).toBe('blocked ENI_SG_RULES_MISMATCH@sg-1')
  })

  it('takes an address from describe-addresses when the interface does not show it', () => {
    const Addresses = [
      {
        AllocationId: 'eipalloc-1',
        PublicIp: '198.51.100.9',
        NetworkInterfaceId: 'eni-1',
        PrivateIpAddress: '10.0.0.10',
        AssociationId: 'eipassoc-1',
      },
    ]
    const path = pathIn({ interfaces: { 'eni-1': { publicIp: null } }, elements: { Addresses } })
    expect(told(path)).toBe('reachable')
  })

  it('believes an active route when gateways were not collected, and says so', () => {
    const path = pathIn({ missing: ['InternetGateways'] })
    expect(told(path)).toBe('reachable')
    expect(path.caveats.join(' ')).toContain('igw-1 was not collected')
  })
})

describe('Block Public Access (VPC guide, "Block public access to VPCs and subnets")', () => {
  const options = (mode: string) => [
    { AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode: mode, State: 'update-complete' },
  ]
  const exclusion = (resource: string, mode: string, State = 'create-complete') => [
    {
      ExclusionId: 'vpcbpa-exclude-1',
      InternetGatewayExclusionMode: mode,
      ResourceArn: `arn:aws:ec2:eu-west-1:111122223333:${resource}`,
      State,
    },
  ]

  it.each([
    ['off', [], 'reachable'],
    ['block-bidirectional', [], 'blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED@vpc-1'],
    ['block-ingress', [], 'blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED@vpc-1'],
    ['block-ingress', exclusion('subnet/subnet-1', 'allow-bidirectional'), 'reachable'],
    ['block-bidirectional', exclusion('vpc/vpc-1', 'allow-bidirectional'), 'reachable'],
    [
      'block-bidirectional',
      exclusion('subnet/subnet-1', 'allow-egress'),
      'blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED@vpc-1',
    ],
    [
      'block-ingress',
      exclusion('subnet/subnet-2', 'allow-bidirectional'),
      'blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED@vpc-1',
    ],
    [
      'block-ingress',
      exclusion('subnet/subnet-1', 'allow-bidirectional', 'delete-complete'),
      'blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED@vpc-1',
    ],
  ])('%s with %j', (mode, exclusions, expected) => {
    const path = pathIn({
      elements: { VpcBlockPublicAccessOptions: options(mode), VpcBlockPublicAccessExclusions: exclusions },
    })
    expect(told(path)).toBe(expected)
  })

  it('answers unknown, never blocked, when it is on and its exclusions were not collected', () => {
    const path = pathIn({
      elements: { VpcBlockPublicAccessOptions: options('block-ingress') },
      missing: ['VpcBlockPublicAccessExclusions'],
    })
    expect(told(path)).toBe('unknown')
  })

  it('takes it for off when it was not collected, and says so', () => {
    const path = pathIn({ missing: ['VpcBlockPublicAccessOptions', 'VpcBlockPublicAccessExclusions'] })
    expect(told(path)).toBe('reachable')
    expect(path.caveats.join(' ')).toContain('Block Public Access was not collected')
  })
})

describe('routes of the reply (VPC guide, "Route priority")', () => {
  it.each<[string, NetworkSketch, Question, string]>([
    [
      'T1 the own table replaces the main one, whatever the main one says',
      {
        tables: {
          'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true },
          'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] },
        },
      },
      {},
      'blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)',
    ],
    [
      'T1 the main table serves a subnet without an association',
      { tables: { 'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true } } },
      {},
      'reachable',
    ],
    [
      'T2 families are apart: an IPv4 default route sends no IPv6',
      { ...v6, ...tables(['10.0.0.0/16 local', '0.0.0.0/0 igw-1']) },
      { family: 6 },
      'blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)',
    ],
    [
      'T2 two halves are as good as a default route',
      tables(['10.0.0.0/16 local', '0.0.0.0/1 igw-1', '128.0.0.0/1 igw-1']),
      {},
      'reachable',
    ],
    [
      'T2 a longer route takes all clients away',
      tables(['0.0.0.0/0 igw-1', '0.0.0.0/1 nat-1', '128.0.0.0/1 nat-1']),
      {},
      'blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply) NO_ROUTE_TO_DESTINATION@rtb-1(reply)',
    ],
    [
      'T3 a static route beats a propagated one of the same length',
      tables(['0.0.0.0/0 vgw-1 propagated', '0.0.0.0/0 igw-1']),
      {},
      'reachable',
    ],
    [
      'T6 a blackhole wins its match and drops',
      tables(['10.0.0.0/16 local', '0.0.0.0/0 igw-1 blackhole']),
      {},
      'blocked BAD_STATE_ROUTE@rtb-1(reply)',
    ],
    [
      'a private subnet behind NAT',
      tables(['10.0.0.0/16 local', '0.0.0.0/0 nat-1']),
      {},
      'blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)',
    ],
    [
      'a gateway of another VPC carries nothing',
      tables(['0.0.0.0/0 igw-9']),
      {},
      'blocked BAD_STATE_ATTACHMENT@rtb-1(reply)',
    ],
    ['replies through an endpoint are not followed', tables(['0.0.0.0/0 vpce-1']), {}, 'unknown'],
    ['no route table was collected', { missing: ['RouteTables'] }, {}, 'unknown'],
  ])('%s', (_, ...[sketch, question, expected]) => {
    expect(told(pathIn(sketch, question))).toBe(expected)
  })

  it('T2 leaves only those clients whose longest match is the gateway', () => {
    const path = pathIn(tables(['0.0.0.0/0 nat-1', '198.51.100.0/24 igw-1', '198.51.100.128/25 nat-1']))
    expect(path.verdict).toBe('reachable')
    expect(formatAddresses(path.sources)).toBe('198.51.100.0/25')
  })

  it('answers unknown when a prefix list that leads elsewhere has no entries, and reachable when they are known', () => {
    const routes = ['0.0.0.0/0 igw-1', 'pl-1 tgw-1']
    expect(told(pathIn({ ...tables(routes), prefixLists: { 'pl-1': null } }))).toBe('unknown')
    expect(told(pathIn({ ...tables(routes), prefixLists: { 'pl-1': ['203.0.113.0/24'] } }))).toBe('reachable')
  })

  it('is not confused by the list of a gateway endpoint: a service is never the whole internet', () => {
    expect(told(pathIn({ ...tables(['0.0.0.0/0 igw-1', 'pl-1 vpce-1']), prefixLists: { 'pl-1': null } }))).toBe(
      'reachable',
    )
  })

  it('does not send clients through a gateway endpoint: it carries traffic to its service only', () => {
    const routes = ['10.0.0.0/16 local', 'pl-1 vpce-1']
    const sketch = { ...tables(routes), prefixLists: { 'pl-1': ['198.51.100.0/24'] } }
    const VpcEndpoints = [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Gateway' }]
    expect(told(pathIn({ ...sketch, elements: { VpcEndpoints } }))).toBe('blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)')
    const toAll = tables(['10.0.0.0/16 local', '0.0.0.0/0 vpce-1'])
    expect(told(pathIn({ ...toAll, elements: { VpcEndpoints } }))).toBe('blocked NO_ROUTE_TO_DESTINATION@rtb-1(reply)')
    // One that was not collected may as well inspect traffic and send it on.
    expect(told(pathIn(sketch))).toBe('unknown')
  })

  it('T8 answers unknown where a gateway table steers traffic through an appliance, blocked where replies avoid it', () => {
    const edge = { routes: ['10.0.0.0/16 local', '10.0.0.0/24 vpce-9'], gateway: 'igw-1' }
    const inspected = { tables: { 'rtb-edge': edge, 'rtb-1': { routes: ['0.0.0.0/0 vpce-9'], subnets: ['subnet-1'] } } }
    expect(told(pathIn(inspected))).toBe('unknown')
    const direct = { tables: { 'rtb-edge': edge, 'rtb-1': PUBLIC_TABLE } }
    expect(told(pathIn(direct))).toBe('blocked INGRESS_RTB_TRAFFIC_REDIRECTION@rtb-edge')
  })
})

describe('network ACLs (VPC guide, "Network ACL rules")', () => {
  const out = '100 out allow all 0.0.0.0/0'
  const reply = 'SUBNET_ACL_RESTRICTION@acl-1(reply)'
  const request = 'SUBNET_ACL_RESTRICTION@acl-1'
  it.each<[string, NetworkSketch, Question, string]>([
    [
      'N1 the lowest number decides, not the order of printing',
      acl('200 in allow all 0.0.0.0/0', '100 in deny tcp 22 0.0.0.0/0', out),
      {},
      `blocked ${request}`,
    ],
    [
      'N1 a denial that stands behind an allow does nothing',
      acl('90 in allow tcp 22 0.0.0.0/0', '100 in deny all 0.0.0.0/0', out),
      {},
      'reachable',
    ],
    ['N1 what no entry names is denied', acl('100 in allow tcp 443 0.0.0.0/0', out), {}, `blocked ${request}`],
    ['N2 replies need a way out', acl('100 in allow all 0.0.0.0/0'), {}, `blocked ${reply}`],
    [
      'N2 the service port out is no way for a reply',
      acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 22 0.0.0.0/0'),
      {},
      `blocked ${reply}`,
    ],
    [
      'N2 some ephemeral port is enough',
      acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 32768-61000 0.0.0.0/0'),
      {},
      'reachable',
    ],
    [
      'N2 replies of another protocol do not help',
      acl('100 in allow all 0.0.0.0/0', '100 out allow udp 1024-65535 0.0.0.0/0'),
      {},
      `blocked ${reply}`,
    ],
    [
      'N4 IPv4 entries say nothing of IPv6',
      { ...v6, ...acl('100 in allow all 0.0.0.0/0', out) },
      { family: 6 },
      `blocked ${request} ${reply}`,
    ],
    [
      'N4 protocol numbers without ports match whole',
      { ...acl('100 in allow 47 0.0.0.0/0', out), groups: { 'sg-1': ['in 47 0.0.0.0/0'] } },
      { protocol: 47 },
      'reachable',
    ],
    [
      'N5 the default ACL guards a subnet that names none',
      { acls: { 'acl-1': { ...OPEN_ACL, subnets: [] } } },
      {},
      'reachable',
    ],
    ['the ACL was not collected', { missing: ['NetworkAcls'] }, {}, 'unknown'],
  ])('%s', (_, ...[sketch, question, expected]) => {
    expect(told(pathIn(sketch, question))).toBe(expected)
  })

  it('takes the denied clients away and keeps the rest', () => {
    const path = pathIn({
      ...acl('50 in deny tcp 22 198.51.100.0/24', '100 in allow tcp 22 198.51.100.0/23', out),
    })
    expect(formatAddresses(path.sources)).toBe('198.51.101.0/24')
    expect(path.verdict).toBe('reachable')
  })

  it('says when replies pass on part of the ephemeral ports only', () => {
    const path = pathIn(acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 32768-61000 0.0.0.0/0'))
    expect(path.caveats).toContain('acl-1 lets replies out only to ports 32768-61000.')
  })
})

describe('security groups (VPC guide, "Security group rules")', () => {
  it.each<[string, NetworkSketch, Question, string]>([
    [
      'S1 any rule of any group is enough',
      {
        groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] },
        interfaces: { 'eni-1': { groups: ['sg-1', 'sg-2'] } },
      },
      {},
      'reachable',
    ],
    ['S1 a group without rules admits nothing', { groups: { 'sg-1': [] } }, {}, 'blocked SG_HAS_NO_RULES@sg-1'],
    ['S3 replies need no egress rule', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }, {}, 'reachable'],
    [
      'S4 a reference to a group never admits the internet',
      { groups: { 'sg-1': ['in all sg-1'] } },
      {},
      'blocked ENI_SG_RULES_MISMATCH@sg-1',
    ],
    [
      'S8 -1 admits every protocol and port',
      { groups: { 'sg-1': ['in all 0.0.0.0/0'] } },
      { protocol: 17, ports: [[53, 53]] },
      'reachable',
    ],
    [
      'S8 0.0.0.0/0 is not ::/0',
      { ...v6, groups: { 'sg-1': ['in all 0.0.0.0/0'] } },
      { family: 6 },
      'blocked ENI_SG_RULES_MISMATCH@sg-1',
    ],
    ['S8 TCP rules say nothing of UDP', {}, { protocol: 17 }, 'blocked ENI_SG_RULES_MISMATCH@sg-1'],
    [
      'S9 an ICMP type is no port',
      { groups: { 'sg-1': ['in icmp 22 0.0.0.0/0'] } },
      {},
      'blocked ENI_SG_RULES_MISMATCH@sg-1',
    ],
    [
      'S10 a prefix list is its entries',
      { groups: { 'sg-1': ['in tcp 22 pl-1'] }, prefixLists: { 'pl-1': ['0.0.0.0/1', '128.0.0.0/1'] } },
      {},
      'reachable',
    ],
    [
      'S10 a prefix list without entries is unknown, never a denial',
      { groups: { 'sg-1': ['in tcp 22 pl-1'] }, prefixLists: { 'pl-1': null } },
      {},
      'unknown',
    ],
    [
      'S10 an unread list on another port does not matter',
      { groups: { 'sg-1': ['in tcp 443 pl-1'] } },
      {},
      'blocked ENI_SG_RULES_MISMATCH@sg-1',
    ],
    ['a group that was not collected', { groups: {} }, {}, 'unknown'],
    [
      'S12 a group of another VPC counts where the interface carries it',
      {
        elements: {
          SecurityGroups: [
            {
              GroupId: 'sg-1',
              OwnerId: '111122223333',
              GroupName: 'shared',
              Description: '',
              VpcId: 'vpc-2',
              IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
              IpPermissionsEgress: [],
            },
          ],
        },
      },
      {},
      'reachable',
    ],
    [
      'S13 a Network Load Balancer without groups is not filtered',
      { interfaces: { 'eni-1': { type: 'network_load_balancer', groups: [], instance: null } } },
      {},
      'reachable',
    ],
    [
      'S13 an ordinary interface whose groups are missing is unknown',
      { interfaces: { 'eni-1': { groups: [], instance: null } } },
      {},
      'unknown',
    ],
  ])('%s', (_, ...[sketch, question, expected]) => {
    expect(told(pathIn(sketch, question))).toBe(expected)
  })

  it('unites the sources of several rules and says which ports remain', () => {
    const path = pathIn(
      { groups: { 'sg-1': ['in tcp 22 198.51.100.0/25', 'in tcp 22 198.51.100.128/25', 'in tcp 80 192.0.2.0/24'] } },
      { ports: [[0, 65535]] },
    )
    expect(formatAddresses(path.sources)).toBe('192.0.2.0/24, 198.51.100.0/24')
    expect(formatPorts(path.ports)).toBe('22, 80')
  })
})

describe('explanations', () => {
  it('names every component that would block on its own', () => {
    const path = pathIn({
      interfaces: { 'eni-1': { publicIp: null } },
      groups: { 'sg-1': [] },
      ...acl('100 in deny all 0.0.0.0/0'),
      ...tables(['10.0.0.0/16 local']),
    })
    expect(told(path)).toBe(
      'blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@eni-1 NO_ROUTE_TO_DESTINATION@rtb-1(reply) SUBNET_ACL_RESTRICTION@acl-1 SUBNET_ACL_RESTRICTION@acl-1(reply) SG_HAS_NO_RULES@sg-1',
    )
  })

  it('names the last one when each passes something and together they pass nothing', () => {
    const path = pathIn({
      groups: { 'sg-1': ['in tcp 22 198.51.100.0/24'] },
      ...acl('100 in allow all 192.0.2.0/24', '100 out allow all 0.0.0.0/0'),
    })
    expect(told(path)).toBe('blocked ENI_SG_RULES_MISMATCH@sg-1')
  })

  it('stays blocked when something certain blocks, whatever else is unknown', () => {
    const path = pathIn({
      interfaces: { 'eni-1': { publicIp: null } },
      missing: ['RouteTables', 'NetworkAcls'],
      groups: {},
    })
    expect(told(path)).toBe('blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@eni-1')
  })

  it('answers unknown, never blocked, where a group of the interface could not be read', () => {
    const element = {
      NetworkInterfaceId: 'eni-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      OwnerId: '111122223333',
      Status: 'in-use',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.10', Association: { PublicIp: '198.51.100.10' } }],
      Groups: [{ GroupId: 'sg-1' }, { GroupId: 7 }],
    }
    expect(told(pathIn({ groups: { 'sg-1': [] }, elements: { NetworkInterfaces: [element] } }))).toBe('unknown')
  })

  it('answers unknown for an interface it has never heard of', () => {
    expect(pathIn({}, { id: 'eni-404' })).toMatchObject({
      verdict: 'unknown',
      unknowns: ['eni-404 was not collected.'],
    })
  })
})

describe('hasPublicAddress', () => {
  const eip = {
    AllocationId: 'eipalloc-1',
    PublicIp: '198.51.100.9',
    NetworkInterfaceId: 'eni-1',
    PrivateIpAddress: '10.0.0.10',
  }

  it.each<[string, NetworkSketch]>([
    ['a mapped address', {}],
    ['none', { interfaces: { 'eni-1': { publicIp: null } } }],
    [
      'an Elastic IP the interface does not show',
      { interfaces: { 'eni-1': { publicIp: null } }, elements: { Addresses: [eip] } },
    ],
    ['a global IPv6 address', v6],
    ['a unique local IPv6 address', { interfaces: { 'eni-1': { publicIp: null, ipv6: ['fd00::1'] } } }],
  ])('agrees with the list of public addresses: %s', (_, sketch) => {
    const network = networkOf(sketchNetwork(sketch))
    for (const networkInterface of network.inventory.networkInterfaces.values()) {
      for (const family of [4, 6] as const) {
        const listed = publicAddresses(network, networkInterface, family).length > 0
        expect(hasPublicAddress(network, networkInterface, family)).toBe(listed)
      }
    }
  })
})

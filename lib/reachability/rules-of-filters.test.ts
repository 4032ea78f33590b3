/** Security groups and network ACLs, rule by rule. Names give the rule and the page of AWS it comes from. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { formatAddresses } from '../net/traffic.ts'
import { type InterfaceSketch, type NetworkSketch, OPEN_ACL, sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'

const OWNER = '111122223333'
const DUAL = { interfaces: { 'eni-1': { ipv6: ['2001:db8:1::10'] } } }

interface Question {
  readonly family?: 4 | 6
  readonly protocol?: number
  readonly ports?: NumberSet
  readonly id?: string
}

function path(sketch: NetworkSketch, { family = 4, protocol = 6, ports = [[22, 22]], id = 'eni-1' }: Question = {}) {
  return internetPath(sketchNetwork(sketch), { interfaceId: id, family, protocol, ports })
}

const rules = (...lines: readonly string[]): NetworkSketch => ({ groups: { 'sg-1': lines } })
const OUT = '100 out allow all 0.0.0.0/0'
const acl = (...entries: readonly string[]): NetworkSketch => ({
  groups: { 'sg-1': ['in all 0.0.0.0/0', 'in all ::/0'] },
  acls: { 'acl-1': { entries } },
})
/** The group of the sketch as AWS prints it, for fields the sketch has no words for. */
const permission = (more: JsonObject): NetworkSketch => ({
  elements: {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        OwnerId: OWNER,
        VpcId: 'vpc-1',
        IpPermissions: [more],
        IpPermissionsEgress: [],
      },
    ],
  },
})

describe('S1 to S3 allow only, all groups together, replies by themselves (VPC guide, "Security group rules")', () => {
  it('S1 what one group admits no other group of the interface takes away', () => {
    const sketch = {
      groups: { 'sg-1': [], 'sg-2': ['in tcp 22 198.51.100.0/25'], 'sg-3': ['in tcp 22 198.51.100.128/25'] },
      interfaces: { 'eni-1': { groups: ['sg-1', 'sg-2', 'sg-3'] } },
    }
    expect(formatAddresses(path(sketch).sources)).toBe('198.51.100.0/24')
  })

  it('S2 groups apply by interface: a neighbour in the subnet with one group more is judged by its own', () => {
    const sketch = {
      groups: { 'sg-1': [], 'sg-2': ['in tcp 22 0.0.0.0/0'] },
      interfaces: { 'eni-1': { groups: ['sg-1'] }, 'eni-2': { groups: ['sg-1', 'sg-2'], publicIp: '198.51.100.11' } },
    }
    const inventory = sketchNetwork(sketch)
    const verdictOf = (interfaceId: string) =>
      internetPath(inventory, { interfaceId, family: 4, protocol: 6, ports: [[22, 22]] }).verdict
    expect([verdictOf('eni-1'), verdictOf('eni-2')]).toEqual(['blocked', 'reachable'])
  })

  it('S3 egress rules neither open nor shut what comes in', () => {
    expect(path(rules('out tcp 22 0.0.0.0/0')).blockers.map(({ code }) => code)).toEqual(['SG_HAS_NO_RULES'])
    expect(path(rules('in tcp 22 0.0.0.0/0', 'out tcp 443 10.0.0.0/8')).verdict).toBe('reachable')
  })
})

describe('S4, S7 references to groups (VPC guide, "Security group referencing"; peering guide)', () => {
  it.each([
    ['its own group', { GroupId: 'sg-1', UserId: OWNER }],
    ['a group of another account', { GroupId: 'sg-9', UserId: '444455556666' }],
    ['a group over a deleted peering', { GroupId: 'sg-9', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'deleted' }],
  ])('%s never admits the internet', (_, pair) => {
    const answer = path(permission({ IpProtocol: '-1', UserIdGroupPairs: [pair] }))
    expect([answer.verdict, answer.blockers[0]?.code]).toEqual(['blocked', 'ENI_SG_RULES_MISMATCH'])
  })
})

describe('S8 protocols and families (EC2 API, IpPermission)', () => {
  it.each<[string, string, Question, string]>([
    ['the first port of a range', 'in tcp 20-25 0.0.0.0/0', { ports: [[20, 20]] }, 'reachable'],
    ['the last port of a range', 'in tcp 20-25 0.0.0.0/0', { ports: [[25, 25]] }, 'reachable'],
    ['the port before', 'in tcp 20-25 0.0.0.0/0', { ports: [[19, 19]] }, 'blocked'],
    ['the port after', 'in tcp 20-25 0.0.0.0/0', { ports: [[26, 26]] }, 'blocked'],
    ['-1 admits GRE', 'in all 0.0.0.0/0', { protocol: 47 }, 'reachable'],
    ['TCP does not admit GRE', 'in tcp 0-65535 0.0.0.0/0', { protocol: 47 }, 'blocked'],
    ['GRE has no ports to ask for', 'in 47 0.0.0.0/0', { protocol: 47, ports: [] }, 'reachable'],
    ['ICMP is not ICMPv6', 'in icmp 8 0.0.0.0/0', { protocol: 58 }, 'blocked'],
    ['0.0.0.0/0 is not ::/0', 'in all 0.0.0.0/0', { family: 6 }, 'blocked'],
    ['::/0 is not 0.0.0.0/0', 'in all ::/0', { family: 4 }, 'blocked'],
  ])('%s', (_, ...[rule, question, verdict]) => {
    expect(path({ ...DUAL, ...rules(rule) }, question).verdict).toBe(verdict)
  })

  it('-1 ports mean all of them, not port zero', () => {
    const printed = { IpProtocol: 'tcp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    expect(path(permission(printed), { ports: [[65535, 65535]] }).verdict).toBe('reachable')
  })
})

describe('S9 ICMP type and code stand where ports stand (EC2 API, IpPermission)', () => {
  const words = (FromPort: number, ToPort: number) =>
    path(permission({ IpProtocol: 'icmp', FromPort, ToPort, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }), {
      protocol: 1,
      ports: [],
    })
      .hops.find(({ kind }) => kind === 'security-group')
      ?.rules.map(({ excerpt }) => excerpt)

  it('FromPort is the type, ToPort the code, -1 any', () => {
    expect(words(3, 4)).toEqual(['icmp type 3 from 0.0.0.0/0'])
    expect(words(0, -1)).toEqual(['icmp type 0 from 0.0.0.0/0'])
    expect(words(-1, -1)).toEqual(['icmp from 0.0.0.0/0'])
  })

  it('a type is no port of TCP', () => {
    expect(path(rules('in icmp 22 0.0.0.0/0')).verdict).toBe('blocked')
  })
})

describe('S10 prefix lists are their entries (VPC guide, "Reference prefix lists")', () => {
  const listed = (entries: readonly unknown[]): NetworkSketch => ({
    ...rules('in tcp 22 pl-1'),
    elements: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', OwnerId: OWNER, Entries: entries } as JsonObject] },
  })

  it('one entry that could not be read makes the list unknown, whatever the others hold', () => {
    const answer = path(listed([{ Cidr: '10.0.0.0/8' }, { Cidr: 'somewhere' }]))
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns).toEqual(['The entries of pl-1 in sg-1 were not collected.'])
  })

  it('a list without any entry admits nothing: it was read, and is empty', () => {
    expect(path(listed([])).verdict).toBe('blocked')
  })

  it('an unread list leaves certain what another rule admits', () => {
    const sketch = { ...rules('in tcp 22 198.51.100.0/24', 'in tcp 22 pl-1'), prefixLists: { 'pl-1': null } }
    const answer = path(sketch)
    expect([answer.verdict, formatAddresses(answer.sources)]).toEqual(['reachable', '198.51.100.0/24'])
  })

  it('the ports of the rule are known although its list is not', () => {
    const sketch = { ...rules('in tcp 22-25 pl-1'), prefixLists: { 'pl-1': null } }
    expect(path(sketch, { ports: [[0, 65535]] }).ports).toEqual([[22, 25]])
  })
})

describe('S13 interfaces without groups (VPC guide; ELB guides)', () => {
  it.each<[string, InterfaceSketch, string]>([
    ['a Network Load Balancer', { type: 'network_load_balancer' }, 'reachable'],
    ['a Gateway Load Balancer', { type: 'gateway_load_balancer' }, 'reachable'],
    ['a Gateway Load Balancer endpoint', { type: 'gateway_load_balancer_endpoint' }, 'reachable'],
    ['a transit gateway', { type: 'transit_gateway' }, 'reachable'],
    ['a function', { type: 'lambda' }, 'unknown'],
    ['an ordinary one', {}, 'unknown'],
  ])('%s', (_, sketch, verdict) => {
    expect(path({ interfaces: { 'eni-1': { ...sketch, groups: [], instance: null } } }).verdict).toBe(verdict)
  })
})

describe('what could not be read in a group', () => {
  it('may admit anything, and says which group', () => {
    const answer = path(permission({ IpProtocol: 'no such protocol', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }))
    expect([answer.verdict, answer.unknowns]).toEqual(['unknown', ['sg-1 has rules that could not be read.']])
  })

  it('does not matter where another part of the interface was not read: its groups still shut it', () => {
    const answer = path({
      groups: { 'sg-1': [] },
      elements: {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-1',
            VpcId: 'vpc-1',
            SubnetId: 'subnet-1',
            OwnerId: OWNER,
            PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.10', Association: { PublicIp: '198.51.100.10' } }],
            Ipv6Addresses: [{ Ipv6Address: 'nonsense' }],
            Groups: [{ GroupId: 'sg-1' }],
          },
        ],
      },
    })
    expect(answer.blockers.map(({ code }) => code)).toEqual(['SG_HAS_NO_RULES'])
  })
})

describe('N1 ascending numbers, the first match decides (VPC guide, "Network ACL rules")', () => {
  it.each<[string, readonly string[], string]>([
    ['deny 90 before allow 100', ['100 in allow tcp 22 0.0.0.0/0', '90 in deny tcp 22 0.0.0.0/0', OUT], 'blocked'],
    [
      'numbers are numbers: 9 comes before 10',
      ['10 in allow all 0.0.0.0/0', '9 in deny all 0.0.0.0/0', OUT],
      'blocked',
    ],
    ['a denial of another port', ['90 in deny tcp 23 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
    ['a denial of the port before', ['90 in deny tcp 20-21 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
    ['a denial of UDP', ['90 in deny udp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
    ['a denial of IPv6', ['90 in deny all ::/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
    ['a denial outward', ['90 out deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
    ['the closing deny is an entry', ['32767 in deny all 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT], 'reachable'],
  ])('%s', (_, entries, verdict) => {
    expect(path(acl(...entries)).verdict).toBe(verdict)
  })

  it('an entry that could not be read may be the first: nothing is certain either way', () => {
    const Entries = [
      { RuleNumber: 100, Egress: false, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
      { RuleNumber: 50, Egress: false, RuleAction: 'perhaps', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
    ]
    const answer = path({
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
      elements: { NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', OwnerId: OWNER, IsDefault: true, Entries }] },
    })
    expect(answer.verdict).toBe('unknown')
    expect(answer.blockers).toEqual([])
  })
})

describe('N2 replies go to ports 1024 to 65535 (VPC guide, "Ephemeral ports")', () => {
  it.each([
    ['1024', 'reachable'],
    ['65535', 'reachable'],
    ['1023', 'blocked'],
    ['0-1023', 'blocked'],
    ['1023-1024', 'reachable'],
    ['32768-60999', 'reachable'],
  ])('out to tcp/%s: %s', (ports, verdict) => {
    expect(path(acl('100 in allow all 0.0.0.0/0', `100 out allow tcp ${ports} 0.0.0.0/0`)).verdict).toBe(verdict)
  })

  it('has nothing to add when every port passes', () => {
    expect(path(acl('100 in allow all 0.0.0.0/0', OUT)).caveats).toEqual([])
    expect(path(acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 1024-65535 0.0.0.0/0')).caveats).toEqual([])
    expect(path(acl('100 in allow all 0.0.0.0/0', '100 out allow tcp 1025-65535 0.0.0.0/0')).caveats).toEqual([
      'acl-1 lets replies out only to ports 1025-65535.',
    ])
  })

  it('names the entry that denies the reply, by the ports of the client and not of the service', () => {
    const answer = path(
      acl('100 in allow all 0.0.0.0/0', '80 out deny tcp 22 0.0.0.0/0', '90 out deny tcp 1024-65535 0.0.0.0/0', OUT),
    )
    expect(answer.blockers.map(({ leg, rule }) => `${leg} ${rule?.excerpt}`)).toEqual([
      'reply entry 90 denies tcp/1024-65535 to 0.0.0.0/0',
    ])
  })

  it('names the entry that denies the request, and not one that allows something else', () => {
    const answer = path(
      acl('80 in allow tcp 22 10.0.0.0/8', '90 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', OUT),
    )
    expect(answer.blockers.map(({ leg, rule, detail }) => [leg, rule?.pointer, detail])).toEqual([
      ['request', '/NetworkAcls/0/Entries/1', 'entry 90 denies tcp/22 from 0.0.0.0/0'],
    ])
  })

  it('names the denial where nothing is left, not the entry that lets other clients pass', () => {
    const answer = path(
      acl('80 in allow all 198.51.100.0/24', '80 out allow all 192.0.2.0/24', '90 out deny all 0.0.0.0/0'),
    )
    expect(answer.blockers.map(({ leg, rule }) => `${leg} ${rule?.excerpt}`)).toEqual([
      'reply entry 90 denies all traffic to 0.0.0.0/0',
    ])
  })

  it('names no entry where none stands', () => {
    const [first] = path(acl('100 in allow tcp 443 0.0.0.0/0', OUT)).blockers
    expect([first?.rule, first?.detail]).toEqual([null, 'no entry allows the request'])
  })
})

describe('N4 families, protocol numbers and ICMP types (VPC guide, "Network ACL rules")', () => {
  const typed = (RuleAction: string, Protocol: string, Type: number): JsonObject => ({
    RuleNumber: 50,
    Egress: false,
    RuleAction,
    Protocol,
    ...(Protocol === '58' ? { Ipv6CidrBlock: '::/0' } : { CidrBlock: '0.0.0.0/0' }),
    IcmpTypeCode: { Type, Code: -1 },
  })
  const all = [false, true].flatMap((Egress): JsonObject[] => [
    { RuleNumber: 100, Egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
    { RuleNumber: 101, Egress, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' },
  ])
  const network = (first: JsonObject): NetworkSketch => ({
    ...DUAL,
    groups: { 'sg-1': ['in all 0.0.0.0/0', 'in all ::/0'] },
    elements: {
      NetworkAcls: [
        { NetworkAclId: 'acl-1', VpcId: 'vpc-1', OwnerId: OWNER, IsDefault: true, Entries: [first, ...all] },
      ],
    },
  })

  it.each<[string, JsonObject, Question, string]>([
    ['a denied ICMP type leaves the others', typed('deny', '1', 8), { protocol: 1 }, 'reachable'],
    ['denied ICMP of any type leaves none', typed('deny', '1', -1), { protocol: 1 }, 'blocked'],
    ['a denied ICMPv6 type leaves the others', typed('deny', '58', 128), { protocol: 58, family: 6 }, 'reachable'],
    ['denied ICMPv6 of any type leaves none', typed('deny', '58', -1), { protocol: 58, family: 6 }, 'blocked'],
    ['denied ICMP is no denied TCP', typed('deny', '1', -1), { protocol: 6 }, 'reachable'],
  ])('%s', (_, ...[first, question, verdict]) => {
    expect(path(network(first), question).verdict).toBe(verdict)
  })

  it.each([
    ['47 in allow 47 0.0.0.0/0', 47, 'reachable'],
    ['47 in allow 50 0.0.0.0/0', 47, 'blocked'],
    ['47 in allow tcp 0-65535 0.0.0.0/0', 47, 'blocked'],
    ['47 in allow all 0.0.0.0/0', 47, 'reachable'],
  ])('%s, asked for protocol %i: %s', (entry, protocol, verdict) => {
    expect(path(acl(entry, OUT), { protocol, ports: [] }).verdict).toBe(verdict)
  })

  it('IPv6 needs entries of its own, both ways', () => {
    const v6 = ['100 in allow all ::/0', '100 out allow all ::/0']
    expect(path({ ...acl(...v6), ...DUAL }, { family: 6 }).verdict).toBe('reachable')
    expect(path({ ...acl(...v6), ...DUAL }).verdict).toBe('blocked')
  })
})

describe('N5 one ACL a subnet, the default one where none is named (VPC guide, "Network ACL basics")', () => {
  it('a named ACL replaces the default one entirely', () => {
    const acls = {
      'acl-1': { ...OPEN_ACL, subnets: [] },
      'acl-2': { entries: ['100 in allow tcp 443 0.0.0.0/0', OUT], subnets: ['subnet-1'] },
    }
    const answer = path({ ...rules('in tcp 22 0.0.0.0/0'), acls })
    expect(answer.blockers.map(({ component }) => component)).toEqual(['acl-2'])
  })

  it('another ACL that is not the default guards nothing it is not named for', () => {
    const acls = { 'acl-2': { entries: ['100 in allow all 0.0.0.0/0', OUT], subnets: ['subnet-9'] } }
    expect(path({ ...rules('in tcp 22 0.0.0.0/0'), acls }).verdict).toBe('unknown')
  })
})

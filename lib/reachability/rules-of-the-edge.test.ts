/** The internet edge, rule by rule. Names give the rule and the page of AWS it comes from. */

import { describe, expect, it } from 'vitest'
import type { NumberSet } from '../net/interval-set.ts'
import { formatAddress } from '../net/prefix.ts'
import { type InterfaceSketch, MAIN_TABLE, type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'

const OPEN = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'] } }
const OWNER = '111122223333'

function path(sketch: NetworkSketch, family: 4 | 6 = 4, ports: NumberSet = [[22, 22]]) {
  return internetPath(sketchNetwork({ ...OPEN, ...sketch }), { interfaceId: 'eni-1', family, protocol: 6, ports })
}

const one = (sketch: InterfaceSketch): NetworkSketch => ({ interfaces: { 'eni-1': sketch } })
const element = (more: object): NetworkSketch => ({
  elements: {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        OwnerId: OWNER,
        Status: 'in-use',
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.0.10' }],
        Groups: [{ GroupId: 'sg-1' }],
        ...more,
      },
    ],
  },
})
const attached = (State: string): NetworkSketch => ({
  elements: {
    InternetGateways: [{ InternetGatewayId: 'igw-1', OwnerId: OWNER, Attachments: [{ VpcId: 'vpc-1', State }] }],
  },
})

describe('I1 a mapped address, a gateway, a route, ACL and group (VPC guide, "Internet gateways"; EC2 API)', () => {
  it.each([
    ['available', 'reachable'],
    ['attached', 'reachable'],
    ['attaching', 'blocked'],
    ['detaching', 'blocked'],
    ['detached', 'blocked'],
  ])('a gateway that is %s: %s', (state, verdict) => {
    expect(path(attached(state)).verdict).toBe(verdict)
  })

  it.each([
    ['in-use', 'reachable'],
    ['associated', 'reachable'],
    ['attaching', 'reachable'],
    ['available', 'blocked'],
  ])('an interface that is %s: %s', (status, verdict) => {
    expect(path(one({ status })).verdict).toBe(verdict)
  })

  it.each([
    ['running', 'reachable'],
    ['pending', 'reachable'],
    ['stopping', 'blocked'],
    ['stopped', 'blocked'],
    ['shutting-down', 'blocked'],
  ])('an instance that is %s: %s', (state, verdict) => {
    expect(path({ instances: { 'i-1': `bastion-1/${state}` } }).verdict).toBe(verdict)
  })

  it('any private address of the interface may hold the public one', () => {
    const answer = path(
      element({
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress: '10.0.0.10' },
          { Primary: false, PrivateIpAddress: '10.0.0.11', Association: { PublicIp: '198.51.100.11' } },
        ],
      }),
    )
    expect(answer.verdict).toBe('reachable')
    expect(answer.hops.find(({ kind }) => kind === 'internet-gateway')?.detail).toBe('maps 198.51.100.11 to 10.0.0.11')
  })

  it('an Elastic IP that names no private address maps to the first of its interface', () => {
    const Addresses = [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.9', NetworkInterfaceId: 'eni-1' }]
    const answer = path({ ...one({ publicIp: null }), elements: { Addresses } })
    expect(answer.hops.find(({ kind }) => kind === 'internet-gateway')?.detail).toBe('maps 198.51.100.9 to 10.0.0.10')
  })

  it('an address told twice is one address', () => {
    const Addresses = [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.10', NetworkInterfaceId: 'eni-1' }]
    expect(path({ elements: { Addresses } }).addresses.map(formatAddress)).toEqual(['198.51.100.10'])
  })

  it('an address that could not be read is unknown, never a missing one', () => {
    const answer = path(
      element({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.10', Association: { PublicIp: 'somewhere' } }] }),
    )
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns.join()).toContain('eni-1 has parts that could not be read')
    expect(answer.hops.find(({ kind }) => kind === 'internet-gateway')?.decision).toBe('unknown')
  })

  it('a gateway of another VPC is no gateway, and the blocker names the VPC', () => {
    const answer = path({
      elements: {
        InternetGateways: [
          { InternetGatewayId: 'igw-2', OwnerId: OWNER, Attachments: [{ VpcId: 'vpc-2', State: 'available' }] },
        ],
      },
      tables: { 'rtb-main': MAIN_TABLE },
    })
    expect(answer.blockers.map(({ code, component }) => `${code}@${component}`)).toContain(
      'UNASSOCIATED_COMPONENT@vpc-1',
    )
    expect(answer.hops.find(({ kind }) => kind === 'internet-gateway')?.component).toBe('vpc-1')
  })

  it('without gateways collected, only an active route proves one: a dead route does not', () => {
    const tables = {
      'rtb-1': { routes: ['198.51.100.0/24 igw-1 blackhole', '0.0.0.0/0 eni-9'], subnets: ['subnet-1'] },
    }
    const answer = path({ tables, missing: ['InternetGateways'] })
    expect(answer.unknowns).toContain('Whether an internet gateway is attached to vpc-1 was not collected.')
  })

  it('without gateways collected and with an active route, the route names the gateway', () => {
    const answer = path({ missing: ['InternetGateways'] })
    expect(answer.hops.find(({ kind }) => kind === 'internet-gateway')?.component).toBe('igw-1')
  })
})

describe('I2 every global IPv6 address is public (VPC guide, "Internet gateways"; EC2 API, NetworkInterface)', () => {
  it.each([
    ['2001:db8:1::10', 'reachable'],
    ['2600:1f18::1', 'reachable'],
    ['3fff:ffff::1', 'reachable'],
    ['fd00::1', 'blocked'],
    ['fe80::1', 'blocked'],
    ['4000::1', 'blocked'],
  ])('%s: %s', (address, verdict) => {
    expect(path(one({ publicIp: null, ipv6: [address] }), 6).verdict).toBe(verdict)
  })

  it('the missing address is named by its family', () => {
    expect(path(one({ publicIp: null })).blockers[0]?.detail).toBe('eni-1 has no public IPv4 address')
    expect(path(one({ publicIp: null }), 6).blockers[0]?.detail).toBe('eni-1 has no global IPv6 address')
  })

  it.each([[4 as const], [6 as const]])('DenyAllIgwTraffic blocks IPv%i', (family) => {
    const sketch = one({ ipv6: ['2001:db8:1::10'], denyAllIgwTraffic: true })
    expect(path(sketch, family).blockers.map(({ code }) => code)).toEqual(['ENI_DENY_ALL_IGW_TRAFFIC'])
  })
})

describe('I3 an internet gateway drops RFC 1918 and RFC 6598 sources (Reachability Analyzer guide)', () => {
  it.each([
    ['10.0.0.0/8', 'blocked'],
    ['172.16.0.0/12', 'blocked'],
    ['172.32.0.0/16', 'reachable'],
    ['192.168.0.0/16', 'blocked'],
    ['100.64.0.0/10', 'blocked'],
    ['100.128.0.0/16', 'reachable'],
    ['169.254.0.0/16', 'blocked'],
    ['127.0.0.0/8', 'blocked'],
    ['224.0.0.0/4', 'blocked'],
    ['240.0.0.0/4', 'blocked'],
    ['198.51.100.0/24', 'reachable'],
  ])('a rule for %s: %s', (source, verdict) => {
    expect(path({ groups: { 'sg-1': [`in tcp 22 ${source}`] } }).verdict).toBe(verdict)
  })

  it.each([
    ['fc00::/7', 'blocked'],
    ['fe80::/10', 'blocked'],
    ['2000::/4', 'reachable'],
  ])('an IPv6 rule for %s: %s', (source, verdict) => {
    const sketch = { ...one({ ipv6: ['2001:db8:1::10'] }), groups: { 'sg-1': [`in tcp 22 ${source}`] } }
    expect(path(sketch, 6).verdict).toBe(verdict)
  })
})

describe('I9 delegated prefixes belong to the interface (EC2 user guide, "Assign prefixes to network interfaces")', () => {
  it('an IPv6 prefix is an address of it', () => {
    const answer = path(element({ Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:0:1::/80' }] }), 6)
    expect(answer.verdict).toBe('reachable')
    expect(answer.addresses.map(formatAddress)).toEqual(['2001:db8:1:0:1::'])
  })

  it('an IPv4 prefix is private, and makes nothing public', () => {
    expect(path(element({ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.16/28' }] })).verdict).toBe('blocked')
  })
})

describe('hops, for a reader who checks them in the console', () => {
  const hop = (sketch: NetworkSketch, kind: string) => path(sketch).hops.find((each) => each.kind === kind)

  it('names the group that admits, not the first the interface carries', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] },
      ...one({ groups: ['sg-1', 'sg-2'] }),
    }
    expect(hop(sketch, 'security-group')).toMatchObject({
      component: 'sg-2',
      decision: 'passes',
      detail: 'admits: tcp/22 from 0.0.0.0/0',
    })
  })

  it('says where nothing is left, when each component alone lets something pass', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 22 198.51.100.0/24'] },
      acls: { 'acl-1': { entries: ['100 in allow all 192.0.2.0/24', '100 out allow all 0.0.0.0/0'] } },
    }
    expect(path(sketch).hops.map(({ kind, decision }) => `${kind} ${decision}`)).toContain('security-group blocks')
  })

  it('says where it is not known', () => {
    expect(hop({ missing: ['NetworkAcls'] }, 'network-acl')).toMatchObject({
      decision: 'unknown',
      detail: 'The network ACL of subnet-1 was not collected.',
    })
  })

  it('shows only the rules that admit what came through', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 22 198.51.100.0/24', 'in tcp 22 192.0.2.0/24'] },
      acls: { 'acl-1': { entries: ['100 in allow all 192.0.2.0/24', '100 out allow all 0.0.0.0/0'] } },
    }
    expect(hop(sketch, 'security-group')?.rules.map(({ excerpt }) => excerpt)).toEqual(['tcp/22 from 192.0.2.0/24'])
  })

  it.each([
    [['in tcp 22 0.0.0.0/0'], 'any address to 198.51.100.10, port 22'],
    [['in tcp 22 198.51.100.0/24'], '198.51.100.0/24 to 198.51.100.10, port 22'],
    [['in tcp 22 0.0.0.0/1'], '1.0.0.0-9.255.255.255, 11.0.0.0-100.63.255.255 and 1 more'],
    [['in tcp 22 10.0.0.0/8'], 'any address to 198.51.100.10, port 22'],
  ])('begins with who comes, for %j', (rules, words) => {
    const detail = path({ groups: { 'sg-1': rules } }).hops[0]?.detail ?? ''
    expect(detail.startsWith(words.split(' and ')[0] ?? '')).toBe(true)
  })

  it('calls all but a few addresses nearly any', () => {
    const acls = {
      'acl-1': {
        entries: ['50 in deny tcp 22 198.51.100.0/24', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      },
    }
    expect(path({ acls }).hops[0]?.detail).toBe('nearly any address to 198.51.100.10, port 22')
    const half = {
      'acl-1': {
        entries: ['50 in deny tcp 22 128.0.0.0/2', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      },
    }
    expect(path({ acls: half }).hops[0]?.detail).not.toContain('nearly')
  })

  it('leaves out Block Public Access of a subnet that was not collected', () => {
    expect(path({ missing: ['Subnets'] }).hops.map(({ kind }) => kind)).not.toContain('block-public-access')
  })

  it('an interface nobody knows may be open on every port that was asked for', () => {
    const answer = internetPath(sketchNetwork(OPEN), {
      interfaceId: 'eni-9',
      family: 4,
      protocol: 6,
      ports: [[22, 25]],
    })
    expect([answer.verdict, answer.ports]).toEqual(['unknown', [[22, 25]]])
  })

  it('gives each reason once, though two stages have it', () => {
    const { unknowns } = path({ missing: ['NetworkAcls', 'RouteTables'] })
    expect(unknowns).toEqual([
      'Whether the internet gateway of vpc-1 has a route table of its own was not told.',
      'The route table of subnet-1 was not collected.',
      'The network ACL of subnet-1 was not collected.',
    ])
    const acl = {
      elements: {
        NetworkAcls: [
          { NetworkAclId: 'acl-1', VpcId: 'vpc-1', OwnerId: OWNER, IsDefault: true, Entries: [{ RuleNumber: 'x' }] },
        ],
      },
    }
    expect(path(acl).unknowns).toEqual(['acl-1 has entries that could not be read.'])
  })
})

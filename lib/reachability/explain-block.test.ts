/** Why a row of exposure is there: the components on the way, the rules that let it pass, and what is not known. */

import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { networkOf } from './network.ts'

const TCP = 6
const OPEN: NetworkSketch = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }

/** The IPv4 row of a protocol that holds a port or a message. */
function rowAt(sketch: NetworkSketch, protocol: ExposureRow['protocol'] = TCP, number = 22): ExposureRow {
  const rows = exposure(networkOf(sketchNetwork({ ...OPEN, ...sketch })))
  const row = rows.find((each) => {
    const numbers = each.icmp ?? each.ports
    return each.family === 4 && each.protocol === protocol && numbers.some(([lo, hi]) => lo <= number && number <= hi)
  })
  if (!row) throw new Error('There is no such row.')
  return row
}

const wayOf = ({ path }: ExposureRow) => path.map(({ component, kind }) => `${component} ${kind}`)
const rulesOf = ({ rules }: ExposureRow) => rules.map(({ resourceId, excerpt }) => `${resourceId} ${excerpt}`)

// Source: VPC guide, "Internet gateways"; "Security group rules"; "Network ACL rules".
describe('a certain row', () => {
  const row = rowAt({})

  it('names each component on the way, from the internet to before the interface', () => {
    expect(wayOf(row)).toEqual([
      'internet internet',
      'igw-1 internet-gateway',
      'rtb-1 route-table',
      'acl-1 network-acl',
      'sg-1 security-group',
    ])
  })

  it('names each rule on the way once, and no reason to doubt', () => {
    expect(rulesOf(row)).toEqual([
      'igw-1 igw-1 is attached',
      'rtb-1 0.0.0.0/0 → igw-1',
      'acl-1 entry 100 allows all traffic from 0.0.0.0/0',
      'acl-1 entry 100 allows all traffic to 0.0.0.0/0',
      'sg-1 tcp/22 from 0.0.0.0/0',
    ])
    expect(row.unknowns).toEqual([])
  })

  it('points at the gateway itself, in its document', () => {
    expect(row.rules[0]).toMatchObject({ kind: 'resource', pointer: '/InternetGateways/0', document: 0 })
  })

  it('names of the groups the one that lets it in, not the first', () => {
    const groups = { 'sg-1': ['in udp 53 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] }
    const two = rowAt({ groups, interfaces: { 'eni-1': { groups: ['sg-1', 'sg-2'] } } })
    expect(wayOf(two).at(-1)).toBe('sg-2 security-group')
    expect(rulesOf(two).filter((each) => each.startsWith('sg-'))).toEqual(['sg-2 tcp/22 from 0.0.0.0/0'])
  })

  it('names the entry that lets the reply out to a port clients choose', () => {
    const entries = [
      '100 in allow tcp 22 0.0.0.0/0',
      '110 out allow tcp 1024-65535 0.0.0.0/0',
      '120 out allow tcp 22 0.0.0.0/0',
    ]
    const acls = { 'acl-1': { ...OPEN_ACL, entries } }
    expect(rulesOf(rowAt({ acls })).filter((each) => each.startsWith('acl-'))).toEqual([
      'acl-1 entry 100 allows tcp/22 from 0.0.0.0/0',
      'acl-1 entry 110 allows tcp/1024-65535 to 0.0.0.0/0',
    ])
  })

  it('names only the routes by which replies to its clients leave, and none that ends nowhere', () => {
    const routes = ['10.0.0.0/16 local', '0.0.0.0/0 igw-1', '198.51.100.0/24 igw-1', '203.0.113.0/24 igw-1 blackhole']
    const groups = { 'sg-1': ['in tcp 22 198.51.100.0/24', 'in tcp 80 0.0.0.0/0'] }
    const tables = { 'rtb-1': { ...PUBLIC_TABLE, routes }, 'rtb-main': MAIN_TABLE }
    const routed = (port: number) =>
      rulesOf(rowAt({ groups, tables }, TCP, port)).filter((each) => each.startsWith('rtb-'))
    expect(routed(22)).toEqual(['rtb-1 198.51.100.0/24 → igw-1'])
    expect(routed(80)).toEqual(['rtb-1 198.51.100.0/24 → igw-1', 'rtb-1 0.0.0.0/0 → igw-1'])
  })

  it('of all protocols nobody names is let in by rules for all, not by one for another', () => {
    const groups = { 'sg-1': ['in all 198.51.100.0/24', 'in 47 0.0.0.0/0', 'in 0 0.0.0.0/0'] }
    const others = rulesOf(rowAt({ groups }, 'any', 0))
    expect(others.filter((each) => each.startsWith('sg-'))).toEqual(['sg-1 all traffic from 198.51.100.0/24'])
  })

  // Source: RFC 792: an echo request is answered by an echo reply.
  it('of ICMP names the entry that lets the answer out, and none for messages nothing answers', () => {
    const entries = [
      '100 in allow all 0.0.0.0/0',
      '110 out allow icmp 0 0.0.0.0/0',
      '120 out allow icmp 14 0.0.0.0/0',
      '130 out allow icmp 3 0.0.0.0/0',
    ]
    const acls = { 'acl-1': { ...OPEN_ACL, entries } }
    const out = (type: number) =>
      rulesOf(rowAt({ acls, groups: { 'sg-1': [`in icmp ${type} 0.0.0.0/0`] } }, 1, type * 256)).filter((each) =>
        each.includes(' to '),
      )
    expect(out(8)).toEqual([expect.stringContaining('entry 110')])
    expect(out(13)).toEqual([expect.stringContaining('entry 120')])
    expect(out(9)).toEqual([])
  })
})

const BLOCKED: NetworkSketch['elements'] = {
  VpcBlockPublicAccessOptions: [
    { AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode: 'block-ingress' },
  ],
}
const steered = (target: string): NetworkSketch => ({
  tables: {
    'rtb-1': { ...PUBLIC_TABLE, routes: ['10.0.0.0/16 local', '0.0.0.0/0 eni-box'] },
    'rtb-main': MAIN_TABLE,
    'rtb-edge': { routes: ['10.0.0.0/16 local', `10.0.0.0/24 ${target}`], gateway: 'igw-1' },
  },
})

// Unknown is an answer: what was not collected is said, each thing in its words.
describe('a row in doubt', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    [
      'the exclusions of Block Public Access were not collected',
      { elements: BLOCKED, missing: ['VpcBlockPublicAccessExclusions'] },
      ['Block Public Access is on for vpc-1 and its exclusions were not collected.'],
    ],
    [
      'neither gateways nor route tables were collected',
      { missing: ['InternetGateways', 'RouteTables'] },
      [
        'Whether an internet gateway is attached to vpc-1 was not collected.',
        'Whether the internet gateway of vpc-1 has a route table of its own was not told.',
        'The route table of subnet-1 was not collected.',
      ],
    ],
    [
      'the network ACLs were not collected',
      { missing: ['NetworkAcls'] },
      ['The network ACL of subnet-1 was not collected.'],
    ],
    ['its group was not collected', { interfaces: { 'eni-1': { groups: ['sg-404'] } } }, ['sg-404 was not collected.']],
    [
      'it carries no group, and its kind should',
      { interfaces: { 'eni-1': { groups: [] } } },
      ['The security groups of eni-1 were not collected.'],
    ],
    [
      'one of its groups could not be read',
      { groups: { 'sg-1': [] }, interfaces: { 'eni-1': { more: { Groups: [{ GroupId: 'sg-1' }, {}] } } } },
      ['eni-1 carries a security group that could not be read.'],
    ],
    [
      'what comes in is steered to an appliance',
      steered('eni-box'),
      [
        'What comes in passes 10.0.0.0/24 → eni-box; what happens there is not looked at.',
        'Replies leave by 0.0.0.0/0 → eni-box, which is not followed further.',
      ],
    ],
  ])('says that %s', (_, sketch, words) => {
    const row = rowAt(sketch)
    expect(row.certainty).toBe('unknown')
    expect(row.unknowns).toEqual(words)
  })

  it('says of an interface with an address that could not be read that it has one', () => {
    const sketch = { interfaces: { 'eni-1': { publicIp: null, ipv6: ['no address'] } } }
    expect(rowAt(sketch).unknowns).toEqual(['eni-1 has addresses that could not be read.'])
  })

  it('names the gateway that is routed to, though it was not collected itself, and no rule of it', () => {
    const row = rowAt({ missing: ['InternetGateways'] })
    expect(row.certainty).toBe('reachable')
    expect(wayOf(row)[1]).toBe('igw-1 internet-gateway')
    expect(rulesOf(row).filter((each) => each.startsWith('igw-'))).toEqual([])
  })

  it('names no gateway where none is known, and no table or ACL that was not collected', () => {
    const missing = ['InternetGateways', 'RouteTables', 'NetworkAcls'] as const
    expect(wayOf(rowAt({ missing }))).toEqual(['internet internet', 'sg-1 security-group'])
  })

  // Source: VPC guide, "Gateway route tables".
  it('names the table of the gateway that steers it, and its route', () => {
    const row = rowAt(steered('eni-box'))
    expect(wayOf(row).slice(1, 4)).toEqual(['igw-1 internet-gateway', 'rtb-edge route-table', 'rtb-1 route-table'])
    expect(rulesOf(row)).toContain('rtb-edge 10.0.0.0/24 → eni-box')
  })

  it('names no group where the kind of interface has none, and says nothing of it', () => {
    const interfaces = { 'eni-1': { groups: [], type: 'network_load_balancer', instance: null } }
    const row = rowAt({ interfaces, missing: ['NetworkAcls'] })
    expect(row.unknowns).toEqual(['The network ACL of subnet-1 was not collected.'])
    expect(wayOf(row).at(-1)).toBe('rtb-1 route-table')
  })
})

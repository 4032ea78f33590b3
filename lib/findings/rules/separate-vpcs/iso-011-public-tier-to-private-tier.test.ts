import { describe, expect, it } from 'vitest'
import { peering } from '../../../testing/plain-elements.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const ELEMENTS = {
  VpcPeeringConnections: [
    peering('pcx-1', [
      ['vpc-a', '10.1.0.0/16'],
      ['vpc-b', '10.2.0.0/16'],
    ]),
  ],
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-a', State: 'available' }] }],
  NatGateways: [{ NatGatewayId: 'nat-1', VpcId: 'vpc-a', SubnetId: 'subnet-a', State: 'available' }],
}

function joined(front: readonly string[], back: Partial<VpcSketch> = {}, more: Partial<TransitSketch> = {}) {
  return sketchTransit({
    vpcs: {
      'vpc-a': {
        cidr: '10.1.0.0/16',
        subnets: { 'subnet-a': '10.1.0.0/24' },
        routes: { 'subnet-a': front },
        hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
      },
      'vpc-b': {
        cidr: '10.2.0.0/16',
        subnets: { 'subnet-b': '10.2.0.0/24' },
        routes: { 'subnet-b': ['10.1.0.0/16 pcx-1'] },
        hosts: { 'eni-b': 'subnet-b 10.2.0.10' },
        ...back,
      },
    },
    elements: ELEMENTS,
    ...more,
  })
}
const PUBLIC = ['0.0.0.0/0 igw-1', '10.2.0.0/16 pcx-1']
const [PASS, FAIL] = ['PASS pcx-1', 'FAIL pcx-1 high internal']
const DENY = { 'acl-b': { entries: ['100 out allow all 0.0.0.0/0'], subnets: ['subnet-b'], isDefault: true } }

// Source: VPC guide, "Subnet types"; a route to NAT does not make a subnet public, which a peer takes it for.
describe('ISO-011 peering joins a public tier to a private tier', () => {
  it.each([
    ['public to private', joined(PUBLIC), FAIL],
    ['a subnet behind NAT to private', joined(['0.0.0.0/0 nat-1', '10.2.0.0/16 pcx-1']), PASS],
    ['public over IPv6 alone', joined(['::/0 igw-1', '10.2.0.0/16 pcx-1']), FAIL],
    ['public, no route across', joined(['0.0.0.0/0 igw-1']), PASS],
    ['public, a route that is dead', joined(['0.0.0.0/0 igw-1', '10.2.0.0/16 pcx-1 blackhole']), PASS],
    ['public, a route to another part', joined(['0.0.0.0/0 igw-1', '10.2.9.0/24 pcx-1']), PASS],
    ['no way back', joined(PUBLIC, { routes: {} }), PASS],
    ['groups admit nobody', joined(PUBLIC, { groups: { 'sg-vpc-b': ['out all 0.0.0.0/0'] } }), PASS],
    ['the network ACL admits nobody', joined(PUBLIC, { acls: DENY }), PASS],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-011', network).filter((line) => !line.includes('/eu-west-1'))).toEqual([
      expect.stringContaining(expected),
    ])
  })

  it('shows the route that leads across and the rule that admits', () => {
    const { evidence, title } = theFailure('ISO-011', joined(PUBLIC))
    expect(title).toBe('pcx-1 leads from public subnet-a to private subnet-b')
    expect(evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['route', 'security-group-rule']))
  })

  it('is not evaluated where interfaces or the far side were not collected', () => {
    const missing = ['NetworkInterfaces'] as const
    expect(tell('ISO-011', joined(PUBLIC, {}, { missing }))).toEqual(['NOT_EVALUATED pcx-1'])
    const VpcPeeringConnections = [
      peering('pcx-1', [
        ['vpc-a', '10.1.0.0/16'],
        ['vpc-9', '10.9.0.0/16'],
      ]),
    ]
    const elements = { ...ELEMENTS, VpcPeeringConnections }
    expect(tell('ISO-011', joined(PUBLIC, {}, { elements }))).toEqual(['NOT_EVALUATED pcx-1'])
  })
})

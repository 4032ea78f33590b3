/** Rules that name a group, near and far. Each rule of VPC Peering guide, "Reference peer security groups", or as named. */

import { describe, expect, it } from 'vitest'
import { ask, tell } from '../../testing/format-trace.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../../testing/sketch-transit.ts'

function vpc(id: 'a' | 'b', rules: readonly string[]): VpcSketch {
  const net = id === 'a' ? '10.1' : '10.2'
  return {
    cidr: `${net}.0.0/16`,
    subnets: { [`subnet-${id}`]: `${net}.0.0/24` },
    routes: { [`subnet-${id}`]: ['10.0.0.0/8 pcx-1'] },
    hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
    groups: { [`sg-vpc-${id}`]: rules },
  }
}

const side = (VpcId: string, CidrBlock: string, Region: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region,
  CidrBlockSet: [{ CidrBlock }],
})

const peering = (region = 'eu-west-1') => ({
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: 'active' },
  RequesterVpcInfo: side('vpc-a', '10.1.0.0/16', 'eu-west-1'),
  AccepterVpcInfo: side('vpc-b', '10.2.0.0/16', region),
})

const ANY_OUT = ['out all 0.0.0.0/0']
const FROM_A = ['in tcp 443 sg-vpc-a', 'out all 0.0.0.0/0']

/** Both VPCs in one document, with a peering connection. */
function peered(a: readonly string[], b: readonly string[]): TransitSketch {
  const vpcs = { 'vpc-a': vpc('a', a), 'vpc-b': vpc('b', b) }
  return { vpcs, elements: { VpcPeeringConnections: [peering()] } }
}

describe('a rule that names a group', () => {
  it('matches members in a peer VPC of the Region, in both directions', () => {
    const inventory = sketchTransit(peered(['out tcp 443 sg-vpc-b'], FROM_A))
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443'))).toBe('reachable')
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/22'))).toContain('ENI_SG_RULES_MISMATCH at sg-vpc-a')
  })

  it('never matches members in another Region', () => {
    const far = { ...vpc('b', FROM_A) }
    const inventory = sketchTransit(
      { vpcs: { 'vpc-a': vpc('a', ANY_OUT) }, elements: { VpcPeeringConnections: [peering('us-east-1')] } },
      { vpcs: { 'vpc-b': far }, region: 'us-east-1' },
    )
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443'))).toBe(
      'blocked: ENI_SG_RULES_MISMATCH at sg-vpc-b, SG_REFERENCES_NOT_PRESERVED at sg-vpc-b',
    )
  })

  it.each([
    ['outward', 'eni-b to 10.1.0.10 tcp/443'],
    ['inward', '10.1.0.10 to eni-b tcp/443'],
  ])('is unknown, never blocked, where the interfaces of the peer were not collected: %s', (_way, question) => {
    const rules = ['in tcp 443 sg-vpc-a', 'out tcp 443 sg-vpc-a']
    const inventory = sketchTransit({
      vpcs: { 'vpc-b': vpc('b', rules) },
      elements: { VpcPeeringConnections: [peering()] },
    })
    expect(ask(inventory, question).verdict).toBe('unknown')
  })

  it('does not hide what surely blocks a sender that was not collected', () => {
    const inventory = sketchTransit({
      vpcs: { 'vpc-b': vpc('b', ['in tcp 22 sg-vpc-a']) },
      elements: { VpcPeeringConnections: [peering()] },
    })
    expect(tell(ask(inventory, '10.1.0.10 to eni-b tcp/443'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-vpc-b')
    expect(tell(ask(inventory, '10.1.0.10 to eni-b tcp/22'))).toContain('unknown: UNKNOWN_PEERED_SGS at sg-vpc-a')
  })

  it('says that the groups of the peer are what is not known (Reachability Analyzer guide, UNKNOWN_PEERED_SGS)', () => {
    const inventory = sketchTransit({
      vpcs: { 'vpc-b': vpc('b', ['out tcp 443 sg-vpc-a']) },
      elements: { VpcPeeringConnections: [peering()] },
    })
    expect(tell(ask(inventory, 'eni-b to 10.1.0.10 tcp/443'))).toContain('UNKNOWN_PEERED_SGS at sg-vpc-a')
  })

  it('does not match an address the sender does not own (VPC guide, "Security group rules")', () => {
    const { vpcs, ...rest } = peered(ANY_OUT, FROM_A)
    const hosts = { 'eni-a': { subnet: 'subnet-a', privateIp: '10.1.0.10', more: { SourceDestCheck: false } } }
    const inventory = sketchTransit({ ...rest, vpcs: { ...vpcs, 'vpc-a': { ...vpc('a', ANY_OUT), hosts } } })
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443'))).toBe('reachable')
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443', { src_ip: '10.1.0.99' }))).toBe(
      'blocked: ENI_SG_RULES_MISMATCH at sg-vpc-b, NO_POSSIBLE_DESTINATION at subnet-a',
    )
  })

  it('serves a VPC the group was lent to (VPC guide, "Security group VPC associations")', () => {
    const lent = peered(ANY_OUT, FROM_A)
    const inventory = sketchTransit({
      ...lent,
      vpcs: {
        ...lent.vpcs,
        'vpc-b': {
          ...vpc('b', FROM_A),
          hosts: {
            'eni-b': 'subnet-b 10.2.0.10',
            'eni-guest': { subnet: 'subnet-b', privateIp: '10.2.0.20', groups: ['sg-vpc-a'] },
          },
        },
      },
    })
    expect(tell(ask(inventory, 'eni-guest to eni-b tcp/443'))).toBe('reachable')
  })

  it('is unknown where the groups of the sender could not all be read', () => {
    const { vpcs, ...rest } = peered(ANY_OUT, FROM_A)
    const more = { Groups: [{ GroupId: 'sg-other' }, { GroupName: 'nameless' }] }
    const hosts = { 'eni-a': { subnet: 'subnet-a', privateIp: '10.1.0.10', more } }
    const inventory = sketchTransit({
      ...rest,
      vpcs: { ...vpcs, 'vpc-a': { ...vpc('a', ANY_OUT), hosts, groups: { 'sg-vpc-a': ANY_OUT, 'sg-other': ANY_OUT } } },
    })
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443'))).toBe('unknown: UNKNOWN_RESOURCE at eni-a')
  })
})

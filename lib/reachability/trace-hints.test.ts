/** Where a route table stops the packet: what else would stop it further on, and which routes would have taken it. */

import { describe, expect, it } from 'vitest'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, tell } from '../testing/format-trace.ts'
import {
  sketchTransit,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
} from '../testing/sketch-transit.ts'

describe('a route to something else', () => {
  const from = (target: string) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-app', '10.0.1.0/24', { '0.0.0.0/0': target })
      .subnet('subnet-fw', '10.0.2.0/24')
      .host('eni-app', 'subnet-app', [], { privateIp: '10.0.1.10' })
      .host('eni-fw', 'subnet-fw', ['tcp/443 from 10.0.0.0/16'], {
        privateIp: '10.0.2.10',
        more: { SourceDestCheck: false },
      }).inventory

  it.each(['cagw-1', 'lgw-1'])('that is not followed is unknown, never blocked: %s', (target) => {
    expect(tell(ask(from(target), 'eni-app to 203.0.113.9 tcp/443'))).toBe(
      `unknown: UNSUPPORTED_COMPONENT at ${target}`,
    )
  })

  it('takes an instance for its interface, whose groups filter what it is to pass on (VPC guide, "NAT instances")', () => {
    expect(tell(ask(from('i-fw'), 'eni-app to 203.0.113.9 tcp/443'))).toContain('UNSUPPORTED_COMPONENT at eni-fw')
    expect(tell(ask(from('i-fw'), 'eni-app to 203.0.113.9 tcp/22'))).toContain('ENI_SG_RULES_MISMATCH at sg-fw')
  })
})

describe('a route table that does not take the packet on', () => {
  const host = { privateIp: '10.0.1.10', publicIp: '198.51.100.10' }
  const routed = (routes: Readonly<Record<string, string>>) =>
    buildVpc('10.0.0.0/16').subnet('subnet-pub', '10.0.1.0/24', routes).host('eni-web', 'subnet-pub', [], host)
      .inventory

  it('names the route to the gateway that does not hold the address (Reachability Analyzer guide, CANNOT_ROUTE)', () => {
    const { blockers } = ask(routed({ '192.0.2.0/24': 'igw-1' }), 'eni-web to 203.0.113.9 tcp/443')
    expect(blockers.map(({ code, rule }) => [code, rule?.excerpt])).toEqual([
      ['NO_ROUTE_TO_DESTINATION', undefined],
      ['CANNOT_ROUTE', '192.0.2.0/24 → igw-1'],
    ])
  })

  it('names the shorter route a blackhole hides (Reachability Analyzer guide, MORE_SPECIFIC_ROUTE)', () => {
    const inventory = routed({ '0.0.0.0/0': 'igw-1', '203.0.113.0/24': 'pcx-1 blackhole' })
    const { blockers } = ask(inventory, 'eni-web to 203.0.113.9 tcp/443')
    expect(blockers.map(({ code, rule }) => [code, rule?.excerpt])).toEqual([
      ['BAD_STATE_ROUTE', '203.0.113.0/24 → pcx-1 (blackhole)'],
      ['MORE_SPECIFIC_ROUTE', '0.0.0.0/0 → igw-1'],
    ])
  })

  it('goes on to the filters of a destination in a peer VPC', () => {
    const vpc = (id: string, net: string, rules: readonly string[]): VpcSketch => ({
      cidr: `${net}.0.0/16`,
      subnets: { [`subnet-${id}`]: `${net}.0.0/24` },
      hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
      groups: { [`sg-vpc-${id}`]: rules },
    })
    const side = (VpcId: string, CidrBlock: string) => ({ VpcId, CidrBlockSet: [{ CidrBlock }] })
    const inventory = sketchTransit({
      vpcs: { 'vpc-a': vpc('a', '10.1', ['out all 0.0.0.0/0']), 'vpc-b': vpc('b', '10.2', ['in tcp 22 0.0.0.0/0']) },
      elements: {
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: 'active' },
            RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
            AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
          },
        ],
      },
    })
    expect(tell(ask(inventory, 'eni-a to eni-b tcp/443'))).toBe(
      'blocked: NO_ROUTE_TO_DESTINATION at rtb-subnet-a, ENI_SG_RULES_MISMATCH at sg-vpc-b, NO_ROUTE_TO_DESTINATION at rtb-subnet-b',
    )
  })

  it('is blocked when the packet goes round in a circle', () => {
    const inventory = sketchTransit({
      vpcs: {
        'vpc-a': {
          cidr: '10.1.0.0/16',
          subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-t': '10.1.9.0/28' },
          routes: { 'subnet-a': ['10.9.0.0/16 tgw-1'], 'subnet-t': ['10.9.0.0/16 tgw-1'] },
          hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
        },
      },
      elements: {
        TransitGateways: [transitGateway('tgw-1')],
        TransitGatewayVpcAttachments: [
          vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-t'] }),
        ],
        TransitGatewayRouteTables: [
          transitTable('tgw-rtb-1', {
            gateway: 'tgw-1',
            associations: ['tgw-attach-a'],
            routes: ['10.9.0.0/16 tgw-attach-a'],
          }),
        ],
      },
    })
    const answer = ask(inventory, 'eni-a to 10.9.0.1 tcp/443')
    expect(answer.verdict).toBe('blocked')
    expect(answer.blockers.map(({ code }) => code)).toEqual(['NO_PATH'])
  })
})

/** What was rewritten on the way, what the question names, and who is asked for: said beside the component that blocks. */

import { describe, expect, it } from 'vitest'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, tell } from '../testing/format-trace.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../testing/sketch-transit.ts'

const OPEN = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
  .host('eni-web', 'subnet-pub', ['tcp/80 from 10.0.0.0/16', 'tcp/81 from 192.0.2.0/24'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .host('eni-app', 'subnet-app', ['tcp/22 from 0.0.0.0/0'], { privateIp: '10.0.2.10' })
  .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })
  .acl('acl-pub', ['subnet-pub'], OPEN)
  .acl('acl-app', ['subnet-app'], OPEN)

// Source: Reachability Analyzer guide, NGW_SOURCE_ADDRESS_REASSIGN, REMAP_EPHEMERAL_PORT.
describe('what a NAT gateway rewrote', () => {
  const codes = (vpc: typeof VPC, question: string, more = {}) =>
    ask(vpc.inventory, question, more).blockers.map(({ code, component }) => `${code} at ${component}`)

  it('is said where a group would admit the address of the client, and not where it would admit neither', () => {
    expect(codes(VPC, 'eni-app to 198.51.100.10 tcp/80')).toContain('NGW_SOURCE_ADDRESS_REASSIGN at nat-1')
    expect(codes(VPC, 'eni-app to 198.51.100.10 tcp/81')).toEqual(['ENI_SG_RULES_MISMATCH at sg-web'])
  })

  it('is said where a network ACL would let the client in, and does not let the NAT gateway', () => {
    const inside = VPC.subnet('subnet-app', '10.0.2.0/24', { '10.0.3.0/24': 'nat-2' })
      .subnet('subnet-db', '10.0.3.0/24')
      .host('eni-db', 'subnet-db', ['tcp/22 from 0.0.0.0/0'], { privateIp: '10.0.3.10' })
      .nat('nat-2', 'subnet-pub', { privateIp: '10.0.1.6' })
    const admitting = (block: string) =>
      inside.acl('acl-db', ['subnet-db'], [`100 in allow all ${block}`, '100 out allow all 0.0.0.0/0'])
    const told = (block: string) => codes(admitting(block), 'eni-app to eni-db tcp/22')

    expect(told('10.0.2.0/24')).toEqual(['SUBNET_ACL_RESTRICTION at acl-db', 'NGW_SOURCE_ADDRESS_REASSIGN at nat-2'])
    expect(told('10.0.9.0/24')).toEqual(['SUBNET_ACL_RESTRICTION at acl-db'])
    expect(told('10.0.1.0/24')).toEqual([])
  })

  it.each([
    [500, true],
    [2000, false],
  ])('is said of the port the client chose, %i, where replies to it would pass', (port, said) => {
    const entries = [
      '100 in allow all 10.0.0.0/16',
      `110 in allow udp ${port} 0.0.0.0/0`,
      '100 out allow all 0.0.0.0/0',
    ]
    const some = VPC.acl('acl-pub', ['subnet-pub'], entries)
    const told = codes(some, 'eni-app to internet udp/500', { src_port: port })

    expect(told.includes('REMAP_EPHEMERAL_PORT at nat-1')).toBe(said)
  })
})

// Source: VPC guide, "NAT gateway basics".
describe('a NAT gateway asked for from the internet', () => {
  const lone = VPC.elements('NetworkInterfaces')

  it.each(['nat-1', '198.51.100.50', 'eni-of-nat-1'])('opens nothing inward: %s', (to) => {
    expect(tell(ask(VPC.inventory, `internet to ${to} tcp/443`))).toContain('NAT_NO_INBOUND at nat-1')
  })

  it.each(['nat-1', '198.51.100.50'])('nor where its interface was not collected: %s', (to) => {
    expect(tell(ask(lone.inventory, `internet to ${to} tcp/443`))).toContain('NAT_NO_INBOUND at nat-1')
  })

  it('is unknown, never blocked, when it was not collected', () => {
    expect(tell(ask(VPC.inventory, 'internet to nat-404 tcp/443'))).toBe('unknown: UNKNOWN_RESOURCE at nat-404')
  })
})

// Source: Reachability Analyzer guide, FILTER_AT_SOURCE_…, IGW_EXPECTS_PUBLIC_ADDRESS.
describe('the addresses a question names', () => {
  it('lead to who is asked for, or the answer is for somebody else and says so', () => {
    const wrong = ask(VPC.inventory, 'eni-web to 10.0.2.10 tcp/22', { dst_ip: '10.0.2.99' })

    expect(tell(ask(VPC.inventory, 'eni-web to 10.0.2.10 tcp/22', { dst_ip: '10.0.2.10' }))).toBe('reachable')
    expect(tell(wrong)).toContain('FILTER_AT_SOURCE_DESTINATION_ADDRESS')
    expect(tell(ask(VPC.inventory, 'eni-web to 10.0.1.5 tcp/22', { dst_ip: '10.0.2.10' }))).toContain('blocked')
  })

  it('may be the public address of the private one that is asked for', () => {
    const open = VPC.host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], {
      privateIp: '10.0.1.10',
      publicIp: '198.51.100.10',
    })
    expect(tell(ask(open.inventory, 'internet to 10.0.1.10 tcp/443', { dst_ip: '198.51.100.10' }))).toBe('reachable')
  })

  it('are public ones from the internet, which is told apart from having none', () => {
    expect(tell(ask(VPC.inventory, 'internet to 10.0.1.10 tcp/80'))).toContain('IGW_EXPECTS_PUBLIC_ADDRESS at igw-1')
    expect(tell(ask(VPC.inventory, 'internet to eni-app tcp/22'))).toContain('IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS')
  })

  it('of the source are its own, and nothing is said where they are', () => {
    expect(tell(ask(VPC.inventory, 'eni-web to eni-app tcp/22', { src_ip: '10.0.1.10' }))).toBe('reachable')
    expect(tell(ask(VPC.inventory, 'eni-web to eni-app tcp/22', { src_ip: '10.0.1.77' }))).toContain(
      'FILTER_AT_SOURCE_SOURCE_ADDRESS at eni-web',
    )
  })
})

// Source: Reachability Analyzer guide, DISCONNECTED_VPCS.
describe('two VPCs that nothing joins', () => {
  const vpc = (id: string, net: string): VpcSketch => ({
    cidr: `${net}.0.0/16`,
    subnets: { [`subnet-${id}`]: `${net}.0.0/24` },
    hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
  })
  const vpcs = { 'vpc-a': vpc('a', '10.1'), 'vpc-b': vpc('b', '10.2') }
  const gateways = (...ids: readonly string[]) =>
    ids.map((VpcId, index) => ({
      VpnGatewayId: `vgw-${index}`,
      State: 'available',
      VpcAttachments: [{ VpcId, State: 'attached' }],
    }))
  const A_TO_B = 'eni-a to eni-b tcp/443'

  it('are named where no route leads from one to the other', () => {
    expect(tell(ask(sketchTransit({ vpcs }), A_TO_B))).toBe(
      'blocked: NO_ROUTE_TO_DESTINATION at rtb-subnet-a, DISCONNECTED_VPCS at vpc-b',
    )
  })

  it.each<[string, TransitSketch]>([
    ['a peering connection may be there that was not collected', { vpcs, missing: ['VpcPeeringConnections'] }],
    ['both have a way out to the same network', { vpcs, elements: { VpnGateways: gateways('vpc-a', 'vpc-b') } }],
  ])('are not where %s', (_why, sketch) => {
    expect(tell(ask(sketchTransit(sketch), A_TO_B))).not.toContain('DISCONNECTED_VPCS')
  })
})

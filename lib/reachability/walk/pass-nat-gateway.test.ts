/** Source of each rule: VPC guide, "NAT gateway basics", or as named. */

import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import { passNatGateway } from './pass-nat-gateway.ts'
import type { SenderIdentity, StepOutcome, Translation } from './state.ts'

const network = networkOf(
  sketchNetwork({
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.2.0/24' } },
    elements: {
      Vpcs: [
        {
          VpcId: 'vpc-1',
          OwnerId: '111122223333',
          CidrBlock: '10.0.0.0/16',
          CidrBlockAssociationSet: ['10.0.0.0/16', '10.66.0.0/16'].map((CidrBlock) => ({
            CidrBlock,
            CidrBlockState: { State: 'associated' },
          })),
        },
      ],
      NatGateways: [
        {
          NatGatewayId: 'nat-1',
          OwnerId: '111122223333',
          VpcId: 'vpc-1',
          SubnetId: 'subnet-1',
          State: 'available',
          ConnectivityType: 'public',
          NatGatewayAddresses: [{ PrivateIp: '10.0.0.5', PublicIp: '198.51.100.5', NetworkInterfaceId: 'eni-nat' }],
        },
      ],
    },
  }),
)

interface Asked {
  readonly identity?: SenderIdentity | null
  readonly translations?: readonly Translation[]
  readonly broughtTo?: string
}

const pass = (packet: string, { identity = null, translations = [], ...brought }: Asked = {}): StepOutcome =>
  passNatGateway(
    { network, destinationId: null, requestOrigin: null },
    {
      place: { kind: 'nat-gateway', id: 'nat-1', fromSubnetId: 'subnet-2' },
      packet: packetOf(packet),
      leg: 'request',
      identity,
      zone: null,
      translations,
      ...brought,
    },
  )

const last = ({ hops }: StepOutcome) => hops.at(-1)
const codes = (outcome: StepOutcome) => last(outcome)?.blockers.map(({ code }) => code)

describe('passNatGateway', () => {
  it('sends under its own address from a port of its own, and remembers what it rewrote before', () => {
    const [first] = pass('10.0.2.10 > 203.0.113.9 tcp 443').next
    expect(first?.translations.map(({ component }) => component)).toEqual(['nat-1'])
    expect(first?.packet).toMatchObject(packetOf('10.0.0.5 > 203.0.113.9 tcp 443'))
    const [again] = pass('10.0.2.10 > 203.0.113.9 tcp 443', { translations: first?.translations ?? [] }).next
    expect(again?.translations.map(({ component }) => component)).toEqual(['nat-1', 'nat-1'])
  })

  it('serves every block of its VPC, and no other', () => {
    const identity = { interfaceId: 'eni-1', over: [] }
    expect(codes(pass('10.0.2.10 > 203.0.113.9 tcp 443', { identity }))).toEqual([])
    expect(codes(pass('10.66.0.10 > 203.0.113.9 tcp 443', { identity }))).toEqual([])
    expect(codes(pass('10.7.0.10 > 203.0.113.9 tcp 443', { identity }))).toEqual(['NGW_REQUIRES_SOURCE_IN_VPC'])
  })

  // Source: Transit Gateway guide, "Centralized outbound routing to the internet".
  it('serves what a transit gateway brought into its VPC, and nobody from the internet or behind a VPN gateway', () => {
    const packet = '10.7.0.10 > 203.0.113.9 tcp 443'
    expect(codes(pass(packet, { broughtTo: 'vpc-1' }))).toEqual([])
    expect(codes(pass(packet, { broughtTo: 'vpc-2' }))).toEqual(['NGW_REQUIRES_SOURCE_IN_VPC'])
    expect(codes(pass('203.0.113.9 > 10.0.2.10 tcp 443'))).toEqual(['NGW_REQUIRES_SOURCE_IN_VPC'])
  })

  // Source: VPC guide, "DNS64 and NAT64"; RFC 6052.
  it.each(['tcp 443', 'udp 443', 'icmpv6'])('does not know what NAT64 makes of %s', (protocol) => {
    const outcome = pass(`2001:db8:1::10 > 64:ff9b::cb00:7109 ${protocol}`, { broughtTo: 'vpc-1' })
    expect(last(outcome)).toMatchObject({
      decision: 'unknown',
      detail: 'What nat-1 makes of an IPv6 packet by NAT64 is not followed.',
      blockers: [],
    })
    expect(outcome.next).toEqual([])
  })

  it.each([
    ['another protocol to the prefix of NAT64', '2001:db8:1::10 > 64:ff9b::cb00:7109 47'],
    ['IPv6 to any other address', '2001:db8:1::10 > 2001:db8:9::9 tcp 443'],
    ['another protocol', '10.0.2.10 > 203.0.113.9 47'],
  ])('carries nothing of %s', (_what, packet) => {
    const outcome = pass(packet, { broughtTo: 'vpc-1' })
    expect(codes(outcome)).toEqual(['PROTOCOL_RESTRICTION'])
    expect(last(outcome)?.unknowns).toEqual([])
  })
})

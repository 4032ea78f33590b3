import { describe, expect, it } from 'vitest'
import { sketchTransit, type TransitSketch } from '../../testing/sketch-transit.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import { deliverInVpc } from './deliver-in-vpc.ts'
import type { Place, StepOutcome, Translation, WalkState } from './state.ts'

const CLOSED = { entries: ['100 out allow all 0.0.0.0/0'], subnets: ['subnet-closed'] }
const VPCS: TransitSketch['vpcs'] = {
  'vpc-a': {
    cidr: '10.1.0.0/16',
    subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-closed': '10.1.1.0/24' },
    acls: { 'acl-closed': CLOSED },
    hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
  },
  'vpc-b': { cidr: '10.1.0.0/16', subnets: { 'subnet-b': '10.1.0.0/24' }, hosts: { 'eni-b': 'subnet-b 10.1.0.20' } },
}

function deliver(packet: string, state: Partial<WalkState> = {}, more: Partial<TransitSketch> = {}): StepOutcome {
  const network = networkOf(sketchTransit({ vpcs: VPCS, ...more }))
  return deliverInVpc(
    { network, destinationId: null, requestOrigin: null },
    {
      packet: packetOf(packet),
      leg: 'request',
      identity: null,
      zone: null,
      translations: [],
      ...state,
      place: { kind: 'in-vpc', vpcId: 'vpc-a', fromSubnetId: null },
    },
  )
}

const told = ({ hops }: StepOutcome) =>
  hops.map(({ component, decision, blockers }) => [component, decision, ...blockers.map(({ code }) => code)].join(' '))

/** A request that a NAT gateway of no known interface sent under 10.1.0.5 from this place. */
const sentFrom = (place: Place): Translation => ({
  kind: 'nat-gateway',
  component: 'nat-1',
  interfaceId: null,
  before: packetOf('10.1.0.99 > 203.0.113.9 tcp 443'),
  after: packetOf('10.1.0.5 > 203.0.113.9 tcp 443'),
  place,
})
const REPLY = '203.0.113.9 > 10.1.0.5 tcp 50000'
const back = (place: Place) => deliver(REPLY, { leg: 'reply', translations: [sentFrom(place)] })

// Source: VPC guide, "NAT gateways".
describe('a reply to a NAT gateway whose interface was not collected', () => {
  it.each<[string, Place]>([
    ['in the VPC', { kind: 'in-vpc', vpcId: 'vpc-a', fromSubnetId: null }],
    ['in a subnet of the VPC', { kind: 'leaving-subnet', subnetId: 'subnet-a' }],
    ['in a subnet that was not collected', { kind: 'leaving-subnet', subnetId: 'subnet-404' }],
    ['at an interface of the VPC', { kind: 'leaving-interface', interfaceId: 'eni-a' }],
    ['at an interface that was not collected', { kind: 'leaving-interface', interfaceId: 'eni-404' }],
  ])('is rewritten back, %s', (_where, place) => {
    const { hops, next } = back(place)
    expect(hops.at(-1)).toMatchObject({ component: 'nat-1', decision: 'passes' })
    expect(next).toMatchObject([{ place, translations: [] }])
  })

  it.each<[string, Place]>([
    ['the same block of another VPC', { kind: 'in-vpc', vpcId: 'vpc-b', fromSubnetId: null }],
    ['a subnet of another VPC', { kind: 'leaving-subnet', subnetId: 'subnet-b' }],
    ['an interface of another VPC', { kind: 'leaving-interface', interfaceId: 'eni-b' }],
    ['a place outside', { kind: 'internet' }],
  ])('is nobody’s here, where the request was rewritten in %s', (_where, place) => {
    expect(told(back(place))).toEqual(['subnet-a blocks NO_POSSIBLE_DESTINATION'])
  })

  it('crosses the ACL of the subnet it stands in (VPC guide, "Network ACLs")', () => {
    expect(told(back({ kind: 'leaving-subnet', subnetId: 'subnet-a' }))).toEqual(['acl-vpc-a passes', 'nat-1 passes'])
    expect(told(back({ kind: 'leaving-subnet', subnetId: 'subnet-closed' }))).toEqual([
      'acl-closed blocks SUBNET_ACL_RESTRICTION',
      'nat-1 passes',
    ])
    expect(told(back({ kind: 'in-vpc', vpcId: 'vpc-a', fromSubnetId: null }))).toEqual(['nat-1 passes'])
  })
})

describe('a packet for nobody', () => {
  const block = (CidrBlock: string) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })
  const Vpcs = [
    {
      VpcId: 'vpc-a',
      OwnerId: '111122223333',
      CidrBlock: '10.1.0.0/16',
      CidrBlockAssociationSet: [block('10.1.0.0/16'), block('10.66.0.0/16')],
    },
  ]

  // Source: Reachability Analyzer guide, NO_POSSIBLE_DESTINATION, VPC_LOCAL_ROUTE_CIDR_RESTRICTION.
  it.each([
    ['10.1.0.77', 'subnet-a blocks NO_POSSIBLE_DESTINATION'],
    ['10.1.1.77', 'subnet-closed blocks NO_POSSIBLE_DESTINATION'],
    ['10.1.9.77', 'vpc-a blocks NO_POSSIBLE_DESTINATION'],
    ['10.66.0.9', 'vpc-a blocks NO_POSSIBLE_DESTINATION'],
    ['10.77.0.9', 'vpc-a blocks VPC_LOCAL_ROUTE_CIDR_RESTRICTION'],
  ])('%s: %s', (to, expected) => {
    expect(told(deliver(`10.1.0.10 > ${to} tcp 443`, {}, { elements: { Vpcs } }))).toEqual([expected])
  })

  it('is unknown, never blocked, where the interfaces were not collected', () => {
    const outcome = deliver('10.1.0.10 > 10.1.0.77 tcp 443', {}, { missing: ['NetworkInterfaces'] })
    expect(outcome.hops).toMatchObject([{ decision: 'unknown', unknowns: [{ code: 'UNKNOWN_DESTINATION' }] }])
  })
})

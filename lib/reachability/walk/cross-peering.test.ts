import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { sketchTransit, type TransitSketch } from '../../testing/sketch-transit.ts'
import { type LegSketch, walkFrom } from '../../testing/walk-from.ts'

const VPCS: TransitSketch['vpcs'] = {
  'vpc-a': { cidr: '10.1.0.0/16', subnets: { 'subnet-a': '10.1.0.0/24' }, hosts: { 'eni-a': 'subnet-a 10.1.0.10' } },
  'vpc-b': { cidr: '10.2.0.0/16', subnets: { 'subnet-b': '10.2.0.0/24' }, hosts: { 'eni-b': 'subnet-b 10.2.0.10' } },
}

function side(VpcId: string, CidrBlock: string, Region = 'eu-west-1'): JsonObject {
  return { VpcId, OwnerId: '111122223333', Region, CidrBlock, CidrBlockSet: [{ CidrBlock }] }
}

const PEERING: JsonObject = {
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: 'active' },
  RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
  AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
}

const LEG: LegSketch = {
  place: { kind: 'peering', id: 'pcx-1', fromVpcId: 'vpc-a' },
  packet: '10.1.0.10 > 10.2.0.10 tcp 443',
  sender: 'eni-a',
}

function across(peering: JsonObject | null = PEERING, leg: Partial<LegSketch> = {}, vpcs = VPCS) {
  const elements = { VpcPeeringConnections: peering ? [peering] : [] }
  return walkFrom(sketchTransit({ vpcs, elements }), { ...LEG, ...leg })
}

// Source: VPC Peering guide, "How VPC peering connections work".
describe('over a peering connection', () => {
  it('a packet gets to the interface that owns its destination in the peer VPC', () => {
    const { verdict, arrival, state } = across()

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
    expect(state.identity).toEqual({ interfaceId: 'eni-a', over: ['vpc-peering'] })
  })

  it('a packet gets from the accepter to the requester too', () => {
    const place = { kind: 'peering', id: 'pcx-1', fromVpcId: 'vpc-b' } as const
    const { arrival } = across(PEERING, { place, packet: '10.2.0.10 > 10.1.0.10 tcp 443' })

    expect(arrival).toEqual({ kind: 'interface', id: 'eni-a' })
  })

  it.each(['pending-acceptance', 'provisioning', 'deleting'])('nothing passes while it is %s', (Code) => {
    const { verdict, codes, arrival } = across({ ...PEERING, Status: { Code } })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['BAD_STATE'])
    // What else would block is looked at all the same.
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
  })

  it('it is unknown, never blocked, when its status was not told', () => {
    expect(across({ ...PEERING, Status: {} }).verdict).toBe('unknown')
  })

  it('it is unknown, never blocked, when it was not collected', () => {
    const { verdict, keys } = across(null)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['VpcPeeringConnections'])
  })

  it('it is unknown when it does not say that it joins the VPC the packet comes from', () => {
    expect(across({ ...PEERING, RequesterVpcInfo: {} }).verdict).toBe('unknown')
  })

  it('stops at the connection when that was asked for', () => {
    expect(across(PEERING, { destinationId: 'pcx-1' }).arrival).toEqual({ kind: 'gateway', id: 'pcx-1' })
  })
})

// Source: VPC Peering guide, "VPC peering limitations": no transitive peering, no edge to edge routing.
describe('addresses that belong to neither VPC', () => {
  it.each([
    ['from a third VPC', '10.3.0.10 > 10.2.0.10 tcp 443'],
    ['from on-premises', '192.168.0.10 > 10.2.0.10 tcp 443'],
    ['to a third VPC behind the peer', '10.1.0.10 > 10.3.0.10 tcp 443'],
    ['to the internet behind the peer', '10.1.0.10 > 198.51.100.7 tcp 443'],
  ])('do not pass %s', (_, packet) => {
    const { verdict, codes } = across(PEERING, { packet })

    expect(verdict).toBe('blocked')
    expect(codes).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR')
  })

  it('are told by the VPC where the peering has fewer blocks', () => {
    const peering = { ...PEERING, AccepterVpcInfo: { VpcId: 'vpc-b', OwnerId: '111122223333', Region: 'eu-west-1' } }
    expect(across(peering).verdict).toBe('reachable')
  })
})

describe('a peer VPC that was not collected', () => {
  const alone: TransitSketch['vpcs'] = { 'vpc-a': VPCS['vpc-a'] ?? { cidr: '', subnets: {} } }

  it('is unknown, never blocked, for an address it holds', () => {
    const { verdict, keys } = across(PEERING, {}, alone)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['Vpcs'])
  })

  it('surely takes no address outside the blocks the peering tells', () => {
    expect(across(PEERING, { packet: '10.1.0.10 > 10.3.0.10 tcp 443' }, alone).verdict).toBe('blocked')
  })

  it('may take any address of a family the peering tells no block of', () => {
    const { codes, verdict } = across(PEERING, { packet: '2001:db8:1::10 > 2001:db8:2::10 tcp 443' }, alone)

    expect(codes).toEqual(['PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'])
    expect(verdict).toBe('blocked')
    const unnamed = { ...PEERING, RequesterVpcInfo: side('vpc-x', '10.1.0.0/16') }
    const place = { kind: 'peering', id: 'pcx-1', fromVpcId: 'vpc-x' } as const
    expect(across(unnamed, { place, packet: '2001:db8:1::10 > 2001:db8:2::10 tcp 443' }, alone).verdict).toBe('unknown')
  })
})

// Source: VPC Peering guide, "Create with VPCs in different Regions".
it('a peering between Regions is crossed like any other', () => {
  const peering = { ...PEERING, AccepterVpcInfo: side('vpc-b', '10.2.0.0/16', 'eu-central-1') }
  const near: TransitSketch = {
    vpcs: { 'vpc-a': VPCS['vpc-a'] ?? { cidr: '', subnets: {} } },
    elements: { VpcPeeringConnections: [peering] },
  }
  const far: TransitSketch = { region: 'eu-central-1', vpcs: { 'vpc-b': VPCS['vpc-b'] ?? { cidr: '', subnets: {} } } }
  const { verdict } = walkFrom(sketchTransit(near, far), LEG)

  expect(verdict).toBe('reachable')
})

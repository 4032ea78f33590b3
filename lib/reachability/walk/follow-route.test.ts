import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { sketchTransit, transitGateway, vpcAttachment } from '../../testing/sketch-transit.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { type Network, networkOf } from '../network.ts'
import { followRoute } from './follow-route.ts'
import type { StepOutcome, Translation, WalkState } from './state.ts'

interface Asked {
  readonly leg?: WalkState['leg']
  readonly translations?: readonly Translation[]
}

/** From the first table of the network. */
function follow(network: Network, packet: string, { leg = 'request', translations = [] }: Asked = {}) {
  const [table] = network.inventory.routeTables.values()
  if (!table) throw new Error('there is no such table')
  const place = { kind: 'internet' } as const
  const state = { place, packet: packetOf(packet), leg, identity: null, zone: null, translations }
  return followRoute({ network, destinationId: null, requestOrigin: null }, state, { table, subnetId: 'subnet-1' })
}

/** What blocks, each with the route it names. */
const told = ({ hops }: StepOutcome) =>
  hops.flatMap(({ blockers }) => blockers.map(({ code, rule }) => (rule ? `${code} ${rule.excerpt}` : code)))

describe('the list of a gateway endpoint that was not told', () => {
  const network = networkOf(
    sketchNetwork({
      tables: {
        'rtb-1': {
          routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1', '::/0 igw-1', 'pl-1 vpce-1'],
          subnets: ['subnet-1'],
        },
      },
      elements: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', OwnerId: 'AWS' }] },
    }),
  )
  const ways = (packet: string, asked: Asked = {}) => follow(network, packet, asked).next.length

  // Source: PrivateLink guide, "Gateway endpoints"; RFC 5737 and RFC 3849 for addresses nobody has.
  it.each([
    ['10.0.0.10 > 52.95.1.1', 2, 'may hold a public address'],
    ['2001:db8:1::10 > 2a05:d000::1', 2, 'may hold a public IPv6 address'],
    ['10.0.0.10 > 198.51.100.10', 1, 'holds no address of an interface here'],
    ['10.0.0.10 > 192.168.0.9', 1, 'holds no private address'],
    ['10.0.0.10 > 192.0.2.1', 1, 'holds no address for documentation'],
    ['10.0.0.10 > 198.51.100.77', 1, 'holds no address for documentation'],
    ['10.0.0.10 > 203.0.113.1', 1, 'holds no address for documentation'],
    ['2001:db8:1::10 > 2001:db8:9::9', 1, 'holds no IPv6 address for documentation'],
  ])('%s: %i ways, because it %s', (packet, expected) => {
    expect(ways(`${packet} tcp 443`)).toBe(expected)
  })

  it('takes no reply: endpoints answer, and are never answered', () => {
    expect(ways('10.0.0.10 > 52.95.1.1 tcp 443', { leg: 'reply' })).toBe(1)
  })

  it('holds no public address an interface here has, of whatever block', () => {
    const owned = networkOf(
      sketchNetwork({
        interfaces: { 'eni-1': { publicIp: '52.95.1.1' } },
        tables: { 'rtb-1': { routes: ['0.0.0.0/0 igw-1', 'pl-1 vpce-1'], subnets: ['subnet-1'] } },
        elements: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', OwnerId: 'AWS' }] },
      }),
    )
    expect(follow(owned, '10.0.0.10 > 52.95.1.1 tcp 443').next).toHaveLength(1)
    expect(follow(owned, '10.0.0.10 > 52.95.1.2 tcp 443').next).toHaveLength(2)
  })
})

/** Two VPCs that a peering connection and a transit gateway join, with these routes in the first. */
function joined(...routes: readonly string[]): Network {
  const side = (VpcId: string, CidrBlock: string) => ({
    VpcId,
    OwnerId: '111122223333',
    Region: 'eu-west-1',
    CidrBlockSet: [{ CidrBlock }],
  })
  return networkOf(
    sketchTransit({
      vpcs: {
        'vpc-a': { cidr: '10.1.0.0/16', subnets: { 'subnet-a': '10.1.0.0/24' }, routes: { 'subnet-a': routes } },
        'vpc-b': { cidr: '10.2.0.0/16', subnets: { 'subnet-b': '10.2.0.0/24' } },
      },
      prefixLists: { 'pl-1': ['10.7.0.0/16'] },
      elements: {
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: 'active' },
            RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
            AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
          },
        ],
        TransitGateways: [transitGateway('tgw-1')],
        TransitGatewayVpcAttachments: ['a', 'b'].map((id) =>
          vpcAttachment({ id: `tgw-attach-${id}`, gateway: 'tgw-1', vpc: `vpc-${id}`, subnets: [`subnet-${id}`] }),
        ),
      },
    }),
  )
}

const TO_B = '10.1.0.10 > 10.2.0.10 tcp 443'
const NATTED: Translation = {
  kind: 'nat-gateway',
  component: 'nat-1',
  interfaceId: null,
  before: packetOf(TO_B),
  after: packetOf(TO_B),
  place: { kind: 'internet' },
}

// Source of the codes: Reachability Analyzer guide, "Explanation codes".
describe('a packet that no route takes', () => {
  it('goes on by the likeliest way alone, so that what blocks there is told too', () => {
    const { next } = follow(joined(), TO_B)
    expect(next.map(({ place }) => place)).toEqual([{ kind: 'peering', id: 'pcx-1', fromVpcId: 'vpc-a' }])
  })

  it('is told the routes to where it should go that hold other addresses of its family', () => {
    const routes = ['10.9.0.0/16 pcx-1', '2001:db8:9::/48 pcx-1', 'pl-1 pcx-1', '10.8.0.0/16 nat-1']
    expect(told(follow(joined(...routes), TO_B))).toEqual([
      'NO_ROUTE_TO_DESTINATION',
      'CANNOT_ROUTE 10.9.0.0/16 → pcx-1',
      'CANNOT_ROUTE pl-1 → pcx-1',
    ])
  })

  it('is told that a NAT gateway keeps where it goes', () => {
    expect(told(follow(joined(), TO_B, { translations: [NATTED] }))).toContain('NGW_DEST_ADDRESS_PRESERVATION')
  })
})

describe('a packet that a blackhole takes', () => {
  it('is told the routes that work and lost to it, with why they lost', () => {
    const network = joined('10.2.0.0/16 pcx-1 blackhole', '10.0.0.0/8 tgw-1', '10.0.0.0/12 pcx-1 blackhole')
    expect(told(follow(network, TO_B, { translations: [NATTED] }))).toEqual([
      'BAD_STATE_ROUTE 10.2.0.0/16 → pcx-1 (blackhole)',
      'MORE_SPECIFIC_ROUTE 10.0.0.0/8 → tgw-1',
    ])
  })

  it('is told that a propagated route of the same block has less priority (VPC guide, "Route priority")', () => {
    const network = joined('10.2.0.0/16 pcx-1 blackhole', '10.2.0.0/16 tgw-1 propagated')
    expect(told(follow(network, TO_B))).toEqual([
      'BAD_STATE_ROUTE 10.2.0.0/16 → pcx-1 (blackhole)',
      'HIGHER_PRIORITY_ROUTE 10.2.0.0/16 → tgw-1',
    ])
  })
})

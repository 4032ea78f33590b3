import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { parseAddress } from '../../net/prefix.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  type TransitTableSketch,
  transitTable,
  vpcAttachment,
} from '../../testing/sketch-transit.ts'
import { networkOf } from '../network.ts'
import { describeTransitRoute, lookUpTransitRoute } from './look-up-transit-route.ts'

const ATTACHMENTS = [
  otherAttachment('tgw-attach-vpc', 'tgw-1', 'vpc vpc-1'),
  otherAttachment('tgw-attach-dx', 'tgw-1', 'direct-connect-gateway dxgw-1'),
  otherAttachment('tgw-attach-connect', 'tgw-1', 'connect tgw-attach-dx'),
  otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1'),
  otherAttachment('tgw-attach-peer', 'tgw-1', 'peering tgw-2'),
  otherAttachment('tgw-attach-vpc-2', 'tgw-1', 'vpc vpc-2'),
]

interface Question extends Partial<TransitTableSketch> {
  readonly to?: string
  readonly prefixLists?: Readonly<Record<string, readonly string[] | null>>
  readonly more?: readonly JsonObject[]
  readonly vpcs?: TransitSketch['vpcs']
  readonly flags?: JsonObject
}

function lookUp({ to = '10.2.0.10', prefixLists, more = [], vpcs = {}, flags = {}, ...table }: Question) {
  const inventory = sketchTransit({
    vpcs,
    prefixLists: prefixLists ?? {},
    elements: {
      TransitGatewayAttachments: ATTACHMENTS,
      TransitGatewayVpcAttachments: more,
      TransitGatewayRouteTables: [{ ...transitTable('tgw-rtb-1', { gateway: 'tgw-1', ...table }), ...flags }],
    },
  })
  const read = inventory.transitGatewayRouteTables.get('tgw-rtb-1')
  const destination = parseAddress(to)
  if (!read || !destination) throw new Error('The sketch has no such table or address.')
  return lookUpTransitRoute(networkOf(inventory), read, destination)
}

/** The winner in words, or why there is none. */
function winner(question: Question): string {
  const found = lookUp(question)
  return found.kind === 'route' ? describeTransitRoute(found.winner.route) : found.kind
}

// Source: Transit Gateway guide, "How transit gateways work", route evaluation order.
describe('the route that takes a packet', () => {
  it('is the longest, even a blackhole', () => {
    const routes = ['10.0.0.0/8 tgw-attach-vpc', '10.2.0.0/16 - blackhole', '10.2.0.0/24 tgw-attach-vpn propagated']

    expect(winner({ routes })).toBe('10.2.0.0/24 → tgw-attach-vpn (propagated)')
    expect(winner({ routes, to: '10.2.1.1' })).toBe('10.2.0.0/16 → nothing (blackhole)')
    expect(winner({ routes, to: '10.3.0.1' })).toBe('10.0.0.0/8 → tgw-attach-vpc')
    expect(winner({ routes, to: '192.0.2.1' })).toBe('none')
  })

  const ORDER = [
    '10.2.0.0/16 tgw-attach-peer',
    'pl-1 tgw-attach-vpc-2',
    '10.2.0.0/16 tgw-attach-vpc propagated',
    '10.2.0.0/16 tgw-attach-dx propagated',
    '10.2.0.0/16 tgw-attach-connect propagated',
    '10.2.0.0/16 tgw-attach-vpn propagated',
    '10.2.0.0/16 tgw-attach-peer propagated',
  ]
  it.each(ORDER.slice(0, -1).map((first, index) => [first, ORDER[index + 1] ?? ''] as const))(
    'of one block is %s before %s',
    (first, second) => {
      const prefixLists = { 'pl-1': ['10.2.0.0/16'] }
      const [, to = ''] = first.split(' ')

      expect(winner({ routes: [first, second], prefixLists })).toContain(`→ ${to}`)
      expect(winner({ routes: [second, first], prefixLists })).toContain(`→ ${to}`)
    },
  )

  it('tells the routes it beat, in the order they would have won', () => {
    const found = lookUp({
      routes: ['0.0.0.0/0 tgw-attach-vpn', '10.0.0.0/8 tgw-attach-dx', '10.2.0.0/16 tgw-attach-vpc'],
    })

    expect(found.kind === 'route' && found.losers.map(({ route }) => describeTransitRoute(route))).toEqual([
      '10.0.0.0/8 → tgw-attach-dx',
      '0.0.0.0/0 → tgw-attach-vpn',
    ])
  })

  it('is not known between two of equal block and kind that lead apart', () => {
    const found = lookUp({ routes: ['10.2.0.0/16 tgw-attach-vpc', '10.2.0.0/16 tgw-attach-vpn'] })

    expect(found).toMatchObject({ kind: 'unsure', open: false })
    expect(found.kind === 'unsure' && found.candidates).toHaveLength(2)
  })
})

describe('what was not told', () => {
  it('routes that were not searched for leave everything open', () => {
    expect(lookUp({ routes: null })).toMatchObject({
      kind: 'unsure',
      candidates: [],
      open: true,
      doubts: [{ code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', key: 'TransitGatewayRouteTables' }],
    })
  })

  it('a table cut off at 1,000 routes settles nothing but a static route for one address', () => {
    const flags = { AdditionalRoutesAvailable: true }

    expect(lookUp({ routes: ['10.2.0.0/16 tgw-attach-vpc'], flags })).toMatchObject({ kind: 'unsure', open: true })
    expect(winner({ routes: ['10.2.0.10/32 tgw-attach-vpc'], flags })).toBe('10.2.0.10/32 → tgw-attach-vpc')
    expect(lookUp({ routes: ['10.2.0.10/32 tgw-attach-vpc propagated'], flags }).kind).toBe('unsure')
  })

  it('a list whose entries are missing may take the packet from the winner', () => {
    const prefixLists = { 'pl-1': null }
    const found = lookUp({ routes: ['10.2.0.0/16 tgw-attach-vpc', 'pl-1 tgw-attach-vpn'], prefixLists })

    expect(found).toMatchObject({
      kind: 'unsure',
      open: false,
      doubts: [{ component: 'pl-1', key: 'ManagedPrefixLists' }],
    })
    expect(winner({ routes: ['10.2.0.0/16 tgw-attach-vpc', 'pl-1 tgw-attach-vpc'], prefixLists })).toContain(
      '10.2.0.0/16',
    )
  })

  it('a list whose entries are missing may be the only one that takes it, or not', () => {
    expect(lookUp({ routes: ['pl-1 tgw-attach-vpn'], prefixLists: { 'pl-1': null } })).toMatchObject({ open: true })
  })
})

// Source: Transit Gateway guide, "Amazon VPC attachments": the CIDR blocks of a VPC are propagated.
describe('propagated routes that were not told', () => {
  const vpcs = { 'vpc-b': { cidr: '10.2.0.0/16', subnets: {} } }
  const more = [vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets: [] })]

  it('are inferred where every propagating attachment is of a VPC whose blocks are known', () => {
    const found = lookUp({ staticRoutes: [], propagations: ['tgw-attach-b'], vpcs, more })

    expect(found).toMatchObject({ kind: 'route', winner: { inferred: true, route: { type: 'propagated' } } })
  })

  it('come after a static route of the same block', () => {
    const found = lookUp({ staticRoutes: ['10.2.0.0/16 - blackhole'], propagations: ['tgw-attach-b'], vpcs, more })

    expect(found).toMatchObject({ kind: 'route', winner: { route: { state: 'blackhole' } } })
  })

  it.each([
    ['a VPN propagates', ['tgw-attach-b', 'tgw-attach-vpn']],
    ['a VPC that was not collected propagates', ['tgw-attach-b', 'tgw-attach-vpc']],
    ['an attachment that was not collected propagates', ['tgw-attach-b', 'tgw-attach-lost']],
  ])('stay open while %s', (_, propagations) => {
    expect(lookUp({ staticRoutes: [], propagations, vpcs, more })).toMatchObject({ kind: 'unsure', open: true })
  })

  it('are none where nothing propagates', () => {
    expect(lookUp({ staticRoutes: [], propagations: [] }).kind).toBe('none')
  })
})

/** Where a walk ends before it arrives: at its budget, in a circle; and what several ways come to together. */

import { describe, expect, it } from 'vitest'
import { readDescribe } from '../../inventory/read-describe.ts'
import { townDocuments } from '../../testing/town.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import type { Verdict } from '../path.ts'
import type { TraceHop } from '../trace-result.ts'
import { type Exploring, explore, type Judged, type WalkEnd } from './explore.ts'
import { blocks, passes, unknownAt } from './hop.ts'
import type { Place, WalkState } from './state.ts'

const network = networkOf(readDescribe(townDocuments()))
const context = { network, destinationId: null, requestOrigin: null }

const at = (place: Place): WalkState => ({
  place,
  packet: packetOf('10.1.2.10 > 10.2.0.10 tcp 443'),
  leg: 'request',
  identity: null,
  zone: 'eu-west-1a',
  translations: [],
})
const APP = at({ kind: 'leaving-subnet', subnetId: 'subnet-app' })

/** Explores, and tells the end that was judged. */
function endOf(state: WalkState, more: Partial<Exploring> = {}, past?: Parameters<typeof explore>[2]): WalkEnd {
  const ends: WalkEnd[] = []
  const judge = (end: WalkEnd): Judged => {
    ends.push(end)
    return { verdict: 'unknown', delivered: 'unknown', forward: end.hops, reply: [] }
  }
  explore({ context, judge, budget: { left: 1000 }, ...more }, state, past)
  const [end] = ends
  if (!end) throw new Error('Nothing was judged.')
  return end
}

describe('a walk whose budget is spent', () => {
  it.each([
    ['a gateway', { kind: 'vpn-gateway', id: 'vgw-1', direction: 'out' }, 'vgw-1'],
    ['a subnet', { kind: 'leaving-subnet', subnetId: 'subnet-app' }, 'subnet-app'],
    ['nowhere in particular', { kind: 'internet' }, 'internet'],
    [
      'a route of a gateway',
      { kind: 'on-route', table: network.inventory.routeTables.values().next().value, route: null, subnetId: null },
      'on-route',
    ],
  ] as const)('is unknown at %s, and says that there are more ways', (_, place, component) => {
    const { arrival, hops } = endOf(
      at(place as Place),
      { budget: { left: 0 }, cost: 1 },
      { hops: [passes(APP, HEAD)], places: new Set() },
    )

    expect(arrival).toBeNull()
    expect(hops.map((hop) => hop.component)).toEqual(['rtb-1', component])
    expect(hops.at(-1)?.unknowns).toEqual([
      {
        code: 'UNKNOWN_RESOURCE',
        component,
        detail: 'There are more ways from here than were followed.',
        key: null,
        gapIds: [],
      },
    ])
  })

  it('takes a step for what is left, each at its cost', () => {
    const budget = { left: 40 }
    endOf(APP, { budget, cost: 16 })
    expect(budget.left).toBeLessThanOrEqual(0)
    expect(endOf(APP, { budget: { left: 1 }, cost: 16 }).hops.map(({ component }) => component)).toEqual([
      'acl-vpc-a',
      'rtb-subnet-app',
      'subnet-app',
    ])
  })

  it('is of no account before the first fork', () => {
    const budget = { left: 0 }
    expect(endOf(APP, { budget }).hops.at(-1)?.unknowns).toEqual([])
    expect(budget.left).toBe(0)
  })
})

const HEAD = { component: 'rtb-1', kind: 'route-table', detail: 'leads on' } as const
const FILTER = { component: 'acl-1', kind: 'network-acl', detail: 'may pass' } as const
const GROUP = { component: 'sg-1', kind: 'security-group', detail: 'may pass' } as const

describe('a walk that comes to a place again', () => {
  const { source, destination } = APP.packet
  const header = `${source.value} ${destination.value} eu-west-1a 0`
  const again = (state: WalkState, key: string, ...hops: readonly TraceHop[]) => {
    const end = endOf(state, {}, { hops, places: new Set([key]) })
    return end.hops.map(({ component, blockers }) => `${component} ${blockers.map(({ code }) => code).join()}`.trim())
  }

  it('goes round in a circle, in a subnet or a transit gateway, whatever its filters say', () => {
    const inTransit = at({ kind: 'transit-gateway', id: 'tgw-1', attachmentId: 'tgw-attach-a' })

    expect(again(APP, `subnet-app ${header}`, passes(APP, HEAD))).toEqual(['rtb-1', 'rtb-1 NO_PATH'])
    expect(again(inTransit, `tgw-1 tgw-attach-a ${header}`, passes(APP, HEAD))).toEqual(['rtb-1', 'rtb-1 NO_PATH'])
    expect(
      again(APP, `subnet-app ${header}`, unknownAt(APP, FILTER), unknownAt(APP, GROUP), passes(APP, HEAD)),
    ).toEqual([...['acl-1', 'sg-1', 'rtb-1', 'rtb-1 NO_PATH']])
    expect(
      again(APP, `subnet-app ${header}`, blocks(APP, FILTER, { code: 'SUBNET_ACL_RESTRICTION' }), passes(APP, HEAD)),
    ).toEqual([...['acl-1 SUBNET_ACL_RESTRICTION', 'rtb-1', 'rtb-1 NO_PATH']])
  })

  it('ends there, and nothing is sure, where what it passed may have sent it elsewhere', () => {
    expect(again(APP, `subnet-app ${header}`, unknownAt(APP, HEAD), passes(APP, FILTER))).toEqual(['rtb-1', 'acl-1'])
    expect(again(APP, `subnet-app ${header}`)).toEqual([])
  })
})

// A route of a list nobody told may win, or the one that was told.
describe('several ways of which nobody knows which is taken', () => {
  const untold = townDocuments().map((document) => {
    const elements = new Map(document.elements)
    const tables = (elements.get('RouteTables') ?? []).map((table) =>
      table['RouteTableId'] === 'rtb-subnet-app'
        ? {
            ...table,
            Routes: [
              { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vgw-1', State: 'active', Origin: 'CreateRoute' },
              { DestinationPrefixListId: 'pl-untold', NatGatewayId: 'nat-1', State: 'active', Origin: 'CreateRoute' },
            ],
          }
        : table,
    )
    return { ...document, elements: elements.set('RouteTables', tables) }
  })
  const unsure = networkOf(readDescribe(untold))
  const judged = (...verdicts: readonly (readonly [Verdict, Verdict])[]) => {
    let count = 0
    const judge = (end: WalkEnd): Judged => {
      const [verdict = 'unknown', delivered = 'unknown'] = verdicts[count] ?? []
      count += 1
      return { verdict, delivered, forward: end.hops, reply: [] }
    }
    const exploring = { context: { ...context, network: unsure }, judge, budget: { left: 1000 } }
    const { verdict, delivered } = explore(exploring, { ...APP, packet: packetOf('10.1.2.10 > 203.0.113.9 tcp 443') })
    return `${verdict} ${delivered} after ${count}`
  }

  it.each([
    [['reachable', 'reachable'], ['reachable', 'reachable'], 'reachable reachable after 2'],
    [['reachable', 'reachable'], ['blocked', 'reachable'], 'unknown reachable after 2'],
    [['blocked', 'reachable'], ['blocked', 'blocked'], 'blocked unknown after 2'],
    [['blocked', 'blocked'], ['blocked', 'blocked'], 'blocked blocked after 2'],
    [['unknown', 'reachable'], ['unknown', 'reachable'], 'unknown reachable after 2'],
    [['blocked', 'unknown'], ['blocked', 'unknown'], 'blocked unknown after 2'],
    [['unknown', 'unknown'], ['blocked', 'blocked'], 'unknown unknown after 1'],
  ] as const)('%j and %j are %s', (first, second, expected) => {
    expect(judged(first, second)).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { outcomeWords } from '../../testing/format-step.ts'
import { type InterfaceSketch, type NetworkSketch, sketchNetwork } from '../../testing/sketch-network.ts'
import { sketchTransit } from '../../testing/sketch-transit.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import { forwardTo } from './forward-to-interface.ts'
import type { StepOutcome, WalkState } from './state.ts'
import { stepFrom } from './steps.ts'

const STATE: Omit<WalkState, 'place'> = {
  packet: packetOf('10.0.0.10 > 203.0.113.9 tcp 443'),
  leg: 'request',
  identity: { interfaceId: 'eni-1', over: [] },
  zone: 'eu-west-1a',
  translations: [],
}

/** The step on the last route of the table of subnet-1, or on none. */
function onLast(route: JsonObject | null, more: NetworkSketch = {}): StepOutcome {
  const Routes = route ? [{ State: 'active', Origin: 'CreateRoute', DestinationCidrBlock: '0.0.0.0/0', ...route }] : []
  const table = { RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: '111122223333', Routes, Associations: [] }
  const network = networkOf(sketchNetwork({ ...more, elements: { RouteTables: [table] } }))
  const chosen = network.inventory.routeTables.get('rtb-1')
  if (!chosen) throw new Error('there is no such table')
  const place = { kind: 'on-route', table: chosen, route: chosen.routes.at(-1) ?? null, subnetId: 'subnet-1' } as const
  return stepFrom({ network, destinationId: null, requestOrigin: null }, { ...STATE, place })
}

const codes = ({ hops }: StepOutcome) => hops.flatMap(({ blockers }) => blockers.map(({ code }) => code))

describe('one of the routes that may take a packet', () => {
  it('ends the walk where it is a blackhole (VPC guide, "Blackhole routes")', () => {
    const outcome = onLast({ NatGatewayId: 'nat-1', State: 'blackhole' })
    expect(codes(outcome)).toEqual(['BAD_STATE_ROUTE'])
    expect(outcome.next).toEqual([])
  })

  it('ends the walk where it is none', () => {
    const outcome = onLast(null)
    expect(codes(outcome)).toEqual(['NO_ROUTE_TO_DESTINATION'])
    expect(outcome.next).toEqual([])
  })

  const box: InterfaceSketch = { instance: 'i-box', privateIp: '10.0.0.20', publicIp: null }
  const second: InterfaceSketch = { ...box, privateIp: '10.0.0.21' }

  it.each<[string, Readonly<Record<string, InterfaceSketch>>, JsonObject]>([
    ['while it has one', { 'eni-box': box }, { kind: 'at-interface', interfaceId: 'eni-box' }],
    ['no longer when it has two', { 'eni-box': box, 'eni-box-2': second }, { kind: 'unfollowed', id: 'i-box' }],
    ['not when it has none', {}, { kind: 'unfollowed', id: 'i-box' }],
  ])('by an instance leads to its interface, %s (EC2 API, ReplaceRoute)', (_when, interfaces, place) => {
    expect(onLast({ InstanceId: 'i-box' }, { interfaces }).next).toMatchObject([{ place }])
  })

  it.each<[string, JsonObject, string]>([
    ['a carrier gateway', { CarrierGatewayId: 'cagw-1' }, 'cagw-1'],
    ['a target that was not told', {}, 'rtb-1'],
  ])('by %s says what is not followed', (_what, target, id) => {
    const outcome = onLast(target)
    expect(outcome.hops).toEqual([])
    expect(outcome.next).toMatchObject([
      { place: { kind: 'unfollowed', id, unknown: { code: 'UNSUPPORTED_COMPONENT', component: id } } },
    ])
  })
})

describe('forwardTo', () => {
  const network = networkOf(
    sketchTransit({
      vpcs: {
        'vpc-a': {
          cidr: '10.1.0.0/16',
          subnets: { 'subnet-a': '10.1.0.0/24' },
          hosts: { 'eni-a': 'subnet-a 10.1.0.9' },
        },
      },
    }),
  )
  const forward = (interfaceId: string, vpcId: string) =>
    forwardTo(network, { ...STATE, place: { kind: 'internet' } }, { interfaceId, vpcId, fromSubnetId: 'subnet-a' })

  // Source: VPC guide, "Security group referencing": rules that name groups match within the VPC.
  it('keeps who sends within the VPC of the route, and loses who sends on the way to an interface elsewhere', () => {
    expect(forward('eni-a', 'vpc-a').next).toMatchObject([{ identity: { interfaceId: 'eni-1' } }])
    expect(forward('eni-a', 'vpc-b').next).toMatchObject([{ identity: null }])
  })

  it('says that an appliance in no document was not checked', () => {
    expect(outcomeWords(forward('eni-404', 'vpc-a'))).toContain('PATH_THROUGH_APPLIANCE_NOT_CHECKED')
  })
})

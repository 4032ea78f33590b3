/** Which gateway stands between the internet and a VPC. Source: VPC guide, "Internet gateways". */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { gatewayPassage, mayBeSteered } from './internet-edge.ts'
import { networkOf } from './network.ts'

const PLACE = { vpcId: 'vpc-1', subnetId: 'subnet-1' }

const gateway = (InternetGatewayId: string, ...Attachments: readonly JsonObject[]) => ({
  InternetGatewayId,
  Attachments,
})
const here = (State?: string) => ({ VpcId: 'vpc-1', ...(State === undefined ? {} : { State }) })

function passage(gateways: readonly JsonObject[], route: string, more: NetworkSketch = {}): string {
  const sketch: NetworkSketch = {
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' } },
    tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...(route ? [route] : [])], subnets: ['subnet-1'] } },
    ...more,
    elements: { InternetGateways: gateways, ...more.elements },
  }
  const found = gatewayPassage(networkOf(sketchNetwork(sketch)), PLACE)
  if (found.kind === 'attached') return `attached ${found.gateway.id}${found.believed ? ', believed' : ''}`
  return found.kind === 'none' ? 'none' : `${found.kind} ${found.id}`
}

const ROUTED = '0.0.0.0/0 igw-1'
const HOLE = '0.0.0.0/0 igw-1 blackhole'

describe('the internet gateway of a VPC', () => {
  it.each<readonly [string, readonly JsonObject[], string, string]>([
    ['available', [gateway('igw-1', here('available'))], '', 'attached igw-1'],
    ['attached', [gateway('igw-1', here('attached'))], '', 'attached igw-1'],
    ['of a state nobody told, routed to', [gateway('igw-1', here())], ROUTED, 'attached igw-1, believed'],
    ['of a state nobody told, by a blackhole', [gateway('igw-1', here())], HOLE, 'unknown igw-1'],
    ['of a state nobody told, without a route', [gateway('igw-1', here())], '', 'unknown igw-1'],
    ['of a state nobody told, another routed to', [gateway('igw-2', here())], ROUTED, 'routed igw-1'],
    ['detaching', [gateway('igw-1', here('detaching'))], ROUTED, 'detaching igw-1'],
    [
      'working, beside one that is detaching',
      [gateway('igw-1', here('detaching')), gateway('igw-2', here('attached'))],
      '',
      'attached igw-2',
    ],
    ['that is attached to nothing', [gateway('igw-1')], ROUTED, 'none'],
    ['that is attached elsewhere', [gateway('igw-1', { VpcId: 'vpc-2', State: 'attached' })], ROUTED, 'none'],
    ['nobody has', [], '', 'none'],
    ['that was not collected, routed to', [], ROUTED, 'routed igw-1'],
    ['whose attachments nobody told', [{ InternetGatewayId: 'igw-1' }], '', 'unknown null'],
    ['whose attachments nobody told, routed to', [{ InternetGatewayId: 'igw-1' }], ROUTED, 'routed igw-1'],
  ])('%s', (_, ...[gateways, route, expected]) => {
    expect(passage(gateways, route)).toBe(expected)
  })

  it('is not known where the call was not made', () => {
    expect(passage([], '', { missing: ['InternetGateways'] })).toBe('unknown null')
  })
})

describe('the table of a gateway', () => {
  it.each([
    ['may be there where tables were not collected', { missing: ['RouteTables'] }, true],
    ['is not there where all were', {}, false],
    [
      'is known where one was',
      { missing: [], tables: { 'rtb-igw': { routes: ['10.0.0.0/16 local'], gateway: 'igw-1' } } },
      false,
    ],
  ] as const)('%s', (_, sketch, expected) => {
    expect(mayBeSteered(networkOf(sketchNetwork(sketch)), 'vpc-1')).toBe(expected)
  })

  it('may be there for a VPC of which nothing was collected', () => {
    expect(mayBeSteered(networkOf(sketchNetwork({})), 'vpc-404')).toBe(true)
  })
})

/** Where an interface stands, and what each component there lets pass, on its own. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import type { Family } from '../../net/prefix.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../../testing/sketch-network.ts'
import { networkOf } from '../network.ts'
import { compileNetwork } from './compiled-network.ts'
import { type PlaceParts, Places, partsOfPlace, passageOfPlace } from './places.ts'

type Answer = 'everything' | 'anything' | 'nothing' | 'some'
type Part = keyof PlaceParts | 'all'

/** What one part of the place of eni-1 lets pass; `anything` is nobody surely and everybody perhaps. */
function answerOf(sketch: NetworkSketch, part: Part, family: Family = 4): Answer {
  const network = networkOf(sketchNetwork(sketch))
  const place = compileNetwork(network).classes[0]?.place
  if (!place) throw new Error('eni-1 stands nowhere.')
  const table = network.passages[family]
  const passage = part === 'all' ? passageOfPlace(network, place, family) : partsOfPlace(network, place, family)[part]
  const named = (['everything', 'anything', 'nothing'] as const).find((each) => table[each] === passage)
  return named ?? 'some'
}

type Case = readonly [string, NetworkSketch, Answer]

const blocking = (InternetGatewayBlockMode: string): NonNullable<NetworkSketch['elements']> => ({
  VpcBlockPublicAccessOptions: [{ AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode }],
})

// Source: VPC guide, "Block public access to VPCs and subnets".
describe('Block Public Access', () => {
  it.each<Case>([
    ['off', {}, 'everything'],
    ['that blocks what comes in', { elements: blocking('block-ingress') }, 'nothing'],
    ['that blocks both ways', { elements: blocking('block-bidirectional') }, 'nothing'],
    [
      'that blocks, its exclusions not collected',
      { elements: blocking('block-ingress'), missing: ['VpcBlockPublicAccessExclusions'] },
      'anything',
    ],
    ['not collected, as AWS has it off', { missing: ['VpcBlockPublicAccessOptions'] }, 'everything'],
    [
      'that blocks, over a subnet not collected',
      { elements: { ...blocking('block-ingress'), Subnets: [] } },
      'everything',
    ],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'blockPublicAccess')).toBe(expected)
  })
})

const gateway = (...Attachments: readonly JsonObject[]): NetworkSketch => ({
  elements: { InternetGateways: [{ InternetGatewayId: 'igw-1', OwnerId: '111122223333', Attachments }] },
})
const NO_ROUTE = { 'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] }, 'rtb-main': MAIN_TABLE }

// Source: VPC guide, "Internet gateways".
describe('the internet gateway', () => {
  it.each<Case>([
    ['that is attached', {}, 'everything'],
    ['that was not collected, but is routed to', { missing: ['InternetGateways'] }, 'everything'],
    ['that was not collected', { missing: ['InternetGateways'], tables: NO_ROUTE }, 'anything'],
    ['that is attached to another VPC', gateway({ VpcId: 'vpc-9', State: 'available' }), 'nothing'],
    ['that is being detached', gateway({ VpcId: 'vpc-1', State: 'detaching' }), 'nothing'],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'gateway')).toBe(expected)
  })
})

const steered = (route: string, back: string, more: readonly string[] = []): NetworkSketch => ({
  tables: {
    'rtb-1': { ...PUBLIC_TABLE, routes: ['10.0.0.0/16 local', `0.0.0.0/0 ${back}`, ...more] },
    'rtb-main': MAIN_TABLE,
    'rtb-edge': { routes: ['10.0.0.0/16 local', route], gateway: 'igw-1' },
  },
})

// Source: VPC guide, "Gateway route tables".
describe('the table of the gateway', () => {
  it.each<Case>([
    ['that is not there', {}, 'everything'],
    ['that may be there', { missing: ['RouteTables'] }, 'anything'],
    ['that leads to other subnets', steered('10.0.9.0/24 eni-box', 'igw-1'), 'everything'],
    ['that leads to an appliance replies pass too', steered('10.0.0.0/24 eni-box', 'eni-box'), 'anything'],
    ['that leads to an appliance replies surely leave past', steered('10.0.0.0/24 eni-box', 'igw-1'), 'nothing'],
    [
      'that leads to an appliance some replies leave past',
      steered('10.0.0.0/24 eni-box', 'eni-box', ['198.51.100.0/24 igw-1']),
      'some',
    ],
    ['that leads nowhere', steered('10.0.0.0/24 eni-box blackhole', 'eni-box'), 'nothing'],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'edge')).toBe(expected)
  })

  it('steers IPv4 alone by routes of IPv4', () => {
    const interfaces = { 'eni-1': { ipv6: ['2001:db8:1::7'] } }
    expect(answerOf({ ...steered('10.0.0.0/24 eni-box', 'eni-box'), interfaces }, 'edge', 6)).toBe('everything')
  })
})

// Source: VPC guide, "Route priority"; "Network ACL rules".
describe('the way of replies', () => {
  it.each<Case>([
    ['by the gateway', {}, 'everything'],
    ['that ends in the VPC', { tables: NO_ROUTE }, 'nothing'],
    ['by a table not collected', { missing: ['RouteTables'] }, 'anything'],
    [
      'by an appliance',
      { tables: { ...NO_ROUTE, 'rtb-1': { ...PUBLIC_TABLE, routes: ['0.0.0.0/0 eni-9'] } } },
      'anything',
    ],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'replies')).toBe(expected)
  })
})

const acl = (...entries: readonly string[]): NetworkSketch => ({ acls: { 'acl-1': { ...OPEN_ACL, entries } } })

describe('the network ACL', () => {
  it.each<Case>([
    ['that lets all in and out', {}, 'everything'],
    ['that lets nothing out, save for messages nothing answers', acl('100 in allow all 0.0.0.0/0'), 'some'],
    ['that lets nothing in', acl('100 out allow all 0.0.0.0/0'), 'nothing'],
    ['that lets one port in', acl('100 in allow tcp 22 0.0.0.0/0', '100 out allow all 0.0.0.0/0'), 'some'],
    ['that was not collected', { missing: ['NetworkAcls'] }, 'anything'],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'acl')).toBe(expected)
  })
})

describe('a place as a whole', () => {
  it.each<Case>([
    ['lets all pass where each part does', {}, 'everything'],
    ['lets nothing pass that Block Public Access stops', { elements: blocking('block-ingress') }, 'nothing'],
    ['lets nothing pass without a gateway', gateway(), 'nothing'],
    ['lets nothing pass whose replies end', { tables: NO_ROUTE }, 'nothing'],
    ['lets nothing pass its ACL stops', acl('100 out allow all 0.0.0.0/0'), 'nothing'],
    ['lets nothing pass that is steered nowhere', steered('10.0.0.0/24 eni-9 blackhole', 'igw-1'), 'nothing'],
    ['may let anything pass where one part is not known', { missing: ['NetworkAcls'] }, 'anything'],
  ])('%s', (_, ...[sketch, expected]) => {
    expect(answerOf(sketch, 'all')).toBe(expected)
  })
})

describe('the places of a network', () => {
  const SUBNETS = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
  const BOTH = ['subnet-1', 'subnet-2']
  const ONE_OF_EACH: NetworkSketch = {
    subnets: SUBNETS,
    tables: { 'rtb-1': { ...PUBLIC_TABLE, subnets: BOTH }, 'rtb-main': MAIN_TABLE },
    acls: { 'acl-1': { ...OPEN_ACL, subnets: BOTH } },
  }
  const excluded = [
    { ExclusionId: 'vpcbpa-exclude-1', ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2' },
  ].map((each) => ({ ...each, InternetGatewayExclusionMode: 'allow-bidirectional', State: 'create-complete' }))

  it.each<readonly [string, NetworkSketch, number]>([
    ['one for subnets of one table and one ACL', {}, 1],
    ['two for two tables', { tables: { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE } }, 2],
    ['two for two ACLs', { acls: { 'acl-1': OPEN_ACL, 'acl-2': { ...OPEN_ACL, subnets: ['subnet-2'] } } }, 2],
    ['two where the tables are not known, as they may differ', { missing: ['RouteTables'] }, 2],
    ['two where the ACLs are not known', { missing: ['NetworkAcls'] }, 2],
    [
      'two where Block Public Access leaves one of them out',
      { elements: { ...blocking('block-ingress'), VpcBlockPublicAccessExclusions: excluded } },
      2,
    ],
  ])('are %s', (_, ...[sketch, count]) => {
    const places = new Places(networkOf(sketchNetwork({ ...ONE_OF_EACH, ...sketch })))
    const found = BOTH.map((subnet) => places.of('vpc-1', subnet, () => null))
    expect(new Set(found).size).toBe(count)
    expect(new Set(found.map(({ id }) => id)).size).toBe(count)
    expect(places.of('vpc-1', 'subnet-1', () => null)).toBe(found[0])
  })

  it('are asked for the way in only where the gateway has a table', () => {
    const asked: Family[] = []
    const edge = (family: Family) => {
      asked.push(family)
      return null
    }
    new Places(networkOf(sketchNetwork({}))).of('vpc-1', 'subnet-1', edge)
    expect(asked).toEqual([])
    new Places(networkOf(sketchNetwork(steered('10.0.0.0/24 eni-box', 'igw-1')))).of('vpc-1', 'subnet-1', edge)
    expect(asked).toEqual([4, 6])
  })
})

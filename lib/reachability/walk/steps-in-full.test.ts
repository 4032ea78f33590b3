/** One step from every place, for packets of every kind: all that is told of it. `vitest run -u` writes it anew. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../../describe/document.ts'
import { readDescribe } from '../../inventory/read-describe.ts'
import { withoutKey } from '../../testing/change-documents.ts'
import { outcomeWords, placeWords } from '../../testing/format-step.ts'
import { SHOP, STOCK, townDocuments } from '../../testing/town.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { type Network, networkOf } from '../network.ts'
import type { Place, Translation, WalkState } from './state.ts'
import { stepFrom } from './steps.ts'

const inVpc = (vpcId: string, fromSubnetId: string | null): Place => ({ kind: 'in-vpc', vpcId, fromSubnetId })
const at = (interfaceId: string): Place => ({ kind: 'at-interface', interfaceId })
const leaving = (interfaceId: string): Place => ({ kind: 'leaving-interface', interfaceId })
const igw = (direction: 'in' | 'out', vpcId = 'vpc-a'): Place => ({
  kind: 'internet-gateway',
  id: 'igw-1',
  vpcId,
  direction,
})
const transit = (attachmentId: string): Place => ({ kind: 'transit-gateway', id: 'tgw-1', attachmentId })
const leavingTransit = (id: string): Place => ({ kind: 'transit-gateway-attachment', id, transitGatewayId: 'tgw-1' })
const endpoint = (id: string, fromSubnetId: string | null): Place => ({ kind: 'vpc-endpoint', id, fromSubnetId })

const PLACES: readonly Place[] = [
  ...['eni-web', 'eni-app', 'eni-b', 'eni-c', 'eni-box', 'eni-404'].map(leaving),
  ...['eni-web', 'eni-app', 'eni-b', 'eni-c', 'eni-box', 'eni-of-nat-1', 'eni-shop', 'eni-stock', 'eni-api'].map(at),
  ...['subnet-web', 'subnet-app', 'subnet-in', 'subnet-b-tgw'].map(
    (subnetId): Place => ({ kind: 'leaving-subnet', subnetId }),
  ),
  ...[inVpc('vpc-a', 'subnet-web'), inVpc('vpc-a', null), inVpc('vpc-b', 'subnet-b'), inVpc('vpc-404', null)],
  ...[igw('in'), igw('out'), igw('in', 'vpc-b'), igw('out', 'vpc-b')],
  { kind: 'egress-only-internet-gateway', id: 'eigw-1', vpcId: 'vpc-a' },
  { kind: 'nat-gateway', id: 'nat-1', fromSubnetId: 'subnet-app' },
  { kind: 'nat-gateway', id: 'nat-1', fromSubnetId: null },
  { kind: 'internet' },
  ...['vpc-a', 'vpc-c', 'vpc-b'].map((fromVpcId): Place => ({ kind: 'peering', id: 'pcx-c', fromVpcId })),
  { kind: 'peering', id: 'pcx-d', fromVpcId: 'vpc-a' },
  ...['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn', 'tgw-attach-p', 'tgw-attach-404'].map(transit),
  ...['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn', 'tgw-attach-dx', 'tgw-attach-p', 'tgw-attach-404'].map(
    leavingTransit,
  ),
  { kind: 'vpn-gateway', id: 'vgw-1', direction: 'in' },
  { kind: 'vpn-gateway', id: 'vgw-1', direction: 'out' },
  ...[
    endpoint('vpce-s3', 'subnet-app'),
    endpoint('vpce-fw', 'subnet-in'),
    endpoint('vpce-fw', null),
    endpoint('vpce-api', null),
  ],
  { kind: 'vpc-endpoint', id: 'vpce-s3', fromSubnetId: null, initiates: true },
  { kind: 'load-balancer', arn: SHOP, interfaceId: 'eni-shop' },
  { kind: 'load-balancer', arn: STOCK, interfaceId: 'eni-stock' },
  { kind: 'load-balancer', arn: STOCK, interfaceId: null },
]

const BEFORE = packetOf('10.1.2.10 > 203.0.113.9 tcp 443')
const translation = (kind: Translation['kind'], interfaceId: string | null, after: string): Translation => ({
  kind,
  component: { 'nat-gateway': 'nat-1', 'egress-only-internet-gateway': 'eigw-1', 'load-balancer': SHOP }[kind],
  interfaceId,
  before: BEFORE,
  after: packetOf(after),
  place: inVpc('vpc-a', 'subnet-web'),
})

type Variant = Omit<WalkState, 'place' | 'packet'>
const request: Variant = { leg: 'request', identity: null, zone: 'eu-west-1a', translations: [] }
const reply: Variant = { ...request, leg: 'reply' }
const as = (interfaceId: string, ...over: readonly ('vpc-peering' | 'transit-gateway')[]): Variant => ({
  ...request,
  identity: { interfaceId, over },
})
const NATTED = translation('nat-gateway', 'eni-of-nat-1', '10.1.1.5 > 203.0.113.9 tcp 443')

const { source, destination } = packetOf('10.1.2.10 > 10.2.0.10 tcp 443')
const SEEN = { endpointId: 'vpce-fw', source, destination, isAnswered: false }
const OUT_BY_EGRESS_ONLY = translation('egress-only-internet-gateway', null, '2001:db8:1::20 > 2001:4860::9 tcp 443')

/** Each packet with how it comes. */
const PACKETS: readonly (readonly [string, Variant])[] = [
  ['10.1.2.10 > 203.0.113.9 tcp 443', as('eni-app')],
  ['10.1.2.10 > 10.1.1.10 tcp 443', as('eni-app')],
  ['10.1.1.10 > 10.1.2.10 tcp 443', as('eni-web')],
  ['10.1.1.10 > 10.3.0.10 tcp 443', { ...as('eni-web', 'vpc-peering'), sourceVpcId: 'vpc-a' }],
  ['10.1.2.10 > 10.2.0.10 tcp 443', as('eni-app', 'transit-gateway')],
  ['10.2.0.10 > 10.1.2.10 tcp 443', as('eni-b', 'transit-gateway')],
  ['10.3.0.10 > 10.1.2.10 tcp 443', { ...as('eni-c', 'vpc-peering'), sourceVpcId: 'vpc-c' }],
  ['10.3.0.10 > 10.1.2.10 tcp 443', { ...as('eni-c', 'vpc-peering', 'transit-gateway'), zone: null }],
  ['10.1.1.10 > 10.2.0.10 tcp 443', as('eni-web')],
  ['10.2.0.10 > 10.4.0.10 udp 53', request],
  ['203.0.113.9 > 198.51.100.10 tcp 443', { ...request, sourceVpcId: null }],
  ['203.0.113.9 > 198.51.100.5 tcp 443', { ...request, sourceVpcId: null }],
  ['203.0.113.9 > 198.51.100.30 tcp 443', { ...request, sourceVpcId: null }],
  ['172.16.0.9 > 10.1.2.10 tcp 443', request],
  ['10.1.2.10 > 52.218.0.5 tcp 443', { ...as('eni-app'), sourceVpcId: 'vpc-a' }],
  ['2001:db8:1::20 > 2001:4860::9 tcp 443', as('eni-app')],
  ['2001:4860::9 > 2001:db8:1::10 tcp 443', request],
  ['203.0.113.9 > 10.1.1.5 tcp 50000', { ...reply, translations: [NATTED] }],
  ['203.0.113.9 > 198.51.100.5 tcp 50000', { ...reply, translations: [NATTED], entries: [1] }],
  ['10.1.1.10 > 203.0.113.9 tcp 50000', { ...reply, entries: [0] }],
  [
    '10.1.2.10 > 10.1.1.30 tcp 50000',
    { ...reply, translations: [translation('load-balancer', 'eni-shop', '10.1.1.30 > 10.1.2.10 tcp 443')] },
  ],
  [
    '2001:4860::9 > 2001:db8:1::20 tcp 50000',
    {
      ...reply,
      translations: [translation('egress-only-internet-gateway', null, '2001:db8:1::20 > 2001:4860::9 tcp 443')],
    },
  ],
  ['10.2.0.10 > 10.1.2.10 tcp 50000', { ...reply, inspectedAt: [SEEN] }],
  ['10.1.1.10 > 203.0.113.9 tcp 443', { ...request, sourceVpcId: 'vpc-c' }],
  ['2001:4860::9 > 2001:db8:1::20 tcp 50001', { ...reply, translations: [NATTED, OUT_BY_EGRESS_ONLY] }],
]

const DESTINATIONS = ['nat-1', 'vgw-1', 'eigw-1', 'vpce-s3', 'eni-app'] as const

const CASES = PLACES.flatMap((place) => PACKETS.map(([packet, variant]) => ({ place, packet, variant })))

type Case = (typeof CASES)[number]
const caseWords = ({ packet, variant }: Case) => `${variant.leg} ${variant.identity?.interfaceId ?? ''} ${packet}`

const begins = ({ packet }: Case) => packet === PACKETS[0]?.[0]
const chapter = ({ place }: Case) => `## ${placeWords(place)}\n`

function step(network: Network, { place, packet, variant }: Case, destinationId: string | null = null): string {
  const context = { network, destinationId, requestOrigin: null }
  return outcomeWords(stepFrom(context, { ...variant, place, packet: packetOf(packet) }))
}

const town = networkOf(readDescribe(townDocuments()))
const told = CASES.map((each) => step(town, each))

/** Of two packets, the steps that are others than in the town as it is. */
function differences(documents: readonly DescribeDocument[]): string {
  const network = networkOf(readDescribe(documents))
  const some = CASES.map((each, index) => ({ each, before: told[index] })).filter(({ each }) => SOME.has(each.packet))
  return some
    .flatMap(({ each, before }) => {
      const words = step(network, each)
      return words === before ? [] : [`${placeWords(each.place)}: ${caseWords(each)}\n${words}`]
    })
    .join('\n')
}

const SOME = new Set([
  '10.1.2.10 > 10.1.1.10 tcp 443',
  '10.3.0.10 > 10.1.2.10 tcp 443',
  '203.0.113.9 > 198.51.100.30 tcp 443',
])

const KEYS = ['Vpcs', 'Subnets', 'NetworkInterfaces', 'SecurityGroups', 'RouteTables', 'VpcPeeringConnections'] as const

describe('one step', () => {
  it('from every place in the town is what golden/steps.txt says', async () => {
    const lines = CASES.map((each, index) => `${begins(each) ? chapter(each) : ''}${caseWords(each)}\n${told[index]}`)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/steps.txt')
  })

  it('ends at who is asked for, as golden/steps-asked.txt says', async () => {
    const lines = CASES.flatMap((each, index) =>
      DESTINATIONS.flatMap((id) => {
        const words = step(town, each, id)
        return words === told[index] ? [] : [`for ${id} ${placeWords(each.place)}: ${caseWords(each)}\n${words}`]
      }),
    )
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/steps-asked.txt')
  })

  it('without a call is what golden/steps-without.txt says', async () => {
    const chapters = KEYS.map((key) => `# without ${key}\n${differences(withoutKey(townDocuments(), key))}\n`)
    await expect(chapters.join('\n')).toMatchFileSnapshot('../golden/steps-without.txt')
  })
})

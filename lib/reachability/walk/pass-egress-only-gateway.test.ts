/** Source of each rule: VPC guide, "Egress-only internet gateways". */

import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import { passEgressOnlyGateway } from './pass-egress-only-gateway.ts'
import type { StepOutcome, WalkState } from './state.ts'

type Attachment = readonly [string, string]

function pass(
  state: Partial<WalkState> = {},
  attachments: readonly Attachment[] = [['vpc-1', 'attached']],
): StepOutcome {
  const gateway = {
    EgressOnlyInternetGatewayId: 'eigw-1',
    OwnerId: '111122223333',
    Attachments: attachments.map(([VpcId, State]) => ({ VpcId, State })),
  }
  const network = networkOf(
    sketchNetwork({
      interfaces: { 'eni-1': { ipv6: ['2600:1f00:1::10'] } },
      elements: { EgressOnlyInternetGateways: [gateway] },
    }),
  )
  return passEgressOnlyGateway(
    { network, destinationId: null, requestOrigin: null },
    {
      packet: packetOf('2600:1f00:1::10 > 2a05:d000::1 tcp 443'),
      leg: 'request',
      identity: null,
      zone: null,
      translations: [],
      ...state,
      place: { kind: 'egress-only-internet-gateway', id: 'eigw-1', vpcId: 'vpc-1' },
    },
  )
}

const codes = ({ hops }: StepOutcome) => hops.flatMap(({ blockers }) => blockers.map(({ code }) => code))

describe('passEgressOnlyGateway', () => {
  it('knows what it sent, beside what was rewritten before', () => {
    const [first] = pass().next
    expect(first?.translations.map(({ component }) => component)).toEqual(['eigw-1'])
    const [again] = pass({ translations: first?.translations ?? [] }).next
    expect(again?.translations.map(({ component }) => component)).toEqual(['eigw-1', 'eigw-1'])
  })

  it('takes what an interface of its VPC sends, and nothing that another VPC does', () => {
    expect(codes(pass())).toEqual([])
    expect(codes(pass({ sourceVpcId: 'vpc-1' }))).toEqual([])
    expect(codes(pass({ sourceVpcId: 'vpc-2' }))).toEqual(['IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'])
    expect(codes(pass({ packet: packetOf('2600:1f00:1::99 > 2a05:d000::1 tcp 443') }))).toEqual([
      'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ])
  })

  it.each<[string, readonly Attachment[], readonly string[]]>([
    ['it is attached', [['vpc-1', 'attached']], []],
    ['it is available', [['vpc-1', 'available']], []],
    ['its state was not told', [['vpc-1', '']], []],
    ['it tells no attachment', [], []],
    ['it is being attached', [['vpc-1', 'attaching']], ['BAD_STATE_ATTACHMENT']],
    ['it is being detached', [['vpc-1', 'detaching']], ['BAD_STATE_ATTACHMENT']],
    ['another VPC has it', [['vpc-2', 'attached']], ['BAD_STATE_ATTACHMENT']],
  ])('where %s', (_when, attachments, expected) => {
    expect(codes(pass({}, attachments))).toEqual(expected)
  })
})

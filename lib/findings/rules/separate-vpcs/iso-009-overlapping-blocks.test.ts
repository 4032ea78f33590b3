import { describe, expect, it } from 'vitest'
import { peering, vpc } from '../../../testing/plain-elements.ts'
import { otherAttachment, transitGateway } from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const attached = (id: string) => otherAttachment(`tgw-attach-${id}`, 'tgw-1', `vpc vpc-${id}`)
const NOTHING = { interfaces: {}, instances: {}, subnets: {}, tables: {}, acls: {}, groups: {} }

function joined(blocks: Readonly<Record<string, readonly string[]>>) {
  return {
    ...NOTHING,
    elements: {
      Vpcs: Object.entries(blocks)
        .filter(([, list]) => list.length > 0)
        .map(([id, list]) => vpc(`vpc-${id}`, ...list)),
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayAttachments: Object.keys(blocks).map(attached),
    },
  }
}

// Source: Transit Gateway guide, "How transit gateways work": attached VPCs with equal blocks are not routed to.
describe('ISO-009 connected VPCs share addresses', () => {
  it.each([
    ['blocks apart', { a: ['10.1.0.0/16'], b: ['10.2.0.0/16'] }, ['PASS tgw-1']],
    ['equal blocks', { a: ['10.1.0.0/16'], b: ['10.1.0.0/16'] }, ['FAIL tgw-1 low none']],
    ['one within the other', { a: ['10.0.0.0/8'], b: ['10.1.0.0/16'] }, ['FAIL tgw-1 low none']],
    ['a block added later', { a: ['10.1.0.0/16', '10.9.0.0/16'], b: ['10.9.0.0/20'] }, ['FAIL tgw-1 low none']],
    ['IPv6', { a: ['10.1.0.0/16', '2001:db8::/56'], b: ['10.2.0.0/16', '2001:db8::/56'] }, ['FAIL tgw-1 low none']],
    ['neighbours', { a: ['10.0.0.0/17'], b: ['10.0.128.0/17'] }, ['PASS tgw-1']],
    ['blocks of one VPC', { a: ['10.1.0.0/16', '10.2.0.0/16'], b: ['10.3.0.0/16'] }, ['PASS tgw-1']],
    ['a VPC nobody collected', { a: ['10.1.0.0/16'], b: [] }, ['NOT_EVALUATED tgw-1']],
    [
      'one nobody collected, two that overlap',
      { a: ['10.1.0.0/16'], b: [], c: ['10.1.0.0/24'] },
      ['FAIL tgw-1 low none'],
    ],
  ])('%s', (_, blocks, expected) => {
    expect(tell('ISO-009', joined(blocks))).toEqual(expected)
  })

  it('is one finding for each shared block, with every VPC in it', () => {
    const blocks = {
      a: ['10.1.0.0/16'],
      b: ['10.1.0.0/16'],
      c: ['10.1.2.0/24'],
      d: ['10.8.0.0/16'],
      e: ['10.8.0.0/16'],
    }
    const findings = findingsOf('ISO-009', joined(blocks))
    expect(findings.map(({ title }) => title).toSorted()).toEqual([
      'vpc-a, vpc-b and vpc-c share addresses of 10.1.0.0/16',
      'vpc-d and vpc-e share addresses of 10.8.0.0/16',
    ])
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2)
  })

  it('compares a peering by what it says of a VPC nobody collected', () => {
    const sides = [
      ['vpc-1', '10.0.0.0/16'],
      ['vpc-9', '10.0.0.0/20'],
    ] as const
    const finding = theFailure('ISO-009', { elements: { VpcPeeringConnections: [peering('pcx-1', sides)] } })
    expect(finding.title).toBe('vpc-1 and vpc-9 share addresses of 10.0.0.0/16')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/Vpcs/0', '/VpcPeeringConnections/0'])
  })

  it('is not evaluated where attachments were not collected', () => {
    const missing = ['TransitGatewayAttachments', 'TransitGatewayVpcAttachments'] as const
    expect(tell('ISO-009', { ...joined({ a: ['10.1.0.0/16'] }), missing })).toEqual(['NOT_EVALUATED tgw-1'])
  })

  it('sweeps: a thousand VPCs of one block are one finding', () => {
    const blocks = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`n${index}`, ['10.1.0.0/16']]))
    expect(findingsOf('ISO-009', joined(blocks))).toHaveLength(1)
  })
})

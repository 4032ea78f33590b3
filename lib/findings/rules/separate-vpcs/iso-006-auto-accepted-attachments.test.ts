import { describe, expect, it } from 'vitest'
import { transitGateway } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const sketch = (Options: object, state = 'available') => ({
  elements: { TransitGateways: [transitGateway('tgw-1', { ...Options }, state)] },
})

// Source: Transit Gateway guide, "Create a transit gateway".
describe('ISO-006 transit gateway accepts attachments by itself', () => {
  it.each([
    ['enable', sketch({ AutoAcceptSharedAttachments: 'enable' }), ['FAIL tgw-1 high none']],
    ['disable', sketch({ AutoAcceptSharedAttachments: 'disable' }), ['PASS tgw-1']],
    ['not told', sketch({}), ['NOT_EVALUATED tgw-1']],
    ['deleted', sketch({ AutoAcceptSharedAttachments: 'enable' }, 'deleted'), []],
    ['not collected', { missing: ['TransitGateways' as const] }, ['NOT_EVALUATED 111122223333/eu-west-1']],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-006', network)).toEqual(expected)
  })

  it('points at the option and switches it off', () => {
    const { evidence, remediation } = theFailure('ISO-006', sketch({ AutoAcceptSharedAttachments: 'enable' }))
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/TransitGateways/0/Options/AutoAcceptSharedAttachments'])
    expect(remediation.cli).toEqual([
      'aws ec2 modify-transit-gateway --region eu-west-1 --transit-gateway-id tgw-1 --options AutoAcceptSharedAttachments=disable',
    ])
  })
})

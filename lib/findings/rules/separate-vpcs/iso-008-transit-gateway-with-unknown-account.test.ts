import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const OTHER = '444455556666'
const sketch = (more: object) => ({
  elements: {
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        TransitGatewayOwnerId: '111122223333',
        ResourceType: 'vpc',
        ResourceId: 'vpc-1',
        ResourceOwnerId: '111122223333',
        State: 'available',
        ...more,
      },
    ],
  },
})
const NOBODY = { trustedAccounts: [] }
const [PASS, FAIL] = [['PASS tgw-attach-1'], ['FAIL tgw-attach-1 high none']]

// Source: EC2 API, TransitGatewayAttachment.
describe('ISO-008 transit gateway shared with an unknown account', () => {
  it.each([
    ['its own VPC', {}, NOBODY, PASS],
    ['a VPC of an unknown account', { ResourceOwnerId: OTHER }, NOBODY, FAIL],
    ['a VPC of a trusted account', { ResourceOwnerId: OTHER }, { trustedAccounts: [OTHER] }, PASS],
    ['its own VPC on a foreign gateway', { TransitGatewayOwnerId: OTHER }, NOBODY, FAIL],
    ['one that waits', { ResourceOwnerId: OTHER, State: 'pendingAcceptance' }, NOBODY, FAIL],
    ['one that was deleted', { ResourceOwnerId: OTHER, State: 'deleted' }, NOBODY, []],
    ['nobody said who is trusted', { ResourceOwnerId: OTHER }, {}, ['NOT_EVALUATED tgw-attach-1']],
    ['no owner told', { ResourceOwnerId: null }, NOBODY, ['NOT_EVALUATED tgw-attach-1']],
  ])('%s', (...[, more, settings, expected]) => {
    expect(tell('ISO-008', sketch(more), settings)).toEqual(expected)
  })

  it('says whose it is, and how to cut it', () => {
    const { title, evidence, remediation } = theFailure('ISO-008', sketch({ ResourceOwnerId: OTHER }), NOBODY)
    expect(title).toBe('tgw-attach-1 joins the unknown account 444455556666')
    expect(evidence).toMatchObject([
      { pointer: '/TransitGatewayAttachments/0', excerpt: 'VPC vpc-1 belongs to 444455556666' },
    ])
    expect(remediation.cli[1]).toBe(
      'aws ec2 delete-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id tgw-attach-1',
    )
  })
})

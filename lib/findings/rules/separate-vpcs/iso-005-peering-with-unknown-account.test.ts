import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const OTHER = '444455556666'
const peering = (account: string | null, Code = 'active') => ({
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code },
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333' },
  AccepterVpcInfo: { VpcId: 'vpc-2', ...(account === null ? {} : { OwnerId: account }) },
})
const sketch = (...args: Parameters<typeof peering>) => ({ elements: { VpcPeeringConnections: [peering(...args)] } })
const TRUSTED = { trustedAccounts: [OTHER] }
const NOBODY = { trustedAccounts: [] }

// Source: EC2 API, VpcPeeringConnectionVpcInfo: OwnerId is the account of the VPC.
describe('ISO-005 peering with an unknown account', () => {
  it.each([
    ['one of its own', sketch('111122223333'), {}, ['PASS pcx-1']],
    ['one that is trusted', sketch(OTHER), TRUSTED, ['PASS pcx-1']],
    ['one that is not', sketch(OTHER), NOBODY, ['FAIL pcx-1 high none']],
    ['a request that waits', sketch(OTHER, 'pending-acceptance'), NOBODY, ['FAIL pcx-1 high none']],
    ['one that was deleted', sketch(OTHER, 'deleted'), NOBODY, []],
    ['nobody said who is trusted', sketch(OTHER), {}, ['NOT_EVALUATED pcx-1']],
    ['no owner told', sketch(null), TRUSTED, ['NOT_EVALUATED pcx-1']],
  ])('%s', (...[, network, settings, expected]) => {
    expect(tell('ISO-005', network, settings)).toEqual(expected)
  })

  it('knows the members of the organisation', () => {
    const Accounts = [{ Id: OTHER, Status: 'ACTIVE' }]
    const elements = { VpcPeeringConnections: [peering(OTHER)], Accounts }
    expect(tell('ISO-005', { elements })).toEqual(['PASS pcx-1'])
  })

  it('rejects a request, deletes what stands, and prints the setting', () => {
    const pending = theFailure('ISO-005', sketch(OTHER, 'pending-acceptance'), NOBODY)
    expect(pending.title).toBe('pcx-1 would join the unknown account 444455556666')
    expect(pending.remediation.cli[1]).toBe(
      'aws ec2 reject-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-1',
    )
    const active = theFailure('ISO-005', sketch(OTHER), NOBODY)
    expect(active.remediation.cli[1]).toContain('delete-vpc-peering-connection')
    expect(active.evidence.map(({ pointer }) => pointer)).toEqual(['/VpcPeeringConnections/0'])
    expect(active.settingsUsed).toEqual({ trustedAccounts: 'none' })
  })

  it('is not evaluated when peerings were not collected', () => {
    expect(tell('ISO-005', { missing: ['VpcPeeringConnections'] }, NOBODY)).toHaveLength(1)
  })
})

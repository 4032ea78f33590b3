import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: EC2 user guide, "Elastic IP addresses". */
const address = (more: object = {}) => ({
  elements: { Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.99', Domain: 'vpc', ...more }] },
})

describe('PRIV-007 idle Elastic IP', () => {
  it.each([
    ['attached to nothing', address(), 'FAIL eipalloc-1 low none'],
    ['associated', address({ AssociationId: 'eipassoc-1' }), 'PASS eipalloc-1'],
    ['on an interface', address({ NetworkInterfaceId: 'eni-1' }), 'PASS eipalloc-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-007', sketch)).toEqual([expected])
  })

  it('points at the address and releases it', () => {
    const finding = theFailure('PRIV-007', address())
    expect(finding.title).toBe('Elastic IP 198.51.100.99 is attached to nothing')
    expect(finding.evidence[0]?.pointer).toBe('/Addresses/0')
    expect(finding.remediation.cli).toEqual(['aws ec2 release-address --region eu-west-1 --allocation-id eipalloc-1'])
  })

  it('is not evaluated when addresses were not collected', () => {
    expect(tell('PRIV-007', { missing: ['Addresses'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

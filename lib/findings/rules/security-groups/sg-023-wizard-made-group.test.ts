import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const called = (GroupName: string) => ({
  elements: {
    SecurityGroups: [{ GroupId: 'sg-1', GroupName, VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] }],
  },
})

// Source: EC2 guide, "Create a security group for your EC2 instance".
describe('SG-023 security group made by the launch wizard', () => {
  it.each([
    ['launch-wizard-3', 'FAIL sg-1 low none'],
    ['my-launch-wizard', 'PASS sg-1'],
    ['web', 'PASS sg-1'],
  ])('%s', (name, expected) => {
    expect(tell('SG-023', called(name))).toEqual([expected])
  })

  it('shows the name, and where the group is used', () => {
    const { evidence, remediation } = theFailure('SG-023', called('launch-wizard-3'))
    expect(evidence[0]?.pointer).toBe('/SecurityGroups/0/GroupName')
    expect(remediation.cli[0]).toContain('Values=sg-1')
  })

  it('is not evaluated where the name was not collected', () => {
    const SecurityGroups = [{ GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] }]
    expect(tell('SG-023', { elements: { SecurityGroups } })).toEqual(['NOT_EVALUATED sg-1'])
  })
})

import { describe, expect, it } from 'vitest'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const network = (rule: string, clients: Readonly<Record<string, readonly string[]>>) => ({
  groups: { 'sg-db': [rule] },
  interfaces: {
    'eni-db': { groups: ['sg-db'], privateIp: '10.0.0.50', publicIp: null, instance: null },
    ...Object.fromEntries(
      Object.entries(clients).map(([id, groups], index) => [
        id,
        { groups, privateIp: `10.0.0.${60 + index}`, publicIp: null, instance: null },
      ]),
    ),
  },
})
const APPS = { 'eni-a': ['sg-app', 'sg-x'], 'eni-b': ['sg-app'] }

// Source: VPC guide, "Security group referencing".
describe('SG-014 range of the VPC where a group would do', () => {
  it.each([
    ['the VPC, whose clients share a group', network('in tcp 5432 10.0.0.0/16', APPS), 'FAIL sg-db low none'],
    ['a subnet of it', network('in tcp 5432 10.0.0.0/24', APPS), 'FAIL sg-db low none'],
    ['a range that is neither', network('in tcp 5432 10.0.0.0/20', APPS), 'PASS sg-db'],
    [
      'clients without a group in common',
      network('in tcp 5432 10.0.0.0/16', { ...APPS, 'eni-c': ['sg-y'] }),
      'PASS sg-db',
    ],
    ['no clients at all', network('in tcp 5432 10.0.0.0/16', {}), 'PASS sg-db'],
    ['a group already', network('in tcp 5432 sg-app', APPS), 'PASS sg-db'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('SG-014', sketch)).toEqual([expected])
  })

  it('names the group, and to admit it before the range is removed', () => {
    const { description, remediation, evidence } = theFailure('SG-014', network('in tcp 5432 10.0.0.0/16', APPS))
    expect(description).toContain('carries sg-app')
    expect(remediation.summary).toContain('Admit sg-app first')
    expect(remediation.cli[0]).toBe(
      `aws ec2 authorize-security-group-ingress --region eu-west-1 --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"sg-app"}]}]'`,
    )
    expect(remediation.cli[1]).toContain('revoke-security-group-ingress')
    expect(evidence[0]?.excerpt).toBe('tcp/5432 from 10.0.0.0/16')
  })

  it('is not evaluated where interfaces may be missing', () => {
    const sketch = network('in tcp 5432 10.0.0.0/16', APPS)
    expect(tellCut('SG-014', sketch, ['NetworkInterfaces'])).toEqual(['NOT_EVALUATED sg-db'])
    expect(tell('SG-014', { ...sketch, missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED sg-db'])
  })
})

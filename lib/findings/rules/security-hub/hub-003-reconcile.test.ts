import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const HERE = '111122223333/eu-west-1'
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-default'

function theirs(control: string, Status: string, more: JsonObject = {}): JsonObject {
  return {
    Id: `finding-${control}`,
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
    GeneratorId: `security-control/${control}`,
    AwsAccountId: '111122223333',
    Region: 'eu-west-1',
    RecordState: 'ACTIVE',
    Compliance: { Status, SecurityControlId: control },
    Resources: [{ Type: 'AwsEc2SecurityGroup', Id: ARN }],
    ...more,
  }
}

/** A default group with these rules, and what Security Hub says. EC2.2 asks what SG-020 asks. */
function judged(rules: readonly string[], ...SecurityHubFindings: readonly JsonObject[]): NetworkSketch {
  return { groups: { 'sg-default': rules }, elements: { SecurityHubFindings } }
}
const OPEN = ['in all sg-default']

// Source: Security Hub guide, "ASFF", Compliance; FSBP EC2.2 "VPC default security groups should not allow traffic".
describe('HUB-003 Security Hub beside us', () => {
  it.each([
    ['both report it', judged(OPEN, theirs('EC2.2', 'FAILED')), ['PASS sg-default']],
    ['both pass it', judged([], theirs('EC2.2', 'PASSED')), ['PASS sg-default']],
    ['only we report it', judged(OPEN, theirs('EC2.2', 'PASSED')), ['FAIL sg-default info none']],
    ['only they report it', judged([], theirs('EC2.2', 'FAILED')), ['FAIL sg-default info none']],
    ['nothing was imported', judged(OPEN), [`NOT_EVALUATED ${HERE}`]],
    ['it is archived', judged([], theirs('EC2.2', 'FAILED', { RecordState: 'ARCHIVED' })), [`NOT_EVALUATED ${HERE}`]],
    ['it gives no verdict', judged([], theirs('EC2.2', 'WARNING')), [`NOT_EVALUATED ${HERE}`]],
    ['no rule asks the control', judged([], theirs('S3.1', 'FAILED')), [`NOT_EVALUATED ${HERE}`]],
    [
      'it is about a group that is in no snapshot',
      judged([], theirs('EC2.2', 'FAILED', { Resources: [{ Type: 'AwsEc2SecurityGroup', Id: `${ARN}-2` }] })),
      ['NOT_EVALUATED sg-default-2'],
    ],
    [
      'findings were not collected',
      { ...judged(OPEN), missing: ['SecurityHubFindings' as const] },
      [`NOT_EVALUATED ${HERE}`],
    ],
    [
      'groups were not collected',
      { ...judged([], theirs('EC2.2', 'FAILED')), missing: ['SecurityGroups' as const, 'SecurityGroupRules' as const] },
      ['NOT_EVALUATED sg-default'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('HUB-003', sketch)).toEqual(expected)
  })

  it('says who reports what, with the facts of both', () => {
    const { title, evidence, related } = theFailure('HUB-003', judged(OPEN, theirs('EC2.2', 'PASSED')))
    expect(title).toBe('Of default, only we report EC2.2')
    expect(evidence[0]?.pointer).toBe('/SecurityHubFindings/0/Compliance/Status')
    expect(evidence[1]?.pointer).toContain('/SecurityGroups/0/IpPermissions')
    expect(related).toEqual([{ role: 'rule', id: 'SG-020' }])
  })

  it('asks Security Hub of this resource, and opens nothing', () => {
    const { remediation } = theFailure('HUB-003', judged([], theirs('EC2.2', 'FAILED')))
    expect(remediation.cli).toHaveLength(1)
    expect(remediation.cli[0]).toContain('get-findings --region eu-west-1')
    expect(remediation.cli[0]).toContain('sg-default')
  })

  it('is one answer for all controls of a resource', () => {
    const both = judged(OPEN, theirs('EC2.2', 'PASSED'), theirs('EC2.18', 'FAILED'))
    const about = findingsOf('HUB-003', both).filter(({ resource }) => resource.id === 'sg-default')
    expect(about).toHaveLength(1)
    expect(about[0]?.title).toContain('only we report EC2.2 and only Security Hub reports EC2.18')
  })
})

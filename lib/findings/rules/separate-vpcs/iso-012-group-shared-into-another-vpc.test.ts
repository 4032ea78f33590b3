import { describe, expect, it } from 'vitest'
import { vpc } from '../../../testing/plain-elements.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const tagged = (id: string, block: string, tags: Readonly<Record<string, string>>) => ({
  ...vpc(id, block),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
})
const sketch = (tags: Readonly<Record<string, string>>, State = 'associated') => ({
  elements: {
    Vpcs: [tagged('vpc-1', '10.0.0.0/16', { Env: 'prod', Team: 'red' }), tagged('vpc-2', '10.2.0.0/16', tags)],
    SecurityGroupVpcAssociations: [{ GroupId: 'sg-1', VpcId: 'vpc-2', State }],
  },
})
const KEYS = { environment: ['env'], owner: ['team'], workload: [], tier: [] }

// Source: VPC guide, "Associate security groups with multiple VPCs".
describe('ISO-012 security group shared into a VPC of others', () => {
  it.each([
    ['the same environment and owner', sketch({ Env: 'prod', Team: 'red' }), ['PASS sg-1']],
    ['another spelling', sketch({ Env: 'PROD', Team: 'Red' }), ['PASS sg-1']],
    ['another environment', sketch({ Env: 'dev', Team: 'red' }), ['FAIL sg-1 medium none']],
    ['another owner', sketch({ Env: 'prod', Team: 'blue' }), ['FAIL sg-1 medium none']],
    ['another owner, no environment', sketch({ Team: 'blue' }), ['FAIL sg-1 medium none']],
    ['no owner', sketch({ Env: 'prod' }), ['NOT_EVALUATED sg-1']],
    ['one that ended', sketch({ Env: 'dev' }, 'disassociated'), []],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-012', network, { tagKeys: KEYS })).toEqual(expected)
  })

  it('is not evaluated while no tag is named, whatever is shared', () => {
    expect(tell('ISO-012', sketch({ Env: 'dev' }))).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('ends the association with this VPC', () => {
    const { remediation, evidence, settingsUsed } = theFailure('ISO-012', sketch({ Env: 'dev' }), { tagKeys: KEYS })
    expect(remediation.cli).toEqual([
      'aws ec2 disassociate-security-group-vpc --region eu-west-1 --group-id sg-1 --vpc-id vpc-2',
    ])
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/SecurityGroups/0'])
    expect(settingsUsed).toEqual({ 'tagKeys.environment': 'env', 'tagKeys.owner': 'team' })
  })
})

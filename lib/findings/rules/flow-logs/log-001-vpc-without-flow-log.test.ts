import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const log = (ResourceId: string, more: object = {}) => ({
  FlowLogId: `fl-${ResourceId}`,
  ResourceId,
  FlowLogStatus: 'ACTIVE',
  DeliverLogsStatus: 'SUCCESS',
  TrafficType: 'ALL',
  ...more,
})
const logs = (...FlowLogs: ReturnType<typeof log>[]) => ({ elements: { FlowLogs } })

describe('LOG-001 VPC without a working flow log', () => {
  it.each([
    ['none', {}, 'FAIL vpc-1 medium none'],
    ['one for the VPC', logs(log('vpc-1')), 'PASS vpc-1'],
    ['one for each subnet', logs(log('subnet-1')), 'PASS vpc-1'],
    ['one for each interface', logs(log('eni-1')), 'PASS vpc-1'],
    ['one for another VPC', logs(log('vpc-2')), 'FAIL vpc-1 medium none'],
    ['one that fails to deliver', logs(log('vpc-1', { DeliverLogsStatus: 'FAILED' })), 'FAIL vpc-1 medium none'],
    ['one that is not active', logs(log('vpc-1', { FlowLogStatus: 'INACTIVE' })), 'FAIL vpc-1 medium none'],
    ['none, and nothing in the VPC', { interfaces: {}, instances: {} }, 'FAIL vpc-1 low none'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-001', sketch)).toEqual([expected])
  })

  it('is not covered by logs of some subnets, and names those that are', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    expect(
      theFailure('LOG-001', { subnets, ...logs(log('subnet-2')), interfaces: { 'eni-1': {} } }).description,
    ).toContain('Only subnet-2 is logged')
  })

  it('is not evaluated when flow logs were not collected', () => {
    expect(tell('LOG-001', { missing: ['FlowLogs'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
      'NOT_EVALUATED vpc-1',
    ])
  })

  it('does not judge a VPC another account shares: only its owner sees the logs', () => {
    const Vpcs = [{ VpcId: 'vpc-1', OwnerId: '444455556666', CidrBlock: '10.0.0.0/16', State: 'available' }]
    const [finding] = findingsOf('LOG-001', { elements: { Vpcs } })
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toMatch(/ To answer: aws ec2 describe-flow-logs --region eu-west-1$/)
  })

  it('says what is wrong with the log there is', () => {
    const finding = theFailure(
      'LOG-001',
      logs(log('vpc-1', { DeliverLogsStatus: 'FAILED', DeliverLogsErrorMessage: 'Access error' })),
    )
    expect(finding.description).toContain('fl-vpc-1 fails to deliver (Access error)')
    expect(finding.evidence.map(({ kind }) => kind)).toEqual(['resource', 'absence'])
  })
})

import { describe, expect, it } from 'vitest'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const log = (more: object = {}) => ({
  FlowLogId: 'fl-1',
  ResourceId: 'vpc-1',
  FlowLogStatus: 'ACTIVE',
  DeliverLogsStatus: 'SUCCESS',
  TrafficType: 'ALL',
  ...more,
})
const logs = (...FlowLogs: ReturnType<typeof log>[]) => ({ elements: { FlowLogs } })
const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const NOT_COLLECTED = { missing: ['FlowLogs' as const] }

// Source: VPC guide, "Flow logs basics".
describe('LOG-002 rejects are recorded', () => {
  it.each([
    ['all', logs(log()), ['PASS fl-1']],
    ['rejects only', logs(log({ TrafficType: 'REJECT' })), ['PASS fl-1']],
    ['accepts only', logs(log({ TrafficType: 'ACCEPT' })), ['FAIL fl-1 low none']],
    [
      'accepts, and rejects in a log of its own',
      logs(log({ TrafficType: 'ACCEPT' }), log({ FlowLogId: 'fl-2', TrafficType: 'REJECT' })),
      ['PASS fl-1', 'PASS fl-2'],
    ],
    [
      'accepts, and rejects in a log that does not deliver',
      logs(
        log({ TrafficType: 'ACCEPT' }),
        log({ FlowLogId: 'fl-2', TrafficType: 'REJECT', DeliverLogsStatus: 'FAILED' }),
      ),
      ['FAIL fl-1 low none', 'PASS fl-2'],
    ],
    [
      'accepts of a subnet, and everything of its VPC',
      logs(log({ ResourceId: 'subnet-1', TrafficType: 'ACCEPT' }), log({ FlowLogId: 'fl-2' })),
      ['PASS fl-1', 'PASS fl-2'],
    ],
    [
      'accepts of an interface, and rejects of its subnet',
      logs(
        log({ ResourceId: 'eni-1', TrafficType: 'ACCEPT' }),
        log({ FlowLogId: 'fl-2', ResourceId: 'subnet-1', TrafficType: 'REJECT' }),
      ),
      ['PASS fl-1', 'PASS fl-2'],
    ],
    [
      'accepts of a VPC, and rejects of its only subnet',
      logs(log({ TrafficType: 'ACCEPT' }), log({ FlowLogId: 'fl-2', ResourceId: 'subnet-1', TrafficType: 'REJECT' })),
      ['PASS fl-1', 'PASS fl-2'],
    ],
    [
      'accepts of a VPC, and rejects of another',
      logs(log({ TrafficType: 'ACCEPT' }), log({ FlowLogId: 'fl-2', ResourceId: 'vpc-2', TrafficType: 'REJECT' })),
      ['FAIL fl-1 low none', 'PASS fl-2'],
    ],
    [
      'accepts of a VPC, and rejects of one of its subnets, others not collected',
      {
        ...logs(
          log({ TrafficType: 'ACCEPT' }),
          log({ FlowLogId: 'fl-2', ResourceId: 'subnet-1', TrafficType: 'REJECT' }),
        ),
        missing: ['Subnets' as const],
      },
      ['NOT_EVALUATED fl-1', 'PASS fl-2'],
    ],
    [
      'accepts of an interface nobody collected, and rejects of a subnet',
      {
        ...logs(
          log({ ResourceId: 'eni-9', TrafficType: 'ACCEPT' }),
          log({ FlowLogId: 'fl-2', ResourceId: 'subnet-1', TrafficType: 'REJECT' }),
        ),
      },
      ['NOT_EVALUATED fl-1', 'PASS fl-2'],
    ],
    ['of a transit gateway, which has no traffic type', logs(log({ ResourceId: 'tgw-1', TrafficType: '' })), []],
    ['not told', logs(log({ TrafficType: '' })), ['NOT_EVALUATED fl-1']],
    ['not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-002', sketch)).toEqual(expected)
  })

  it('is not decided by a list of flow logs that was cut off', () => {
    expect(tellCut('LOG-002', logs(log({ TrafficType: 'ACCEPT' })), ['FlowLogs'])).toEqual(['NOT_EVALUATED fl-1'])
    expect(findingsOf('LOG-002', logs(log({ TrafficType: 'ACCEPT' })))[0]?.status).toBe('FAIL')
  })

  it('points at the traffic type and logs the rejects of the same resource', () => {
    const { evidence, remediation } = theFailure(
      'LOG-002',
      logs(log({ ResourceId: 'subnet-1', TrafficType: 'ACCEPT' })),
    )
    expect(evidence[0]?.pointer).toBe('/FlowLogs/0/TrafficType')
    expect(remediation.cli[0]).toContain('--resource-type Subnet --resource-ids subnet-1 --traffic-type REJECT')
  })
})

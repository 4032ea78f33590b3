import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('flow logs', () => {
  it('are read whole', () => {
    const { flowLogs } = read({
      FlowLogs: [
        {
          FlowLogId: 'fl-1',
          ResourceId: 'vpc-1',
          TrafficType: 'ALL',
          FlowLogStatus: 'ACTIVE',
          DeliverLogsStatus: 'FAILED',
          DeliverLogsErrorMessage: 'Access error',
          LogDestinationType: 's3',
          LogFormat: 'version account-id',
        },
      ],
    })

    expect(flowLogs.get('fl-1')).toMatchObject({
      resourceId: 'vpc-1',
      trafficType: 'ALL',
      status: 'ACTIVE',
      deliveryStatus: 'FAILED',
      deliveryError: 'Access error',
      destinationType: 's3',
      logFormat: 'version account-id',
    })
  })

  it('of a transit gateway have no traffic type', () => {
    const { flowLogs } = read({ FlowLogs: [{ FlowLogId: 'fl-1', ResourceId: 'tgw-1' }] })

    expect(flowLogs.get('fl-1')).toMatchObject({ trafficType: null, deliveryStatus: null })
  })
})

it('reads DHCP options', () => {
  const { dhcpOptions } = read({
    DhcpOptions: [
      {
        DhcpOptionsId: 'dopt-1',
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '10.0.0.2' }, { Value: '10.0.0.3' }] }],
      },
    ],
  })

  expect(dhcpOptions.get('dopt-1')?.values).toEqual({ 'domain-name-servers': ['10.0.0.2', '10.0.0.3'] })
})

it('reads mirroring and encryption controls', () => {
  const { trafficMirrorSessions, vpcEncryptionControls } = read({
    TrafficMirrorSessions: [
      {
        TrafficMirrorSessionId: 'tms-1',
        NetworkInterfaceId: 'eni-1',
        TrafficMirrorTargetId: 'tmt-1',
        OwnerId: '444455556666',
      },
    ],
    VpcEncryptionControls: [
      { VpcEncryptionControlId: 'vpcec-1', VpcId: 'vpc-1', Mode: 'enforce', State: 'available' },
      { VpcEncryptionControlId: 'vpcec-2', VpcId: 'vpc-2', State: 'deleted' },
    ],
  })

  expect(trafficMirrorSessions.get('tms-1')).toMatchObject({
    networkInterfaceId: 'eni-1',
    targetId: 'tmt-1',
    ownerId: '444455556666',
  })
  expect([...vpcEncryptionControls.values()]).toMatchObject([{ vpcId: 'vpc-1', mode: 'enforce', state: 'available' }])
})

it('gives each Security Hub the standards of its own account and region', () => {
  const hub = (account: string) =>
    documentOf({
      account,
      elements: {
        Hubs: [{ HubArn: `arn:aws:securityhub:eu-west-1:${account}:hub/default` }],
        StandardsSubscriptions: [
          {
            StandardsSubscriptionArn: `arn:aws:securityhub:eu-west-1:${account}:subscription/cis/v/3.0.0`,
            StandardsArn: `standard of ${account}`,
            StandardsStatus: 'READY',
          },
        ],
      },
    })
  const { securityHubs } = readDescribe([hub('111122223333'), hub('444455556666')])

  expect([...securityHubs.values()].map(({ standards }) => standards)).toEqual([
    [{ arn: 'standard of 111122223333', status: 'READY' }],
    [{ arn: 'standard of 444455556666', status: 'READY' }],
  ])
})

it('keeps the findings of other scanners as an overlay', () => {
  const { foreignFindings } = read({
    SecurityHubFindings: [
      {
        Id: 'finding-1',
        GeneratorId: 'EC2.13',
        AwsAccountId: '444455556666',
        Region: 'eu-west-2',
        Title: 'Port 22 is open',
        Severity: { Label: 'HIGH' },
        Workflow: { Status: 'NEW' },
        Resources: [{ Id: 'arn:aws:ec2:eu-west-2:444455556666:security-group/sg-1' }],
      },
    ],
  })

  expect(foreignFindings.get('finding-1')).toMatchObject({
    account: '444455556666',
    region: 'eu-west-2',
    generator: 'EC2.13',
    title: 'Port 22 is open',
    severity: 'HIGH',
    status: 'NEW',
    controlId: 'EC2.13',
    verdict: null,
    resourceIds: ['arn:aws:ec2:eu-west-2:444455556666:security-group/sg-1'],
  })
})

it.each([
  ['a consolidated finding', { Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.2' } }, 'EC2.2', 'FAIL'],
  [
    'one of a standard',
    { GeneratorId: 'aws-foundational/v/1.0.0/EC2.6', Compliance: { Status: 'PASSED' } },
    'EC2.6',
    'PASS',
  ],
  ['one that warns', { GeneratorId: 'security-control/EC2.6', Compliance: { Status: 'WARNING' } }, 'EC2.6', null],
  [
    'an archived one',
    { RecordState: 'ARCHIVED', Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.2' } },
    'EC2.2',
    null,
  ],
  ['one of no control', { GeneratorId: 'arn:aws:inspector', Compliance: { Status: 'FAILED' } }, null, 'FAIL'],
])('reads the control and the verdict of %s', (...[, element, controlId, verdict]) => {
  const { foreignFindings } = read({ SecurityHubFindings: [{ Id: 'f', ...element }] })
  expect(foreignFindings.get('f')).toMatchObject({ controlId, verdict })
})

it('reads the accounts of an organisation, filling one telling from the other', () => {
  const { accounts } = readDescribe([
    documentOf({ elements: { Accounts: [{ Id: '111122223333', Name: 'network' }] } }),
    documentOf({ region: 'us-east-1', elements: { Accounts: [{ Id: '111122223333', Status: 'ACTIVE' }, {}] } }),
  ])

  expect([...accounts.values()]).toEqual([{ id: '111122223333', name: 'network', status: 'ACTIVE' }])
})

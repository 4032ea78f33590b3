import { describe, expect, it } from 'vitest'
import { withBalancers } from '../../../testing/sketch-balancers.ts'
import { transitGateway } from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

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

// Source: EC2 API, FlowLog.
describe('LOG-003 delivery', () => {
  it.each([
    ['arrives', logs(log()), ['PASS fl-1']],
    ['fails', logs(log({ DeliverLogsStatus: 'FAILED' })), ['FAIL fl-1 high none']],
    ['is not told yet', logs(log({ DeliverLogsStatus: '' })), ['NOT_EVALUATED fl-1']],
    ['was not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-003', sketch)).toEqual(expected)
  })

  it('repeats what AWS says', () => {
    const finding = theFailure(
      'LOG-003',
      logs(log({ DeliverLogsStatus: 'FAILED', DeliverLogsErrorMessage: 'Access error' })),
    )
    expect(finding.description).toContain('AWS says: Access error.')
    expect(finding.evidence[0]?.pointer).toBe('/FlowLogs/0/DeliverLogsStatus')
    expect(finding.remediation.cli[0]).toContain('--flow-log-ids fl-1')
  })
})

// Source: VPC guide, "Flow log records".
describe('LOG-004 format', () => {
  const fields = (...names: readonly string[]) => names.map((name) => `\${${name}}`).join(' ')
  const LESS = fields('pkt-srcaddr', 'pkt-dstaddr', 'flow-direction', 'vpc-id', 'subnet-id', 'instance-id')
  const FULL = `${LESS} ${fields('tcp-flags')}`

  it.each([
    ['all fields', logs(log({ LogFormat: FULL })), ['PASS fl-1']],
    [
      'the default',
      logs(log({ LogFormat: fields('version', 'account-id', 'srcaddr', 'dstaddr') })),
      ['FAIL fl-1 info none'],
    ],
    ['one field less', logs(log({ LogFormat: LESS })), ['FAIL fl-1 info none']],
    ['of a transit gateway', logs(log({ ResourceId: 'tgw-1', LogFormat: fields('tgw-id') })), []],
    ['not told', logs(log()), ['NOT_EVALUATED fl-1']],
    ['not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-004', sketch)).toEqual(expected)
  })

  it('names the field that is not there, and adds it', () => {
    const { title, remediation } = theFailure('LOG-004', logs(log({ LogFormat: LESS })))
    expect(title).toBe('fl-1 does not record tcp-flags')
    expect(remediation.cli[0]).toMatch(/\$\{instance-id\} \$\{tcp-flags\}'$/)
    expect(remediation.cli[0]).toContain('--resource-type VPC --resource-ids vpc-1')
  })
})

// Source: Transit Gateway guide, "Logging network traffic using Transit Gateway Flow Logs".
describe('LOG-005 transit gateway flow logs', () => {
  const attachment = (TransitGatewayAttachmentId: string) => ({
    TransitGatewayAttachmentId,
    TransitGatewayId: 'tgw-1',
    ResourceType: 'vpc',
    ResourceId: 'vpc-1',
    State: 'available',
  })
  const gateway = (...FlowLogs: ReturnType<typeof log>[]) => ({
    elements: {
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayAttachments: [attachment('tgw-attach-1'), attachment('tgw-attach-2')],
      FlowLogs,
    },
  })

  it.each([
    ['none', gateway(), ['FAIL tgw-1 low none']],
    ['one of the gateway', gateway(log({ ResourceId: 'tgw-1' })), ['PASS tgw-1']],
    [
      'one of the gateway that fails',
      gateway(log({ ResourceId: 'tgw-1', DeliverLogsStatus: 'FAILED' })),
      ['FAIL tgw-1 low none'],
    ],
    ['one of an attachment of two', gateway(log({ ResourceId: 'tgw-attach-1' })), ['FAIL tgw-1 low none']],
    [
      'one of each attachment',
      gateway(log({ ResourceId: 'tgw-attach-1' }), log({ FlowLogId: 'fl-2', ResourceId: 'tgw-attach-2' })),
      ['PASS tgw-1'],
    ],
    ['not collected', { ...gateway(), ...NOT_COLLECTED }, [EVERYWHERE, 'NOT_EVALUATED tgw-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-005', sketch)).toEqual(expected)
  })

  it('creates a log of this gateway', () => {
    const { evidence, remediation } = theFailure('LOG-005', gateway())
    expect(evidence.map(({ kind }) => kind)).toEqual(['absence'])
    expect(remediation.cli[0]).toContain('--resource-type TransitGateway --resource-ids tgw-1')
  })
})

// Source: Route 53 guide, "Resolver query logging".
describe('LOG-006 DNS query logging', () => {
  const associated = (more: object = {}) => ({
    elements: {
      ResolverQueryLogConfigAssociations: [{ Id: 'rqlca-1', ResourceId: 'vpc-1', Status: 'ACTIVE', ...more }],
    },
  })

  it.each([
    ['none', {}, ['FAIL vpc-1 low none']],
    ['an active one', associated(), ['PASS vpc-1']],
    ['one that failed', associated({ Status: 'FAILED' }), ['FAIL vpc-1 low none']],
    ['one of another VPC', associated({ ResourceId: 'vpc-2' }), ['FAIL vpc-1 low none']],
    [
      'not collected',
      { missing: ['ResolverQueryLogConfigAssociations' as const] },
      [EVERYWHERE, 'NOT_EVALUATED vpc-1'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-006', sketch)).toEqual(expected)
  })

  it('shows the association that failed, and names the VPC in the command', () => {
    const { evidence, remediation } = theFailure('LOG-006', associated({ Status: 'FAILED' }))
    expect(evidence[0]).toMatchObject({
      pointer: '/ResolverQueryLogConfigAssociations/0/Status',
      excerpt: 'rqlca-1 is FAILED',
    })
    expect(remediation.cli[1]).toContain('--resource-id vpc-1')
  })
})

// Source: Elastic Load Balancing guides, "Access logs".
describe('LOG-007 access logs', () => {
  const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188'
  const NETWORK_ARN = ARN.replace('/app/', '/net/')
  const balancer = (more: object) => withBalancers({ balancers: { shop: more } })
  const on = { 'access_logs.s3.enabled': 'true' }
  const off = { 'access_logs.s3.enabled': 'false' }

  it.each([
    ['on', balancer({ attributes: on }), [`PASS ${ARN}`]],
    ['off', balancer({ attributes: off }), [`FAIL ${ARN} low none`]],
    ['attributes not collected', balancer({ attributes: null }), [`NOT_EVALUATED ${ARN}`]],
    ['a network one without TLS', balancer({ kind: 'net', listeners: ['TCP:443 tg-web'], attributes: off }), []],
    [
      'a network one with TLS',
      balancer({ kind: 'net', listeners: ['TLS:443 tg-web'], attributes: off }),
      [`FAIL ${NETWORK_ARN} low none`],
    ],
    [
      'a network one whose listeners were not collected',
      { ...balancer({ kind: 'net', attributes: off }), missing: ['Listeners' as const] },
      [`NOT_EVALUATED ${NETWORK_ARN}`],
    ],
    ['load balancers not collected', { missing: ['LoadBalancers' as const] }, [EVERYWHERE]],
    [
      'an accelerator, whose flow logs no list tells',
      { elements: { Accelerators: [{ AcceleratorArn: 'arn:aws:globalaccelerator::111122223333:accelerator/a' }] } },
      ['NOT_EVALUATED arn:aws:globalaccelerator::111122223333:accelerator/a'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('LOG-007', sketch)).toEqual(expected)
  })

  it('points at the attributes and switches this one on', () => {
    const { evidence, remediation } = theFailure('LOG-007', balancer({ attributes: off }))
    expect(evidence[0]?.pointer).toBe('/LoadBalancers/0/Attributes')
    expect(remediation.cli[0]).toContain(
      `--load-balancer-arn ${ARN} --attributes Key=access_logs.s3.enabled,Value=true`,
    )
  })
})

it('LOG-008 says that only the records of flow logs tell which rules are used', () => {
  expect(tell('LOG-008', {})).toEqual([EVERYWHERE])
  expect(findingsOf('LOG-008', {})[0]?.reasonNotEvaluated).toContain('aws ec2 get-flow-logs-integration-template')
})

// Source: Traffic Mirroring guide, "Traffic mirror targets".
describe('LOG-009 traffic mirror', () => {
  const session = { TrafficMirrorSessionId: 'tms-1', TrafficMirrorTargetId: 'tmt-1', NetworkInterfaceId: 'eni-1' }
  const mirror = (OwnerId: string | null) => ({
    elements: {
      TrafficMirrorSessions: [session],
      TrafficMirrorTargets: OwnerId === null ? [] : [{ TrafficMirrorTargetId: 'tmt-1', OwnerId }],
    },
  })
  const trusted = { trustedAccounts: ['999988887777'] }

  it('copies within the account', () => {
    expect(tell('LOG-009', mirror('111122223333'))).toEqual(['PASS eni-1'])
  })

  it.each([
    ['nobody said who is trusted', mirror('444455556666'), {}, ['NOT_EVALUATED eni-1']],
    ['the account is not trusted', mirror('444455556666'), trusted, ['FAIL eni-1 high none']],
    ['the account is trusted', mirror('999988887777'), trusted, ['PASS eni-1']],
    ['the target was not collected', mirror(null), trusted, ['NOT_EVALUATED eni-1']],
    ['sessions were not collected', { missing: ['TrafficMirrorSessions' as const] }, trusted, [EVERYWHERE]],
  ])('when %s', (...[, sketch, settings, expected]) => {
    expect(tell('LOG-009', sketch, settings)).toEqual(expected)
  })

  it('shows session and target, prints the setting, and deletes this session', () => {
    const { evidence, settingsUsed, remediation } = theFailure('LOG-009', mirror('444455556666'), trusted)
    expect(evidence.map(({ pointer }) => pointer)).toEqual([
      '/TrafficMirrorSessions/0/TrafficMirrorTargetId',
      '/TrafficMirrorTargets/0/OwnerId',
    ])
    expect(settingsUsed).toEqual({ trustedAccounts: '999988887777' })
    expect(remediation.cli[0]).toContain('--traffic-mirror-session-id tms-1')
  })
})

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const HERE = '111122223333/eu-west-1'
const hub = { HubArn: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default' }
const standard = (StandardsStatus: string) => ({
  StandardsSubscriptionArn: 'arn:sub',
  StandardsArn: 'arn:s',
  StandardsStatus,
})

// Source: Security Hub guide, "Enabling Security Hub".
describe('HUB-001 Security Hub', () => {
  it.each([
    ['off', {}, [`FAIL ${HERE} medium none`]],
    [
      'on, with a standard',
      { elements: { Hubs: [hub], StandardsSubscriptions: [standard('READY')] } },
      [`PASS ${HERE}`],
    ],
    ['on, without a standard', { elements: { Hubs: [hub] } }, [`FAIL ${HERE} medium none`]],
    [
      'on, the standard pending',
      { elements: { Hubs: [hub], StandardsSubscriptions: [standard('PENDING')] } },
      [`FAIL ${HERE} medium none`],
    ],
    ['not collected', { missing: ['Hubs' as const] }, [`NOT_EVALUATED ${HERE}`]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('HUB-001', sketch)).toEqual(expected)
  })

  it('enables it in this region', () => {
    expect(theFailure('HUB-001', {}).remediation.cli).toEqual([
      'aws securityhub enable-security-hub --region eu-west-1 --enable-default-standards',
    ])
  })
})

// Source: Security Hub guide, "Disabling and enabling controls".
describe('HUB-002 network controls', () => {
  const control = (ControlId: string, ControlStatus: string, standardName = 'fsbp') => ({
    StandardsControlArn: `arn:aws:securityhub:eu-west-1:111122223333:control/${standardName}/${ControlId}`,
    ControlId,
    ControlStatus,
    DisabledReason: 'too loud',
  })
  const controls = (...StandardsControls: ReturnType<typeof control>[]) => ({ elements: { StandardsControls } })

  it.each([
    ['on', controls(control('EC2.6', 'ENABLED')), [`PASS ${HERE}`]],
    ['off', controls(control('EC2.6', 'DISABLED')), [`FAIL ${HERE} low none`]],
    [
      'off in one standard, on in another',
      controls(control('EC2.6', 'DISABLED'), control('EC2.6', 'ENABLED', 'nist')),
      [`PASS ${HERE}`],
    ],
    ['of another kind', controls(control('S3.1', 'DISABLED')), [`PASS ${HERE}`]],
    ['of Network Firewall', controls(control('NetworkFirewall.4', 'DISABLED')), [`FAIL ${HERE} low none`]],
    ['not collected', { missing: ['StandardsControls' as const] }, [`NOT_EVALUATED ${HERE}`]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('HUB-002', sketch)).toEqual(expected)
  })

  it('repeats the reason and switches this control on', () => {
    const { evidence, remediation } = theFailure('HUB-002', controls(control('EC2.6', 'DISABLED')))
    expect(evidence[0]?.excerpt).toBe('EC2.6: too loud')
    expect(remediation.cli[0]).toContain('control/fsbp/EC2.6 --control-status ENABLED')
  })
})

// Source: AWS Config API, RecordingGroup.
describe('HUB-004 GuardDuty and Config', () => {
  const LEAVES_OUT = { recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } }
  const recorder = (recordingGroup: JsonObject, recording: boolean | null = true) => ({
    name: 'default',
    recordingGroup: { ...recordingGroup },
    ...(recording === null ? {} : { recording }),
  })
  const both = (recorded: ReturnType<typeof recorder>, Status: string | null = 'ENABLED') => ({
    elements: {
      Detectors: [{ DetectorId: 'd', ...(Status === null ? {} : { Status }) }],
      ConfigurationRecorders: [recorded],
    },
  })
  const ALL = { allSupported: true }

  it.each([
    ['both on', both(recorder(ALL)), [`PASS ${HERE}`]],
    ['nothing', {}, [`FAIL ${HERE} medium none`]],
    ['GuardDuty off', both(recorder(ALL), 'DISABLED'), [`FAIL ${HERE} medium none`]],
    ['GuardDuty not told', both(recorder(ALL), null), [`NOT_EVALUATED ${HERE}`]],
    ['Config stopped', both(recorder(ALL, false)), [`FAIL ${HERE} medium none`]],
    ['Config not told', both(recorder(ALL, null)), [`NOT_EVALUATED ${HERE}`]],
    [
      'some types only',
      both(recorder({ allSupported: false, resourceTypes: ['AWS::EC2::VPC'] })),
      [`FAIL ${HERE} medium none`],
    ],
    ['not collected', { missing: ['Detectors' as const] }, [`FAIL ${HERE} medium none`, `NOT_EVALUATED ${HERE}`]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('HUB-004', sketch)).toEqual(expected)
  })

  it('speaks of what is off and of nothing else', () => {
    const off = theFailure('HUB-004', both(recorder(ALL), 'DISABLED'))
    expect(off.description).toContain('Attacks on the network leave no record there.')
    expect(off.remediation.console.join()).not.toContain('Config')
    const stopped = theFailure('HUB-004', both(recorder(ALL, false)))
    expect(stopped.description).toContain('Changes of the network leave no record there.')
    expect(stopped.remediation.console.join()).not.toContain('GuardDuty')
  })

  it('switches on the detector that is there, for a second one is refused', () => {
    expect(theFailure('HUB-004', both(recorder(ALL), 'DISABLED')).remediation.cli).toEqual([
      'aws guardduty update-detector --region eu-west-1 --detector-id d --enable',
    ])
    expect(theFailure('HUB-004', {}).remediation.cli[0]).toBe(
      'aws guardduty create-detector --region eu-west-1 --enable',
    )
  })

  it.each([
    ['starts one that is stopped', recorder(ALL, false), ['start-configuration-recorder']],
    [
      'adds what is missing to what one records, and starts none that runs',
      recorder({ allSupported: false, resourceTypes: ['AWS::EC2::VPC', 'AWS::S3::Bucket'] }),
      ['describe-configuration-recorders', 'put-configuration-recorder'],
    ],
    [
      'lets go what is left out, and nothing else',
      recorder({ ...LEAVES_OUT, exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Subnet', 'AWS::IAM::User'] } }),
      ['describe-configuration-recorders', 'put-configuration-recorder'],
    ],
  ])('%s', (_, recorded, calls) => {
    const { cli } = theFailure('HUB-004', both(recorded)).remediation
    expect(cli.map((command) => command.split(' ')[2])).toEqual(calls)
    expect(cli.every((command) => command.includes('--region eu-west-1'))).toBe(true)
    const types = ['VPC', 'Subnet', 'RouteTable', 'SecurityGroup', 'NetworkAcl', 'InternetGateway', 'NetworkInterface']
    if (recorded.recordingGroup['resourceTypes'] !== undefined)
      for (const type of [...types.map((name) => `AWS::EC2::${name}`), 'AWS::S3::Bucket'])
        expect(cli[1]).toContain(type)
    if (recorded.recordingGroup['exclusionByResourceTypes'] !== undefined) {
      expect(cli[1]).toContain('{"resourceTypes":["AWS::IAM::User"]}')
      expect(cli[1]).not.toContain('AWS::EC2::Subnet')
    }
  })

  it('makes a recorder, and somewhere for it to deliver to, where there is none', () => {
    const { cli, summary } = theFailure('HUB-004', {}).remediation
    expect(cli.slice(1).map((command) => command.split(' ')[2])).toEqual([
      'put-configuration-recorder',
      'put-delivery-channel',
      'start-configuration-recorder',
    ])
    expect(cli[1]).toContain('"recordingGroup":{"allSupported":true}')
    expect(summary).not.toContain('replaces')
  })

  it('has a title a line has room for', () => {
    expect(theFailure('HUB-004', {}).title).toBe(
      'GuardDuty is not enabled and Config does not record the network in eu-west-1',
    )
    const one = theFailure('HUB-004', both(recorder({ allSupported: false, resourceTypes: ['AWS::EC2::VPC'] })))
    expect(one.title).toBe('Config does not record 6 types of the network in eu-west-1')
  })

  it('names the types that are left out', () => {
    const sketch = both(
      recorder({
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Subnet'] },
      }),
    )
    expect(theFailure('HUB-004', sketch).title).toBe('Config does not record AWS::EC2::Subnet in eu-west-1')
  })
})

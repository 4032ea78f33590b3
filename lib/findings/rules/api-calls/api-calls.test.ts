import { describe, expect, it } from 'vitest'
import { withBalancers } from '../../../testing/sketch-balancers.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'
import { oldestMinor } from './api-006-old-tls-policy.ts'

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188'
const NETWORK_ARN = ARN.replace('/app/', '/net/')
const CLASSIC_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/shop'
const balancer = (listener: string, more: object = {}) =>
  withBalancers({ balancers: { shop: { listeners: [listener], ...more } } })
const EVERYWHERE = ['NOT_EVALUATED 111122223333/eu-west-1']

describe('API-001 to API-004, which no describe call answers', () => {
  it.each([
    ['API-001', 'aws sts get-caller-identity --region eu-west-1'],
    ['API-002', 'AttributeKey=EventName,AttributeValue=DescribeVpcs'],
    ['API-003', 'contains(CloudTrailEvent,'],
    ['API-004', 'AuthorizeSecurityGroupIngress'],
  ])('%s says which command does, and never passes', (rule, command) => {
    expect(tell(rule, {})).toEqual(EVERYWHERE)
    expect(findingsOf(rule, {})[0]?.reasonNotEvaluated).toContain(command)
  })
})

// Source: Application Load Balancers guide, "Listeners"; Classic Load Balancers guide, "Listeners".
describe('API-005 listener in clear text', () => {
  it.each([
    ['HTTP that forwards', balancer('HTTP:80 tg-web'), [`FAIL ${ARN} medium none tcp/80`]],
    [
      'HTTP that forwards, internal',
      balancer('HTTP:80 tg-web', { scheme: 'internal' }),
      [`FAIL ${ARN} low none tcp/80`],
    ],
    ['HTTP that redirects', balancer('HTTP:80 redirect'), [`PASS ${ARN}`]],
    ['HTTPS', balancer('HTTPS:443 tg-web'), [`PASS ${ARN}`]],
    ['TCP on 80', balancer('TCP:80 tg-web', { kind: 'net' }), [`FAIL ${NETWORK_ARN} medium none tcp/80`]],
    ['TCP on 443', balancer('TCP:443 tg-web', { kind: 'net' }), [`PASS ${NETWORK_ARN}`]],
    ['classic HTTP', balancer('HTTP:8080 8080', { kind: 'classic' }), [`FAIL ${CLASSIC_ARN} medium none tcp/8080`]],
    ['classic TCP on 443', balancer('TCP:443 8080', { kind: 'classic' }), [`PASS ${CLASSIC_ARN}`]],
    [
      'listeners not collected',
      { ...balancer('HTTP:80 tg-web'), missing: ['Listeners' as const] },
      [`NOT_EVALUATED ${ARN}`],
    ],
    ['load balancers not collected', { missing: ['LoadBalancers' as const] }, EVERYWHERE],
  ])('%s', (_, sketch, expected) => {
    expect(tell('API-005', sketch)).toEqual(expected)
  })

  it('points at the listener and redirects it', () => {
    const { evidence, remediation } = theFailure('API-005', balancer('HTTP:80 tg-web'))
    expect(evidence[0]).toMatchObject({ pointer: '/Listeners/0', excerpt: 'HTTP:80 forward' })
    expect(remediation.cli[0]).toContain(
      '--listener-arn arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/',
    )
    expect(remediation.summary).toMatch(/^Make a listener for HTTPS with a certificate first/)
  })

  it.each([
    ['internet-facing', 'it faces the internet.'],
    ['internal', 'Lowered from medium: the load balancer is internal.'],
    ['', 'whether it is internal was not told.'],
  ])('says what HTTP does, and why it weighs what it does: %s', (scheme, why) => {
    const { description, severity } = theFailure('API-005', balancer('HTTP:80 tg-web', { scheme }))
    expect(description).toContain('answers HTTP:80 and does not redirect to HTTPS')
    expect(severity.why).toEqual([why])
  })

  it('does not speak of redirecting TCP', () => {
    const { description } = theFailure('API-005', balancer('TCP:80 tg-web', { kind: 'net' }))
    expect(description).toContain('passes TCP:80 on as it comes')
    expect(description).not.toContain('redirect')
  })
})

// Source: Application Load Balancers guide, "Security policies".
describe('API-006 TLS before 1.2', () => {
  const policy = (SslPolicy: string | undefined, Protocol = 'HTTPS') => {
    const sketch = balancer('HTTPS:443 tg-web')
    const Listeners = (sketch.elements?.Listeners ?? []).map((each) => ({
      ...each,
      Protocol,
      ...(SslPolicy ? { SslPolicy } : {}),
    }))
    return { ...sketch, elements: { ...sketch.elements, Listeners } }
  }

  it.each([
    ['the oldest default', policy('ELBSecurityPolicy-2016-08'), [`FAIL ${ARN} medium none tcp/443`]],
    ['TLS 1.2', policy('ELBSecurityPolicy-TLS13-1-2-2021-06'), [`PASS ${ARN}`]],
    ['no TLS', policy(undefined, 'HTTP'), [`PASS ${ARN}`]],
    ['a policy not told', policy(undefined), [`NOT_EVALUATED ${ARN}`]],
    ['a policy of a later day', policy('ELBSecurityPolicy-New-2031-01'), [`NOT_EVALUATED ${ARN}`]],
    [
      'classic HTTPS, whose policies are not collected',
      balancer('HTTPS:443 8080', { kind: 'classic' }),
      [`NOT_EVALUATED ${CLASSIC_ARN}`],
    ],
    [
      'listeners not collected',
      { ...policy('ELBSecurityPolicy-2016-08'), missing: ['Listeners' as const] },
      [`NOT_EVALUATED ${ARN}`],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('API-006', sketch)).toEqual(expected)
  })

  it('offers a policy that starts at TLS 1.2, for this listener', () => {
    expect(theFailure('API-006', policy('ELBSecurityPolicy-2016-08')).remediation.cli[0]).toMatch(
      /--listener-arn \S+listener\/app\/shop\/\S+ --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06$/,
    )
  })

  it.each([
    ['ELBSecurityPolicy-2015-05', 0],
    ['ELBSecurityPolicy-TLS-1-0-2015-04', 0],
    ['ELBSecurityPolicy-TLS-1-1-2017-01', 1],
    ['ELBSecurityPolicy-TLS-1-2-Ext-2018-06', 2],
    ['ELBSecurityPolicy-FS-2018-06', 0],
    ['ELBSecurityPolicy-FS-1-1-2019-08', 1],
    ['ELBSecurityPolicy-FS-1-2-Res-2020-10', 2],
    ['ELBSecurityPolicy-TLS13-1-0-2021-06', 0],
    ['ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04', 1],
    ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 2],
    ['ELBSecurityPolicy-TLS13-1-3-2021-06', 3],
    ['custom', null],
  ])('%s starts at TLS 1.%s', (name, minor) => {
    expect(oldestMinor(name)).toBe(minor)
  })
})

// Source: VPC guide, "VPC encryption controls".
describe('API-007 VPC encryption controls', () => {
  const control = (Mode: string, more: object = {}) => ({
    elements: {
      VpcEncryptionControls: [{ VpcEncryptionControlId: 'vpcec-1', VpcId: 'vpc-1', Mode, State: 'available', ...more }],
    },
  })

  it.each([
    ['none', {}, ['FAIL vpc-1 low none']],
    ['enforce', control('enforce'), ['PASS vpc-1']],
    ['monitor', control('monitor'), ['NOT_EVALUATED vpc-1']],
    ['of another VPC', control('enforce', { VpcId: 'vpc-2' }), ['FAIL vpc-1 low none']],
    ['deleted', control('enforce', { State: 'deleted' }), ['FAIL vpc-1 low none']],
    ['not collected', { missing: ['VpcEncryptionControls' as const] }, [...EVERYWHERE, 'NOT_EVALUATED vpc-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('API-007', sketch)).toEqual(expected)
  })

  it('names what is excluded, and creates a control of this VPC', () => {
    const sketch = control('enforce', {
      ResourceExclusions: { NatGateway: { State: 'enabled' }, Lambda: { State: 'disabled' } },
    })
    expect(findingsOf('API-007', sketch)[0]?.description).toBe('vpc-1 enforces encryption, except for NatGateway.')
    expect(theFailure('API-007', {}).remediation.cli).toEqual([
      'aws ec2 create-vpc-encryption-control --region eu-west-1 --vpc-id vpc-1',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { isAwsHost, isRegion } from './aws-regions.ts'
import { keepFresh } from './credentials.ts'
import {
  AwsHttpHandler,
  endpointVariables,
  FORWARD_SECRET_SUITES,
  ForeignHostError,
  readEndpoint,
} from './https-agent.ts'
import { listProfiles, requireProfile } from './profiles.ts'
import { generateExternalId, isExternalId, isRoleName, readRoleArn } from './role-arn.ts'

describe('the way out to AWS', () => {
  it.each([
    'x.evil.com/',
    'us-east-1@evil',
    'us-east-1\r\nHost: evil',
    'us-east-1.evil.com',
    '',
    'US-EAST-1',
    'us-east-1#',
  ])('%j is no Region', (text) => {
    expect(isRegion(text)).toBe(false)
  })

  it.each([
    ['ec2.eu-west-1.amazonaws.com', true],
    ['sts.cn-north-1.amazonaws.com.cn', true],
    ['evil.com', false],
    ['amazonaws.com.evil.com', false],
    ['evilamazonaws.com', false],
    ['169.254.169.254', false],
    ['x@evil.com/.amazonaws.com', false],
  ])('%s is a host of AWS: %s', (host, expected) => {
    expect(isAwsHost(host)).toBe(expected)
  })

  it('stops a request to any other host before it is sent', async () => {
    const request = { protocol: 'https:', hostname: 'evil.com', path: '/', method: 'POST', headers: {}, query: {} }
    const handler = new AwsHttpHandler(null)
    await expect(handler.handle(request as never)).rejects.toThrow(ForeignHostError)
    await expect(
      handler.handle({ ...request, protocol: 'http:', hostname: 'ec2.eu-west-1.amazonaws.com' } as never),
    ).rejects.toThrow(ForeignHostError)
  })

  it('offers no suite without forward secrecy', () => {
    expect(FORWARD_SECRET_SUITES.filter((suite) => !/^(?:TLS_|ECDHE-)/.test(suite))).toEqual([])
  })

  it.each([
    ['http://127.0.0.1:5000', true],
    ['http://[::1]:5000', true],
    ['https://aws.example.net', false],
  ])('%s is an endpoint; on this machine: %s', (text, loopback) => {
    expect(readEndpoint(text)?.loopback).toBe(loopback)
  })

  it.each([
    'http://aws.example.net',
    'http://127.0.0.1.evil.com',
    'http://u:p@127.0.0.1',
    'file:///etc',
    'http://127.0.0.1/x',
    'x',
  ])('%s is none', (text) => {
    expect(readEndpoint(text)).toBeNull()
  })

  it('sees the variables that would lead elsewhere', () => {
    expect(
      endpointVariables({ AWS_ENDPOINT_URL_STS: 'http://x', AWS_ENDPOINT_URL: 'http://y', AWS_REGION: 'z' }),
    ).toEqual(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])
  })
})

// Source: IAM API reference, Role; STS API reference, AssumeRole.
describe('what a person writes about a role', () => {
  it.each([
    [
      'arn:aws:iam::111122223333:role/PortolanReadOnly',
      { partition: 'aws', account: '111122223333', role: 'PortolanReadOnly' },
    ],
    ['arn:aws-cn:iam::111122223333:role/a/b/c', { partition: 'aws-cn', account: '111122223333', role: 'a/b/c' }],
    ['arn:aws:iam::111122223333:user/x', null],
    ['arn:aws:iam::1111:role/x', null],
    ['arn:evil:iam::111122223333:role/x', null],
    ['arn:aws:iam::111122223333:role/', null],
    ['arn:aws:iam::111122223333:role/x\r\ny', null],
  ])('%j', (arn, expected) => {
    expect(readRoleArn(arn)).toEqual(expected)
  })

  it('makes external ids that AWS takes, and never the same', () => {
    expect(isExternalId(generateExternalId())).toBe(true)
    expect(generateExternalId()).not.toBe(generateExternalId())
    expect(isExternalId('a b')).toBe(false)
    expect(isRoleName('x y')).toBe(false)
  })
})

// Source: AWS SDKs and Tools guide, "Process credential provider", "Assume a role".
describe('profiles', () => {
  const profiles = new Map([
    ['office', { sso_session: 'corp', sso_account_id: '111122223333', region: 'eu-west-1' }],
    ['runs', { credential_process: '/bin/evil' }],
    ['chained', { role_arn: 'arn:aws:iam::111122223333:role/x', source_profile: 'runs' }],
    ['loop', { role_arn: 'arn:aws:iam::111122223333:role/x', source_profile: 'loop' }],
    ['elsewhere', { endpoint_url: 'http://evil', aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' }],
  ])

  it('lists names and kinds, refuses what runs programs or leads elsewhere, and shows no key', () => {
    const listed = listProfiles(profiles)
    expect(listed.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'chained refused',
      'elsewhere refused',
      'loop role',
      'office sso',
      'runs refused',
    ])
    expect(JSON.stringify(listed)).not.toContain('AKIA')
    expect(() => requireProfile('chained', profiles)).toThrow('Profile runs has credential_process')
    expect(() => requireProfile('nobody', profiles)).toThrow('no profile of that name')
  })
})

describe('keys that end', () => {
  it('are fetched once, and again shortly before their end', async () => {
    let now = 0
    let fetched = 0
    const fetch = async () => {
      fetched += 1
      return { accessKeyId: `k${fetched}`, secretAccessKey: 's', expiration: new Date(now + 900_000) }
    }
    const source = keepFresh(fetch, { profile: null, now: () => now })
    await Promise.all([source.keys(), source.keys()])
    expect(fetched).toBe(1)
    now = 790_000
    await Promise.all([source.keys(), source.keys()])
    expect(fetched).toBe(2)
    source.renew()
    await source.keys()
    expect(fetched).toBe(3)
  })

  it('that could not be had are asked for again', async () => {
    let fails = true
    const fetch = async () => {
      if (fails) throw new Error('no')
      return { accessKeyId: 'k', secretAccessKey: 's' }
    }
    const source = keepFresh(fetch, { profile: null, now: () => 0 })
    await expect(source.keys()).rejects.toThrow('no')
    fails = false
    expect((await source.keys()).accessKeyId).toBe('k')
  })
})

import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const OUT = '100 out allow all 0.0.0.0/0'
const acl = (...entries: string[]) => ({ acls: { 'acl-1': { entries: [...entries, OUT], subnets: ['subnet-1'] } } })
const SSH = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }

describe('NACL-001 administration port admitted', () => {
  it.each([
    ['SSH', ['100 in allow tcp 22 0.0.0.0/0'], 'FAIL acl-1 medium internet tcp/22'],
    ['a denial that stands first', ['90 in deny tcp 22 0.0.0.0/0', '100 in allow tcp 22 0.0.0.0/0'], 'PASS acl-1'],
    [
      'a denial that stands first, printed last',
      ['100 in allow tcp 22 0.0.0.0/0', '90 in deny tcp 22 0.0.0.0/0'],
      'PASS acl-1',
    ],
    [
      'a denial that stands behind',
      ['100 in allow tcp 22 0.0.0.0/0', '110 in deny tcp 22 0.0.0.0/0'],
      'FAIL acl-1 medium internet tcp/22',
    ],
    [
      'a denial of one range does not close it',
      ['90 in deny tcp 22 198.51.100.0/24', '100 in allow tcp 22 0.0.0.0/0'],
      'FAIL acl-1 medium internet tcp/22',
    ],
    [
      'two denials that are the internet together',
      ['80 in deny tcp 22 0.0.0.0/1', '90 in deny tcp 22 128.0.0.0/1', '100 in allow tcp 22 0.0.0.0/0'],
      'PASS acl-1',
    ],
    [
      'two halves admitted by two entries',
      ['90 in allow tcp 22 0.0.0.0/1', '100 in allow tcp 22 128.0.0.0/1'],
      'FAIL acl-1 medium internet tcp/22',
    ],
    ['a range around the port', ['100 in allow tcp 20-25 0.0.0.0/0'], 'FAIL acl-1 medium internet tcp/22-23'],
    ['HTTPS alone', ['100 in allow tcp 443 0.0.0.0/0'], 'PASS acl-1'],
    ['a private range', ['100 in allow all 10.0.0.0/8'], 'PASS acl-1'],
    ['IPv6 alone, which no interface has', ['100 in allow tcp 22 ::/0'], 'FAIL acl-1 low internal tcp/22'],
    ['UDP', ['100 in allow udp 3389 0.0.0.0/0'], 'FAIL acl-1 low internal udp/3389'],
  ])('%s', (_, entries, expected) => {
    expect(tell('NACL-001', { ...SSH, ...acl(...entries) })).toEqual([expected])
  })

  it('is low while security groups shut what it admits', () => {
    expect(theFailure('NACL-001', { groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] } }).severity.effective).toBe('low')
  })

  it('is low when no subnet uses it', () => {
    const acls = { 'acl-1': { entries: ['100 in allow all 0.0.0.0/0', OUT], subnets: [] } }
    expect(theFailure('NACL-001', { acls }).severity).toEqual({
      base: 'medium',
      effective: 'low',
      why: ['Lowered from medium: no interface stands behind it.'],
    })
  })

  it('denies in front of what admits, with numbers that are free', () => {
    expect(theFailure('NACL-001', { ...SSH, ...acl('1 in allow tcp 22 0.0.0.0/0') }).remediation.cli).toEqual([
      'aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number 2 --protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 --rule-action deny',
    ])
  })
})

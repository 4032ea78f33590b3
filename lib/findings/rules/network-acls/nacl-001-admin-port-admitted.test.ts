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

  const narrowed = (...entries: string[]) => theFailure('NACL-001', { ...SSH, ...acl(...entries) }).remediation

  it('narrows the entry that admits, under its own number, to the range administered from', () => {
    expect(narrowed('1 in allow tcp 22 0.0.0.0/0').cli).toEqual([
      "aws ec2 replace-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number 1 --protocol tcp --port-range From=22,To=22 --cidr-block '<range you administer from>' --rule-action allow",
    ])
    const settings = { corporateRanges: ['2001:db8::/32', '198.51.100.0/24'] }
    const sketch = { ...SSH, ...acl('1 in allow tcp 22 0.0.0.0/0', '2 in allow tcp 22 ::/0') }
    expect(theFailure('NACL-001', sketch, settings).remediation.cli.map((line) => line.split(' ').slice(-4))).toEqual([
      ['--cidr-block', '198.51.100.0/24', '--rule-action', 'allow'],
      ['--ipv6-cidr-block', '2001:db8::/32', '--rule-action', 'allow'],
    ])
  })

  it.each(['100 in allow all 0.0.0.0/0', '100 in allow tcp 0-65535 0.0.0.0/0', '100 in allow tcp 20-25 0.0.0.0/0'])(
    'leaves the source of a wider entry and asks for the ports needed: %s',
    (entry) => {
      expect(narrowed(entry).cli).toEqual([
        "aws ec2 replace-network-acl-entry --region eu-west-1 --network-acl-id acl-1 --ingress --rule-number 100 --protocol tcp --port-range From='<first port needed>',To='<last port needed>' --cidr-block 0.0.0.0/0 --rule-action allow",
      ])
      expect(narrowed(entry).terraform).toContain('from_port       = var.first_port_needed')
    },
  )

  it('adds no entry and denies nothing, and says whom the change meets', () => {
    const { cli, terraform, summary, console } = narrowed('100 in allow all 0.0.0.0/0', '101 in allow all ::/0')
    expect(cli).toHaveLength(2)
    expect([...cli, terraform].join('\n')).not.toMatch(/deny|create-network-acl-entry/)
    expect(summary).toContain('every host of 1 subnet')
    expect(console.join(' ')).toContain('Add no denial over ports 1024-65535')
  })
})

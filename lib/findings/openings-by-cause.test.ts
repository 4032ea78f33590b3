/** Root causes of a group: which rules open what together, and what only may be open. */

import { describe, expect, it } from 'vitest'
import { formatPorts } from '../net/traffic.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { findingsOf, tell } from '../testing/tell-findings.ts'
import { findOpenings, type Opening } from './openings.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

function openingsIn(sketch: NetworkSketch) {
  const found = findOpenings(sketchNetwork(sketch), DEFAULT_SETTINGS).get('sg-1')
  if (!found) throw new Error('sg-1 has no openings')
  return found
}

function words({ tcp, udp, families, rules }: Opening): string {
  return `tcp ${formatPorts(tcp) || '-'}, udp ${formatPorts(udp) || '-'}, IPv${families.join('+')}, ${rules.length} rules`
}

const causes = (...rules: readonly string[]) => openingsIn({ groups: { 'sg-1': rules } }).openings.map(words)

describe('one cause', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'of both families, when one permission is printed twice',
      ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'],
      ['tcp 22, udp -, IPv4+6, 2 rules'],
    ],
    ['of IPv6 alone', ['in tcp 22 ::/0'], ['tcp 22, udp -, IPv6, 1 rules']],
    [
      'for TCP and one for UDP, on the same port',
      ['in tcp 53 0.0.0.0/0', 'in udp 53 0.0.0.0/0'],
      ['tcp 53, udp -, IPv4, 1 rules', 'tcp -, udp 53, IPv4, 1 rules'],
    ],
    ['for both protocols, when the rule names none', ['in all 0.0.0.0/0'], ['tcp all, udp all, IPv4, 1 rules']],
    ['of two halves over UDP', ['in udp 53 0.0.0.0/1', 'in udp 53 128.0.0.0/1'], ['tcp -, udp 53, IPv4, 2 rules']],
    [
      'of two halves over both protocols',
      ['in all 0.0.0.0/1', 'in all 128.0.0.0/1'],
      ['tcp all, udp all, IPv4, 2 rules'],
    ],
    ['of two halves of IPv6', ['in tcp 22 2000::/4', 'in tcp 22 3000::/4'], ['tcp 22, udp -, IPv6, 2 rules']],
    [
      'of two ranges that are every UDP port together',
      ['in udp 0-1000 0.0.0.0/0', 'in udp 1001-65535 0.0.0.0/0'],
      ['tcp -, udp all, IPv4, 2 rules'],
    ],
    [
      'for every port stays apart from a port of its own',
      ['in tcp 1-65535 0.0.0.0/0', 'in tcp 22 0.0.0.0/0'],
      ['tcp all, udp -, IPv4, 1 rules', 'tcp 22, udp -, IPv4, 1 rules'],
    ],
    [
      'of two ranges too narrow alone, over UDP',
      ['in udp 53 52.0.0.0/8', 'in udp 53 54.0.0.0/8'],
      ['tcp -, udp 53, IPv4, 2 rules'],
    ],
    [
      'of two ranges too narrow alone, where their ports meet',
      ['in tcp 20-25 52.0.0.0/8', 'in tcp 22-30 54.0.0.0/8'],
      ['tcp 22-25, udp -, IPv4, 2 rules'],
    ],
    [
      'of two ranges too narrow alone, over both protocols',
      ['in all 52.0.0.0/8', 'in all 54.0.0.0/8'],
      ['tcp all, udp all, IPv4, 2 rules'],
    ],
    ['never of a private half', ['in tcp 22 0.0.0.0/2', 'in tcp 22 10.0.0.0/8'], ['tcp 22, udp -, IPv4, 1 rules']],
  ])('%s', (_, rules, expected) => {
    expect(causes(...rules)).toEqual(expected)
  })

  it('is no cause: a group, egress, a protocol without ports, a narrow range', () => {
    expect(causes('in tcp 22 sg-2', 'out tcp 22 0.0.0.0/0', 'in icmp 8 0.0.0.0/0', 'in tcp 22 203.0.113.0/24')).toEqual(
      [],
    )
  })
})

describe('what may be open', () => {
  const listed = (rule: string, list: object) =>
    openingsIn({
      groups: { 'sg-1': [rule] },
      elements: {
        ManagedPrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'ours', OwnerId: '111122223333', ...list }],
      },
    }).possible.map(words)

  it.each<[string, string, object, readonly string[]]>([
    ['a list of ours', 'in tcp 22 pl-1', {}, ['tcp 22, udp -, IPv4+6, 1 rules']],
    ['over UDP', 'in udp 53 pl-1', {}, ['tcp -, udp 53, IPv4+6, 1 rules']],
    ['over every protocol', 'in all pl-1', {}, ['tcp all, udp all, IPv4+6, 1 rules']],
    ['over a protocol without ports', 'in icmp 8 pl-1', {}, []],
    ['a list of AWS, by owner', 'in tcp 22 pl-1', { OwnerId: 'AWS' }, []],
    [
      'a list of AWS, by name',
      'in tcp 22 pl-1',
      { PrefixListName: 'com.amazonaws.global.cloudfront.origin-facing' },
      [],
    ],
    ['a list that was read', 'in tcp 22 pl-1', { Entries: [{ Cidr: '192.0.2.0/24' }] }, []],
    [
      'a list that was read in part',
      'in tcp 22 pl-1',
      { Entries: [{ Cidr: '192.0.2.0/24' }, {}] },
      ['tcp 22, udp -, IPv4+6, 1 rules'],
    ],
    ['a list as a destination', 'out tcp 22 pl-1', {}, []],
  ])('%s', (...[, rule, list, expected]) => {
    expect(listed(rule, list)).toEqual(expected)
  })

  it('is undecided only for the rules it could break, and names the call that answers', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 443 pl-1'] }, prefixLists: { 'pl-1': null } }
    expect(['SG-001', 'SG-002', 'SG-003', 'SG-004', 'SG-005'].flatMap((id) => tell(id, sketch))).toEqual(
      Array.from({ length: 5 }, () => 'PASS sg-1'),
    )
    const [finding] = findingsOf('SG-003', { ...sketch, groups: { 'sg-1': ['in tcp 22 pl-1'] } })
    expect(finding?.reasonNotEvaluated).toBe(
      'sg-1 (sg-1-name) may be open: the entries of prefix list pl-1 were not collected. To answer: aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    )
  })

  it('is everything where a rule could not be read', () => {
    const IpPermissions = [{ IpProtocol: 'no such protocol', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]
    const elements = {
      SecurityGroups: [
        {
          GroupId: 'sg-1',
          GroupName: 'web',
          OwnerId: '111122223333',
          VpcId: 'vpc-1',
          IpPermissions,
          IpPermissionsEgress: [],
        },
      ],
    }
    for (const id of ['SG-001', 'SG-002', 'SG-003', 'SG-004', 'SG-005', 'SG-018'])
      expect(tell(id, { elements })).toEqual(['NOT_EVALUATED sg-1'])
  })
})

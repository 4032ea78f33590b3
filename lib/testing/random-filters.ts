/** Groups and network ACL entries as text, at random: few blocks and ports, so that rules and packets meet. */

import fc from 'fast-check'
import { OPEN_ENTRIES } from './plain-elements.ts'
import { often, sometimes } from './random-rules.ts'

/** Nested, adjacent, everything, private, and one address. */
export const POOL4 = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '10.0.0.0/8',
  '10.0.0.0/15',
  '10.0.0.0/16',
  '10.1.0.0/16',
  '10.0.1.0/24',
  '10.0.1.10/32',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.51.100.0/24',
  '203.0.113.0/24',
] as const
export const POOL6 = ['::/0', '2001:db8::/32', '2001:db8:1::/56', '2001:db8:1:1::/64', '2001:db8:ffff::/48'] as const

/** The ends of what ACLs and groups of these worlds tell apart. */
export const PORTS = [1, 22, 1023, 1024, 32_767, 32_768, 65_535] as const

/** Once in thirty: a fault that stops everything must not stop most estates. */
export const seldom = fc.integer({ min: 0, max: 29 }).map((roll) => roll === 29)

const block = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...POOL4) },
  { weight: 1, arbitrary: fc.constantFrom(...POOL6) },
)

const range = fc
  .tuple(fc.constantFrom(...PORTS), fc.constantFrom(...PORTS))
  .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`)

const traffic = fc.oneof(
  { weight: 3, arbitrary: fc.constant('all') },
  { weight: 4, arbitrary: range.map((ports) => `tcp ${ports}`) },
  { weight: 2, arbitrary: range.map((ports) => `udp ${ports}`) },
  { weight: 1, arbitrary: fc.constantFrom('icmp 8/0', 'icmp 0/-1', 'icmp -1/-1', 'icmpv6 128/0', '47', '6') },
)

const entry = fc
  .record({ number: fc.integer({ min: 1, max: 9 }), egress: sometimes, allow: sometimes, traffic, block })
  .map(
    (one) => `${one.number} ${one.egress ? 'out' : 'in'} ${one.allow ? 'allow' : 'deny'} ${one.traffic} ${one.block}`,
  )

const numberOf = (text: string) => text.split(' ').slice(0, 2).join(' ')

/** One number of one direction stands once, as AWS demands; in any order, and mostly open below. */
export const aclTexts: fc.Arbitrary<readonly string[]> = fc
  .tuple(fc.uniqueArray(entry, { maxLength: 3, selector: numberOf }), seldom, sometimes)
  .map(([entries, closed, turned]) => {
    const all = [...entries, ...(closed ? [] : OPEN_ENTRIES)]
    return turned ? all.toReversed() : all
  })

const peer = fc.oneof(
  { weight: 6, arbitrary: block },
  { weight: 3, arbitrary: fc.constantFrom('sg-1', 'sg-2', 'sg-3', 'sg-lb') },
  { weight: 1, arbitrary: fc.constantFrom('pl-1', 'pl-2') },
)

const rule = fc
  .tuple(fc.constantFrom('in', 'in', 'out'), traffic, peer)
  .map(([direction, what, whom]) => `${direction} ${what} ${whom}`)

/** Mostly wide open outward and often inward, so that many packets come through. */
export const groupTexts: fc.Arbitrary<readonly string[]> = fc
  .tuple(fc.array(rule, { maxLength: 3 }), often, often, seldom)
  .map(([rules, opensIn, opensOut, nothing]) => {
    if (nothing) return []
    return [
      ...rules,
      ...(opensIn ? ['in all 0.0.0.0/0', 'in all ::/0'] : []),
      ...(opensOut ? ['out all 0.0.0.0/0', 'out all ::/0'] : []),
    ]
  })

export const groupIds = fc.uniqueArray(fc.constantFrom('sg-1', 'sg-1', 'sg-2', 'sg-3'), { minLength: 1, maxLength: 2 })

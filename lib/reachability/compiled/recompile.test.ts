/** What a network keeps of the one it was made from: all but what the rule that went decided. */

import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../../testing/sketch-network.ts'
import { compiledIfMade, compiledOf, exposure } from '../exposure.ts'
import { type Network, networkOf } from '../network.ts'
import { without } from '../without.ts'
import type { CompiledNetwork } from './compiled-network.ts'

const NUMBERS = [1, 2, 3, 4]
const numbered = <T>(prefix: string, make: (number: number) => T) =>
  Object.fromEntries(NUMBERS.map((number) => [`${prefix}-${number}`, make(number)]))

/** Four interfaces, each with a subnet, table, ACL and group of its own; the fifth shares all but the group of the first. */
function town(tables = {}): Network {
  const host = (subnet: number, group: number) => ({
    subnet: `subnet-${subnet}`,
    privateIp: `10.0.${subnet}.${group}`,
    ipv6: [`2001:db8:${subnet}::${group}`],
    groups: [`sg-${group}`],
  })
  return networkOf(
    sketchNetwork({
      subnets: numbered('subnet', (number) => ({ cidr: `10.0.${number}.0/24`, ipv6: `2001:db8:${number}::/64` })),
      tables: {
        ...numbered('rtb', (number) => ({ ...PUBLIC_TABLE, subnets: [`subnet-${number}`] })),
        'rtb-main': MAIN_TABLE,
        ...tables,
      },
      acls: numbered('acl', (number) => ({ ...OPEN_ACL, subnets: [`subnet-${number}`] })),
      groups: numbered('sg', () => ['in tcp 22 0.0.0.0/0', 'in tcp 443 ::/0']),
      interfaces: { ...numbered('eni', (number) => host(number, number)), 'eni-5': host(1, 4) },
    }),
  )
}

function madeWithout(
  before: Network,
  ruleId: string,
): { readonly old: CompiledNetwork; readonly now: CompiledNetwork } {
  exposure(before)
  const { network } = without(before, [ruleId])
  const now = compiledIfMade(network)
  if (!now) throw new Error('It starts over.')
  return { old: compiledOf(before), now }
}

/** Which of the members keep what: their class, and their rows. */
function kept({ old, now }: { readonly old: CompiledNetwork; readonly now: CompiledNetwork }) {
  return old.classes.flatMap((one) => {
    const member = old.columns.ids[old.order[old.starts[one.id] ?? 0] ?? 0] ?? ''
    const [sameClass, sameRows] = [now.classes[one.id] === one, now.rows[one.id] === old.rows[one.id]]
    return [`${member}${sameClass ? '' : ' moved'}${sameRows ? '' : ' asked again'}`]
  })
}

describe('a network that lacks a rule of another', () => {
  it.each([
    ['of a group', 'sg-2/ingress tcp 22 0.0.0.0/0', ['eni-1', 'eni-2 asked again', 'eni-3', 'eni-4', 'eni-5']],
    [
      'of a group that two carry',
      'sg-4/ingress tcp 22 0.0.0.0/0',
      ['eni-1', 'eni-2', 'eni-3', 'eni-4 asked again', 'eni-5 asked again'],
    ],
    ['of an ACL', 'acl-3/ingress/100', ['eni-1', 'eni-2', 'eni-3 moved asked again', 'eni-4', 'eni-5']],
    [
      'of a route table that two use',
      'rtb-1/0.0.0.0/0',
      ['eni-1 moved asked again', 'eni-2', 'eni-3', 'eni-4', 'eni-5 moved asked again'],
    ],
  ])('%s asks again only for whom it decided', (_, ruleId, expected) => {
    expect(kept(madeWithout(town(), ruleId))).toEqual(expected)
  })

  it('stands those it moved at the filters they have now', () => {
    const { now } = madeWithout(town(), 'acl-3/ingress/100')
    const third = now.classes.filter(({ place }) => place.acl?.id === 'acl-3')
    expect(third.map(({ place }) => place.acl?.entries.length)).toEqual([3])
    expect(third.map(({ place }) => place.table?.id)).toEqual(['rtb-3'])
  })

  it.each([
    ['groups', 'sg-2/ingress tcp 22 0.0.0.0/0', { ofGroups: [2, 3], ofPlace: [] }],
    ['an ACL', 'acl-3/ingress/100', { ofGroups: [], ofPlace: [4, 5] }],
    ['a route table', 'rtb-4/::/0', { ofGroups: [], ofPlace: [6, 7] }],
  ] as const)('forgets, in both families, what %s let pass, and no more', (_, ruleId, forgotten) => {
    const { old, now } = madeWithout(town(), ruleId)
    for (const kind of ['ofGroups', 'ofPlace'] as const) {
      const lost = [...old.passages[kind].keys()].filter((key) => !now.passages[kind].has(key))
      expect(lost.sort((a, b) => a - b)).toEqual(forgotten[kind])
      for (const [key, passage] of now.passages[kind]) expect(old.passages[kind].get(key)).toBe(passage)
    }
  })

  // Source: VPC guide, "Gateway route tables".
  it('starts over where the table of a gateway changes, and only then', () => {
    const edge = { 'rtb-edge': { routes: ['10.0.0.0/16 local', '10.0.2.0/24 eni-9'], gateway: 'igw-1' } }
    expect(() => madeWithout(town(edge), 'rtb-edge/10.0.2.0/24')).toThrow('It starts over.')
    expect(kept(madeWithout(town(edge), 'rtb-3/0.0.0.0/0'))).toContain('eni-4')
  })
})

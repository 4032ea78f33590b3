/** What if: the network without some rules answers as one that never had them. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { buildIndex, indexOf } from '../inventory/lookups.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { formatAddresses, formatPorts } from '../net/traffic.ts'
import { randomWorld } from '../testing/random-world.ts'
import { MAIN_TABLE, OPEN_ACL, sketchNetwork } from '../testing/sketch-network.ts'
import { exposure } from './exposure.ts'
import { exposureDifference } from './exposure-difference.ts'
import type { ExposureRow } from './exposure-row.ts'
import { type Network, networkOf } from './network.ts'
import { networkAclEntryId, routeId, securityGroupRuleId } from './rule-id.ts'
import { without } from './without.ts'

function ruleIds({ securityGroups, networkAcls, routeTables }: Inventory): readonly string[] {
  return [
    ...[...securityGroups.values()].flatMap(({ id, rules }) => rules.map((rule) => securityGroupRuleId(id, rule))),
    ...[...networkAcls.values()].flatMap(({ id, entries }) => entries.map((entry) => networkAclEntryId(id, entry))),
    ...[...routeTables.values()].flatMap(({ id, routes }) => routes.map((route) => routeId(id, route))),
  ]
}

/** A world and some of its rules; every world has routes. */
const choices = fc.tuple(randomWorld, fc.array(fc.nat(), { minLength: 1, maxLength: 3 })).map(([document, picks]) => {
  const inventory = readDescribe([document])
  const ids = ruleIds(inventory)
  return { document, inventory, picked: picks.flatMap((pick) => ids[pick % Math.max(1, ids.length)] ?? []) }
})

function told(network: Network): readonly unknown[] {
  return exposure(network).map((row) => ({ ...row }))
}

/** The same inventory with nothing of it known yet. */
function fresh({ inventory }: Network): Network {
  return networkOf({ ...inventory })
}

describe('a network without some of its rules', () => {
  it('is exposed as if it were computed from nothing, its rows, rules and reasons alike', () => {
    fc.assert(
      fc.property(choices, ({ inventory, picked }) => {
        const network = networkOf(inventory)
        exposure(network)
        const left = without(network, picked).network
        expect(told(left)).toEqual(told(fresh(left)))
      }),
      { numRuns: 200 },
    )
  })

  it('has the index it would have if it were built from nothing', () => {
    fc.assert(
      fc.property(choices, ({ inventory, picked }) => {
        const left = without(networkOf(inventory), picked).network
        expect(indexOf(left.inventory)).toEqual(buildIndex(left.inventory))
        expect(networkOf(left.inventory)).toBe(left)
      }),
      { numRuns: 100 },
    )
  })

  it('leaves the network it was made from as it was', () => {
    fc.assert(
      fc.property(choices, ({ document, inventory, picked }) => {
        const network = networkOf(inventory)
        const before = told(network)
        exposure(without(network, picked).network)
        expect(told(network)).toEqual(before)
        expect(told(network)).toEqual(told(networkOf(readDescribe([document]))))
      }),
      { numRuns: 100 },
    )
  })

  it('lacks the rules of every id, one after the other or at once', () => {
    fc.assert(
      fc.property(choices, ({ inventory, picked }) => {
        const network = networkOf(inventory)
        const atOnce = without(network, picked).network
        const inTurn = [...new Set(picked)].reduce((left, id) => without(left, [id]).network, network)
        expect(told(inTurn)).toEqual(told(atOnce))
        const left = new Set(ruleIds(atOnce.inventory))
        expect(picked.filter((id) => left.has(id))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

const OPEN = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 80-90 198.51.100.0/24', 'in all 203.0.113.7/32'] } }
const BASTION = { interfaces: { 'eni-1': { publicIp: '198.51.100.9' } } }

function words(rows: readonly ExposureRow[]): readonly string[] {
  return rows
    .filter(({ protocol }) => protocol === 6 || protocol === 'any')
    .map(
      ({ protocol, ports, sources, certainty }) =>
        `${protocol} ${formatPorts(ports)} ${formatAddresses(sources, 1)} ${certainty}`,
    )
}

describe('rules that are thought away', () => {
  const network = networkOf(sketchNetwork({ ...OPEN, ...BASTION }))

  it('are named where no rule has their id, and the rest is removed all the same', () => {
    const answer = without(network, ['sgr-9', 'sg-1/ingress tcp 22 0.0.0.0/0', 'rtb-9/0.0.0.0/0'])
    expect(answer.unknownIds).toEqual(['sgr-9', 'rtb-9/0.0.0.0/0'])
    expect(answer.network.inventory.securityGroups.get('sg-1')?.rules).toHaveLength(2)
  })

  it('leave it known where tables that keep their routes send replies', () => {
    const known = (of: Network) => [...of.replies].filter(([key]) => key.startsWith('rtb-1 '))
    expect(exposure(network).length).toBeGreaterThan(0)
    expect(known(without(network, ['sg-1/ingress tcp 22 0.0.0.0/0', 'rtb-main/10.0.0.0/16']).network)).toEqual(
      known(network),
    )
    expect(known(network).length).toBeGreaterThan(0)
    expect(known(without(network, ['rtb-1/::/0']).network)).toEqual([])
  })

  it('give the network itself back where no id is known', () => {
    expect(without(network, ['sgr-9', '']).network).toBe(network)
  })

  it('lose what they alone let in', () => {
    const { network: after } = without(network, ['sg-1/ingress tcp 80-90 198.51.100.0/24'])
    const { lost, gained } = exposureDifference(network, after)
    expect(words(lost)).toEqual(['6 80-90 198.51.100.0/24 reachable'])
    expect(gained).toEqual([])
    expect(lost[0]?.rules.map(({ excerpt }) => excerpt)).toContain('tcp/80-90 from 198.51.100.0/24')
  })

  it('lose what another rule lets in too only as far as it does not', () => {
    const { network: after } = without(network, ['sg-1/ingress tcp 22 0.0.0.0/0'])
    const lost = exposureDifference(network, after).lost.filter(({ family }) => family === 4)
    expect(words(lost)).toHaveLength(1)
    expect(lost[0]?.sources.v4.some(([lo, hi]) => lo <= 0xcb007107 && 0xcb007107 <= hi)).toBe(false)
  })

  it('gain what they denied: a denying entry that goes opens the way', () => {
    const acl = { ...OPEN_ACL, entries: ['50 in deny tcp 22 0.0.0.0/0', ...OPEN_ACL.entries] }
    const before = networkOf(sketchNetwork({ ...OPEN, ...BASTION, acls: { 'acl-1': acl } }))
    const { lost, gained } = exposureDifference(before, without(before, ['acl-1/ingress/50']).network)
    expect(lost).toEqual([])
    expect(words(gained).map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual(['6 22'])
  })

  it('lose everything with the route that replies take', () => {
    const { lost, gained } = exposureDifference(network, without(network, ['rtb-1/0.0.0.0/0']).network)
    expect(lost.length).toBe(exposure(network).length)
    expect(gained).toEqual([])
  })

  it('move interfaces where the table of a gateway changes', () => {
    const steered = networkOf(
      sketchNetwork({
        ...OPEN,
        ...BASTION,
        tables: {
          'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1'], subnets: ['subnet-1'] },
          'rtb-main': MAIN_TABLE,
          'rtb-edge': { routes: ['10.0.0.0/16 local', '10.0.0.0/24 eni-9'], gateway: 'igw-1' },
        },
      }),
    )
    expect(exposure(steered)).toEqual([])
    const after = without(steered, ['rtb-edge/10.0.0.0/24']).network
    expect(exposureDifference(steered, after).gained.length).toBeGreaterThan(0)
    expect(told(after)).toEqual(told(fresh(after)))
  })
})

describe('what two networks differ in', () => {
  it('is lost and gained so that, packet by packet, before less lost and gained is after', () => {
    fc.assert(
      fc.property(choices, ({ inventory, picked }) => {
        const before = networkOf(inventory)
        const after = without(before, picked).network
        const { lost, gained } = exposureDifference(before, after)
        const back = exposureDifference(after, before)
        expect(plain(back.gained)).toEqual(plain(lost))
        expect(plain(back.lost)).toEqual(plain(gained))
        const probes = [exposure(before), exposure(after), lost, gained].map(cells)
        const [old, now, gone, come] = probes
        const changed = new Set([...(old ?? []).filter((cell) => !gone?.includes(cell)), ...(come ?? [])])
        expect([...changed].sort()).toEqual([...new Set(now)].sort())
      }),
      { numRuns: 100 },
    )
  })

  it('is nothing between a network and itself, computed twice', () => {
    fc.assert(
      fc.property(choices, ({ inventory }) => {
        const { lost, gained } = exposureDifference(networkOf(inventory), networkOf({ ...inventory }))
        expect([lost, gained]).toEqual([[], []])
      }),
      { numRuns: 50 },
    )
  })
})

function plain(rows: readonly ExposureRow[]): readonly unknown[] {
  return rows.map(({ members, family, protocol, ports, icmp, sources, certainty }) => ({
    ...{ members, family, protocol, ports, icmp, sources, certainty },
  }))
}

const PORTS = [22, 80, 1024, 65535]
const CLIENTS4 = [0x01000000, 0x7fffffff, 0x80000000, 0xc0000200, 0xc6336401, 0xc63364ff, 0xcb007107, 0xcb007108]
const CLIENTS6 = [0x20000000n << 96n, 0x20010db8000a0001n << 64n, 0x20010db8000a0000n << 64n, 0x3fffffffn << 96n]

/** Every packet of a grid that is in a row, as text. */
function cells(rows: readonly ExposureRow[]): readonly string[] {
  return rows.flatMap(({ members, family, protocol, otherThan, ports, sources, certainty }) => {
    const protocols = [6, 17, 47, 132].filter((each) =>
      protocol === 'any' ? !otherThan.includes(each) : each === protocol,
    )
    const numbers = PORTS.filter((port) => ports.some(([lo, hi]) => lo <= port && port <= hi))
    const clients =
      family === 4
        ? CLIENTS4.filter((each) => sources.v4.some(([lo, hi]) => lo <= each && each <= hi))
        : CLIENTS6.filter((each) => sources.v6.some(([lo, hi]) => lo <= each && each <= hi))
    return members.flatMap((id) =>
      protocols.flatMap((p) =>
        numbers.flatMap((port) => clients.map((client) => `${id} ${p} ${port} ${client} ${certainty}`)),
      ),
    )
  })
}

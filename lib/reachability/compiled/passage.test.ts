/** What passes protocol by protocol, against asking for each protocol on its own. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Family } from '../../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../../net/protocol.ts'
import { EVERYBODY, NOBODY } from './address-sets.ts'
import type { Admitted, AdmittedTable } from './admitted.ts'
import { admittedOf, type Passage, PassageTable, type ProtocolOrRest } from './passage.ts'

const GRE = 47
const ESP = 50
const ASKED: readonly ProtocolOrRest[] = [ICMP, TCP, UDP, GRE, ESP, ICMPV6, 132, 'others']

/** Few answers, so that two filters often say the same. */
function answersOf(table: AdmittedTable): readonly Admitted[] {
  const office = table.sets.of({ v4: [[0xcb007100, 0xcb0071ff]], v6: [[0x20010db8n << 96n, 0x20010db9n << 96n]] })
  const ssh = (known: number, possible: number) => table.ofPieces([{ lo: 22, hi: 22, known, possible }])
  const constants = [table.nothing, table.everything, table.anything, table.constant(office, office)]
  return [...constants, ssh(office, EVERYBODY), ssh(NOBODY, office)]
}

/** What a filter says: the protocols it names, and by number an answer for each of those that can be asked. */
const filter = fc.record({
  named: fc.subarray([GRE, ESP, TCP, ICMPV6], { minLength: 0 }),
  answers: fc.array(fc.nat({ max: 5 }), { minLength: ASKED.length, maxLength: ASKED.length }),
})
type Filter = typeof filter extends fc.Arbitrary<infer F> ? F : never

function passageOf(table: PassageTable, { named, answers }: Filter): Passage {
  const all = answersOf(table.admitted)
  const rest = all[answers.at(-1) ?? 0] ?? table.admitted.nothing
  const always = new Set<ProtocolOrRest>([TCP, UDP, table.admitted.sets.family === 4 ? ICMP : ICMPV6])
  return table.of(named, (protocol) => {
    const isTold = protocol !== 'others' && (always.has(protocol) || named.includes(protocol))
    return isTold ? (all[answers[ASKED.indexOf(protocol)] ?? 0] ?? rest) : rest
  })
}

const families = fc.constantFrom<Family>(4, 6)

describe('what passes two filters', () => {
  it('in line is what each lets pass of a protocol, side by side what either does', () => {
    fc.assert(
      fc.property(families, filter, filter, (family, one, other) => {
        const table = new PassageTable(family)
        const [a, b] = [passageOf(table, one), passageOf(table, other)]
        for (const operation of ['meet', 'join'] as const) {
          const both = table[operation](a, b)
          for (const protocol of ASKED) {
            const [left, right] = [admittedOf(a, protocol), admittedOf(b, protocol)]
            expect(admittedOf(both, protocol)).toBe(table.admitted[operation](left, right))
          }
          expect(table[operation](b, a)).toBe(both)
          expect(table[operation](a, b)).toBe(both)
        }
      }),
    )
  })

  it('is never taken for that of two others, however many are asked about', () => {
    fc.assert(
      fc.property(fc.array(filter, { minLength: 3, maxLength: 8 }), (filters) => {
        const table = new PassageTable(4)
        const all = filters.map((each) => passageOf(table, each))
        for (const a of all) {
          for (const b of all) {
            expect(admittedOf(table.meet(a, b), TCP)).toBe(table.admitted.meet(admittedOf(a, TCP), admittedOf(b, TCP)))
            expect(table.join(a, b).others).toBe(table.admitted.join(a.others, b.others))
          }
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('a passage', () => {
  it('tells TCP, UDP and the ICMP of its family apart, and what is named, ascending', () => {
    const named = (family: Family) => new PassageTable(family).of([ESP, GRE, TCP], () => table4.admitted.nothing)
    const table4 = new PassageTable(4)
    expect(named(4).protocols).toEqual([ICMP, TCP, UDP, GRE, ESP])
    expect(named(6).protocols).toEqual([TCP, UDP, GRE, ESP, ICMPV6])
    expect(table4.everything.protocols).toEqual([ICMP, TCP, UDP])
  })

  it('is asked once for each protocol it tells apart, and once for all others', () => {
    const table = new PassageTable(4)
    const asked: ProtocolOrRest[] = []
    table.of([GRE], (protocol) => {
      asked.push(protocol)
      return table.admitted.nothing
    })
    expect(asked).toEqual([ICMP, TCP, UDP, GRE, 'others'])
  })

  it('of a protocol nobody names is that of all others', () => {
    const table = new PassageTable(4)
    const passage = table.of([GRE], (protocol) => {
      if (protocol === GRE) return table.admitted.everything
      return protocol === 'others' ? table.admitted.anything : table.admitted.nothing
    })
    expect(admittedOf(passage, GRE)).toBe(table.admitted.everything)
    expect(admittedOf(passage, TCP)).toBe(table.admitted.nothing)
    expect(admittedOf(passage, ESP)).toBe(table.admitted.anything)
    expect(admittedOf(passage, 'others')).toBe(table.admitted.anything)
  })

  it('is one object for one content, and another for what differs in others alone', () => {
    const table = new PassageTable(4)
    const { nothing, everything, anything } = table.admitted
    const others = (last: Admitted) => table.of([GRE], (protocol) => (protocol === 'others' ? last : nothing))
    expect(others(everything)).toBe(others(everything))
    expect(others(everything)).not.toBe(others(anything))
    expect(new Set([table.nothing, table.everything, table.anything, others(everything)]).size).toBe(4)
    expect(others(nothing)).not.toBe(table.nothing)
  })
})

/** What one answer of exposure has and the other has not: a set difference, traffic by traffic. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds, intervalSet, type NumberSet } from '../net/interval-set.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { lostExposure } from './compare-exposure.ts'

const row = (part: Partial<ExposureRow> = {}): ExposureRow => ({
  members: ['eni-1'],
  family: 4,
  protocol: 6,
  otherThan: [],
  ports: [[22, 22]],
  icmp: null,
  sources: { v4: [[0, 99]], v6: [] },
  certainty: 'reachable',
  rules: [],
  via: null,
  unknowns: [],
  path: [],
  ...part,
})

const lostOf = (before: readonly ExposureRow[], after: readonly ExposureRow[]) =>
  lostExposure(before, after).map(({ interfaceId, rows }) => [
    interfaceId,
    rows.map(({ ports, sources }) => [ports, sources.v4]),
  ])

describe('exposure that is lost', () => {
  it.each<[string, ExposureRow[], ExposureRow[], unknown]>([
    ['nothing between equals', [row()], [row()], []],
    ['all of a row that is gone', [row()], [], [['eni-1', [[[[22, 22]], [[0, 99]]]]]]],
    [
      'the ports that are gone',
      [row({ ports: [[20, 30]] })],
      [row()],
      [
        [
          'eni-1',
          [
            [
              [
                [20, 21],
                [23, 30],
              ],
              [[0, 99]],
            ],
          ],
        ],
      ],
    ],
    [
      'the sources that are gone',
      [row()],
      [row({ sources: { v4: [[0, 49]], v6: [] } })],
      [['eni-1', [[[[22, 22]], [[50, 99]]]]]],
    ],
    ['nothing that is still possible', [row()], [row({ certainty: 'unknown' })], []],
    ['nothing that was only possible', [row({ certainty: 'unknown' })], [], []],
    [
      'another way in, when the same ports stay open by a load balancer',
      [row()],
      [row({ via: 'arn' })],
      [['eni-1', [[[[22, 22]], [[0, 99]]]]]],
    ],
    [
      'nothing that the rest of the protocols covers now',
      [row({ protocol: 47 })],
      [row({ protocol: 'any', ports: [[0, 65535]] })],
      [],
    ],
    [
      'what the rest of the protocols leaves out',
      [row()],
      [row({ protocol: 'any', otherThan: [6], ports: [[0, 65535]] })],
      [['eni-1', [[[[22, 22]], [[0, 99]]]]]],
    ],
    ['nothing of the other family', [row()], [row({ family: 6 }), row()], []],
  ])('is %s', (...[, before, after, lost]) => {
    expect(lostOf(before, after)).toEqual(lost)
  })

  it('is told for every member of a class, in the order of ids', () => {
    const members = ['eni-2', 'eni-1']
    expect(lostExposure([row({ members })], []).map(({ interfaceId }) => interfaceId)).toEqual(['eni-1', 'eni-2'])
  })

  it('counts ICMP messages where others have ports', () => {
    const echo = row({ protocol: 1, icmp: [[2048, 2303]], ports: [[0, 65535]] })
    expect(lostExposure([echo], [{ ...echo, icmp: [[2048, 2048]] }])[0]?.rows[0]?.icmp).toEqual([[2049, 2303]])
  })

  it('holds exactly the traffic that is in one and not in the other', () => {
    const set = fc
      .array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 3 })
      .map((pairs): NumberSet => intervalSet(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])))
    const rows = fc.array(fc.record({ ports: set, v4: set }), { maxLength: 4 })
    const asRows = (all: readonly { ports: NumberSet; v4: NumberSet }[]) =>
      all.map(({ ports, v4 }) => row({ ports, sources: { v4, v6: [] } }))
    fc.assert(
      fc.property(rows, rows, fc.tuple(fc.nat(12), fc.nat(12)), (before, after, [port, source]) => {
        const inSome = (all: readonly ExposureRow[]) =>
          all.some(({ ports, sources }) => holds(ports, port) && holds(sources.v4, source))
        const [old, now] = [asRows(before), asRows(after)]
        const lost = lostExposure(old, now).flatMap((difference) => difference.rows)
        expect(inSome(lost)).toBe(inSome(old) && !inSome(now))
      }),
    )
  })
})

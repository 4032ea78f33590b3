/** Ports × sources: what stands in line lets through what both do. */

import { describe, expect, it } from 'vitest'
import type { Interval } from '../net/interval-set.ts'
import { formatAddresses, formatPorts } from '../net/traffic.ts'
import type { Rectangle } from './path.ts'
import { isEmpty, meet, meetAll, portsOf, sourcesOf } from './rectangles.ts'

const NET = 0xc6336400
const rule = (excerpt: string) => ({
  kind: 'resource' as const,
  resourceId: 'igw-1',
  pointer: `/${excerpt}`,
  document: 0,
  excerpt,
})

/** Ports, and the last octets of 198.51.100.0/24. */
function rectangle(name: string, ports: readonly Interval<number>[], hosts: readonly Interval<number>[]): Rectangle {
  return { ports, sources: { v4: hosts.map(([lo, hi]) => [NET + lo, NET + hi] as const), v6: [] }, rules: [rule(name)] }
}

const told = ({ ports, sources, rules }: Rectangle) =>
  `${formatPorts(ports)} from ${formatAddresses(sources)} by ${rules.map(({ excerpt }) => excerpt).join(' ')}`

const A = rectangle('a', [[20, 30]], [[0, 127]])
const B = rectangle('b', [[25, 40]], [[64, 255]])
const C = rectangle('c', [[50, 60]], [[0, 255]])

describe('rectangles', () => {
  it('are empty without a port, or without a source', () => {
    expect(isEmpty(A)).toBe(false)
    expect(isEmpty(rectangle('x', [], [[0, 1]]))).toBe(true)
    expect(isEmpty(rectangle('x', [[1, 1]], []))).toBe(true)
    expect(isEmpty({ ...A, sources: { v4: [], v6: [[1n, 2n]] } })).toBe(false)
  })

  it('meet in what is in both, with the rules of both', () => {
    expect(told(meet(A, B))).toBe('25-30 from 198.51.100.64/26 by a b')
    expect(isEmpty(meet(A, C))).toBe(true)
  })

  it('in line let through each part that passes one of each list', () => {
    expect(meetAll([A, C], [B, rectangle('d', [[55, 55]], [[9, 9]])]).map(told)).toEqual([
      '25-30 from 198.51.100.64/26 by a b',
      '55 from 198.51.100.9/32 by c d',
    ])
    expect(meetAll([A], [])).toEqual([])
  })

  it('have the ports and the sources of any of them', () => {
    expect(formatPorts(portsOf([A, C, B]))).toBe('20-40, 50-60')
    expect(formatAddresses(sourcesOf([A, B]))).toBe('198.51.100.0/24')
    expect([portsOf([]), sourcesOf([])]).toEqual([[], { v4: [], v6: [] }])
  })
})

/** Paths that differ in one thing alone are told as one; whatever else differs keeps them apart. */

import { describe, expect, it } from 'vitest'
import type { Interval } from '../../net/interval-set.ts'
import { ALL_PORTS, formatAddresses, formatPorts } from '../../net/traffic.ts'
import { ask } from '../../testing/format-trace.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { mergePaths } from './merge-paths.ts'
import type { ScopeEnd, ScopePath } from './reachable.ts'

const TRACE = ask(
  sketchNetwork({ interfaces: { 'eni-1': { privateIp: '10.0.0.11' }, 'eni-2': { privateIp: '10.0.0.12' } } }),
  'eni-1 to eni-2 tcp/22',
)
const NET = 0xc6336400

const outside = (hosts: readonly Interval<number>[], component = 'igw-1'): ScopeEnd => ({
  interfaces: [],
  component,
  addresses: { v4: hosts.map(([lo, hi]) => [NET + lo, NET + hi] as const), v6: [] },
  ports: ALL_PORTS,
})

/** From 198.51.100.0/26 by igw-1 to eni-2 on port 22. */
const PATH: ScopePath = {
  ...{ matched: 0, family: 4, protocol: 6, verdict: 'reachable', hops: TRACE.forward, query: TRACE.query },
  source: outside([[0, 63]]),
  destination: { ...outside([[200, 200]]), interfaces: ['eni-2'], component: null, ports: [[22, 22]] },
}
const onPorts = (...ports: readonly Interval<number>[]): ScopePath => ({
  ...PATH,
  destination: { ...PATH.destination, ports },
})
const from = (...hosts: readonly Interval<number>[]): ScopePath => ({ ...PATH, source: outside(hosts) })
const to = (...hosts: readonly Interval<number>[]): ScopePath => ({
  ...PATH,
  source: { ...outside([[1, 1]]), interfaces: ['eni-1'], component: null },
  destination: outside(hosts),
})

const told = (paths: readonly ScopePath[]) =>
  mergePaths(paths).map(
    ({ source, destination }) =>
      `${formatAddresses(source.addresses)} > ${formatAddresses(destination.addresses)} ${formatPorts(destination.ports)}`,
  )

describe('paths of a scope', () => {
  it.each<readonly [string, readonly ScopePath[], readonly string[]]>([
    ['the same', [PATH, PATH], ['198.51.100.0/26 > 198.51.100.200/32 22']],
    ['other ports', [onPorts([22, 22]), onPorts([23, 80])], ['198.51.100.0/26 > 198.51.100.200/32 22-80']],
    ['other clients', [from([0, 63]), from([64, 127])], ['198.51.100.0/25 > 198.51.100.200/32 22']],
    ['other servers', [to([0, 63]), to([64, 127])], ['198.51.100.1/32 > 198.51.100.0/25 0-65535']],
    [
      'other ports first, and then other clients',
      [
        onPorts([22, 22]),
        onPorts([80, 80]),
        {
          ...from([64, 127]),
          destination: {
            ...PATH.destination,
            ports: [
              [22, 22],
              [80, 80],
            ],
          },
        },
      ],
      ['198.51.100.0/25 > 198.51.100.200/32 22, 80'],
    ],
  ])('are one that differ in %s', (_, ...[paths, expected]) => {
    expect(told(paths)).toEqual(expected.map((each) => each.replace('0-65535', formatPorts(ALL_PORTS))))
  })

  const [first] = TRACE.forward
  it.each<readonly [string, ScopePath]>([
    ['clients and ports', { ...from([64, 127]), destination: { ...PATH.destination, ports: [[80, 80]] } }],
    ['the pattern they match', { ...from([64, 127]), matched: 1 }],
    ['the protocol', { ...from([64, 127]), protocol: 17 }],
    ['how sure they are', { ...from([64, 127]), verdict: 'unknown' }],
    ['the way', { ...from([64, 127]), hops: TRACE.forward.slice(1) }],
    ['what a component is attached to', { ...from([64, 127]), hops: first ? [{ ...first, attachedTo: 'eni-9' }] : [] }],
    ['where they start', { ...PATH, source: outside([[64, 127]], 'igw-2') }],
    ['where they end', { ...from([64, 127]), destination: { ...PATH.destination, interfaces: ['eni-3'] } }],
    ['the ports of the clients', { ...PATH, source: { ...outside([[64, 127]]), ports: [[1024, 65_535]] } }],
  ])('stay two that differ in %s', (_, other) => {
    expect(mergePaths([PATH, other])).toEqual([PATH, other])
  })

  it('stay two whose ports differ, and those of their clients too', () => {
    const other = { ...onPorts([80, 80]), source: { ...PATH.source, ports: [[1024, 65_535]] as const } }
    expect(mergePaths([PATH, other])).toEqual([PATH, other])
  })
})

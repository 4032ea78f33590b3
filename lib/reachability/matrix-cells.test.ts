/** The cells of a matrix as they fill, against what was put into them. */

import { describe, expect, it } from 'vitest'
import type { NumberSet } from '../net/interval-set.ts'
import { INTERNET } from '../net/traffic.ts'
import { ask } from '../testing/format-trace.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import type { Endpoint, EndpointClass } from './endpoint-classes.ts'
import type { ExposureRow } from './exposure-row.ts'
import type { MatrixCell } from './matrix-cell.ts'
import { CellDraft, isTold } from './matrix-cells.ts'
import type { PairTraffic } from './pair-traffic.ts'

const IDS = ['eni-1', 'eni-2', 'eni-3', 'eni-4', 'eni-5']
const INVENTORY = sketchNetwork({
  interfaces: Object.fromEntries(IDS.map((id, index) => [id, { privateIp: `10.0.0.${11 + index}` }])),
})
const TRACE = ask(INVENTORY, 'eni-1 to eni-2 tcp/443')

function endOf(id: string): Endpoint {
  const networkInterface = INVENTORY.networkInterfaces.get(id)
  const address = networkInterface?.addresses[0]?.privateIp
  if (!networkInterface || !address) throw new Error(`${id} has no address`)
  return { networkInterface, address }
}

function classOf(...ids: readonly string[]): EndpointClass {
  const members = ids.map((id) => endOf(`eni-${id}`))
  const [representative] = members
  if (!representative) throw new Error('A class has members.')
  return { representative, members }
}

const draftOf = (groups: Readonly<Record<string, string>>) =>
  new CellDraft(
    Object.entries(groups).map(([id, members]) => ({
      id,
      label: id,
      interfaceIds: members.split(' ').map((each) => `eni-${each}`),
    })),
  )

const traffic = (ports: NumberSet, verdict: 'reachable' | 'unknown' = 'reachable', protocol = 6): PairTraffic => ({
  protocol,
  ports,
  verdict,
  delivered: verdict,
  trace: { ...TRACE, verdict, query: { ...TRACE.query, port: ports[0]?.[0] ?? null, family: 4 } },
})

/** What passes from every member of one class to every other of another. */
function put(draft: CellDraft, [from, to]: readonly [EndpointClass, EndpointClass], what: PairTraffic): void {
  draft.addTraffic(draft.placeOf({ from, to }), { from: from.representative, to: to.representative }, what)
}

const words = ({ from, to, protocol, ports, verdict, examples }: MatrixCell) =>
  `${from} > ${to} ${protocol}/${ports.map((range) => range.join('-')).join()} ${verdict}: ${examples
    .map((each) => `${each.from.slice(-1)}>${each.to.slice(-1)}/${each.port}`)
    .join(' ')}`
const told = (draft: CellDraft) => draft.cells().map(words)

const row = (some: Partial<ExposureRow>): ExposureRow => ({
  members: ['eni-1'],
  family: 4,
  protocol: 6,
  otherThan: [],
  ports: [[443, 443]],
  icmp: null,
  sources: INTERNET,
  certainty: 'reachable',
  rules: [],
  via: null,
  unknowns: [],
  path: [],
  ...some,
})

describe('the cells of a matrix', () => {
  it('hold the ports of all pairs of two groups, what is sure before what may be', () => {
    const draft = draftOf({ a: '1 2', b: '3' })
    put(draft, [classOf('1'), classOf('3')], traffic([[80, 80]]))
    put(draft, [classOf('2'), classOf('3')], traffic([[81, 81]]))
    put(draft, [classOf('2'), classOf('3')], traffic([[80, 90]], 'unknown'))
    expect(told(draft)).toEqual(['a > b 6/80-81 reachable: 1>3/80 2>3/81', 'a > b 6/82-90 unknown: '])
  })

  it('tell of what may be only the examples that are not sure', () => {
    const draft = draftOf({ a: '1', b: '3' })
    put(draft, [classOf('1'), classOf('3')], traffic([[80, 80]]))
    put(draft, [classOf('1'), classOf('3')], traffic([[85, 90]], 'unknown'))
    put(draft, [classOf('1'), classOf('3')], traffic([[80, 80]], 'unknown'))
    expect(told(draft)).toEqual(['a > b 6/80-80 reachable: 1>3/80', 'a > b 6/85-90 unknown: 1>3/85'])
  })

  it('are told in the order of groups and protocols, `any` last', () => {
    const draft = draftOf({ b: '1', a: '2' })
    put(draft, [classOf('2'), classOf('1')], traffic([[1, 1]], 'reachable', 17))
    put(draft, [classOf('2'), classOf('1')], traffic([[1, 1]], 'reachable', 255))
    put(draft, [classOf('1'), classOf('2')], traffic([[1, 1]]))
    put(draft, [classOf('2'), classOf('1')], traffic([[1, 1]]))
    draft.addExposure(row({ members: ['eni-2'], protocol: 'any' }))
    draft.addExposure(row({ members: ['eni-2'], protocol: 255 }))
    expect(draft.cells().map(({ from, to, protocol }) => `${from} ${to} ${protocol}`)).toEqual([
      'internet a 255',
      'internet a any',
      'b a 6',
      'a b 6',
      'a b 17',
      'a b 255',
    ])
  })

  it('have no more than three examples of each verdict', () => {
    const draft = draftOf({ a: '1 2 3 4', b: '5' })
    for (const id of ['1', '2', '3', '4']) put(draft, [classOf(id), classOf('5')], traffic([[80, 80]]))
    expect(told(draft)).toEqual(['a > b 6/80-80 reachable: 1>5/80 2>5/80 3>5/80'])
  })

  it('count traffic within a group between two interfaces only, the asked pair where the groups hold it', () => {
    const draft = draftOf({ a: '1', b: '2 3' })
    const all = classOf('1', '2', '3')
    draft.addTraffic(
      draft.placeOf({ from: all, to: all }),
      { from: endOf('eni-1'), to: endOf('eni-2') },
      traffic([[80, 80]]),
    )
    expect(told(draft)).toEqual([
      'a > b 6/80-80 reachable: 1>2/80',
      'b > a 6/80-80 reachable: 2>1/80',
      'b > b 6/80-80 reachable: 2>3/80',
    ])
  })

  it('name the pair that was asked where the groups hold it', () => {
    const draft = draftOf({ a: '1 2', b: '3 4' })
    const [from, to] = [classOf('1', '2'), classOf('3', '4')]
    draft.addTraffic(draft.placeOf({ from, to }), { from: endOf('eni-2'), to: endOf('eni-4') }, traffic([[80, 80]]))
    expect(told(draft)).toEqual(['a > b 6/80-80 reachable: 2>4/80'])
  })

  it('hold what leaves for the internet in the last column', () => {
    const draft = draftOf({ a: '1', b: '2' })
    draft.addOutward(draft.outwardPlaceOf(classOf('2')), traffic([[443, 443]]))
    draft.addOutward(draft.outwardPlaceOf(classOf('2')), traffic([[444, 444]], 'unknown'))
    expect(draft.cells().map(({ from, to, ports, verdict }) => `${from} > ${to} ${ports} ${verdict}`)).toEqual([
      'b > internet 443,443 reachable',
      'b > internet 444,444 unknown',
    ])
  })

  it('hold what the internet reaches, by the first member of each group', () => {
    const draft = draftOf({ a: '1 2', b: '2 3' })
    draft.addExposure(row({ members: ['eni-2', 'eni-3'], ports: [[22, 23]], certainty: 'unknown' }))
    draft.addExposure(row({ members: ['eni-5'] }))
    expect(told(draft)).toEqual(['internet > a 6/22-23 unknown: t>2/22', 'internet > b 6/22-23 unknown: t>2/22'])
  })

  it.each([
    [{ protocol: 6 }, 443],
    [{ protocol: 1, icmp: [[0, 65_535]] as const }, null],
    [{ protocol: 'any' as const }, null],
  ])('give a port to ask with where there is one: %j', (some, port) => {
    const draft = draftOf({ a: '1' })
    draft.addExposure(row(some))
    expect(draft.cells().flatMap(({ examples }) => examples)).toEqual([
      { from: 'internet', to: 'eni-1', family: 4, port },
    ])
  })
})

describe('what is told already', () => {
  const draft = draftOf({ a: '1', b: '2', c: '3' })
  const [one, both] = [classOf('1'), classOf('2', '3')]
  const place = draft.placeOf({ from: one, to: both })

  it('is what every pair of groups holds for sure', () => {
    expect(isTold(place, 6, [[80, 80]])).toBe(false)
    put(draft, [one, classOf('2')], traffic([[80, 90]]))
    expect(isTold(place, 6, [[80, 80]])).toBe(false)
    put(draft, [one, classOf('3')], traffic([[80, 85]]))
    expect(isTold(place, 6, [[80, 85]])).toBe(true)
    expect(isTold(place, 6, [[80, 86]])).toBe(false)
    expect(isTold(place, 17, [[80, 80]])).toBe(false)
    put(draft, [one, both], traffic([[100, 100]], 'unknown'))
    expect(isTold(place, 6, [[100, 100]])).toBe(false)
  })
})

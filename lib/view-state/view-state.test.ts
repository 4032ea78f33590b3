import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskedQuestion } from './asked-question.ts'
import { readViewState } from './read-view-state.ts'
import type { ViewState } from './view-state.ts'
import { DEFAULT_VIEW_STATE } from './view-state.ts'
import { roundCamera, VIEW_STATE_VERSION, writeViewState } from './write-view-state.ts'

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
const level = fc.constantFrom('chip' as const, 'cards' as const, 'full' as const)

const port = fc.option(fc.integer({ min: 0, max: 65_535 }))
const icmp = fc.option(fc.integer({ min: 0, max: 255 }))
const question: fc.Arbitrary<AskedQuestion> = fc.record({
  from: text,
  to: text,
  protocol: fc.constantFrom('tcp', 'udp', 'icmp', '132'),
  port,
  family: fc.constantFrom(null, 4, 6),
  sourceIp: fc.option(text),
  destinationIp: fc.option(text),
  sourcePort: port,
  icmpType: icmp,
  icmpCode: icmp,
  via: fc.option(text),
})

const viewState: fc.Arbitrary<ViewState> = fc.record({
  snapshot: fc.option(text),
  view: fc.constantFrom(
    'map',
    'findings',
    'table',
    'matrix',
    'gaps',
    'charter',
    'snapshots',
    'settings',
    'import',
    'collect',
  ),
  panel: fc.constantFrom('findings', 'inspector', 'ask', 'what-if', 'none'),
  lens: fc.constantFrom('placement', 'exposure'),
  selection: fc.option(text),
  finding: fc.option(text),
  pointer: fc.option(text),
  levels: fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    level,
    { noNullPrototype: true, maxKeys: 8 },
  ),
  scope: fc.option(text),
  query: fc.oneof(fc.constant(''), text),
  groupBy: fc.constantFrom('severity', 'rule', 'vpc', 'charter', 'cause'),
  camera: fc.option(
    fc
      .record({
        x: fc.integer({ min: -100_000, max: 100_000 }),
        y: fc.integer({ min: -100_000, max: 100_000 }),
        zoom: fc.double({ min: 0.05, max: 4, noNaN: true }),
      })
      .map(roundCamera)
      // -0 and 0 are one place on the chart.
      .map(({ x, y, zoom }) => ({ x: x + 0, y: y + 0, zoom })),
  ),
  ask: fc.option(question),
  leg: fc.constantFrom('request', 'reply'),
  without: fc.uniqueArray(text, { maxLength: 5 }),
  matrixBy: fc.constantFrom('vpc', 'subnet', 'security-group', 'tag:Team & Cost/Centre'),
})

describe('view state in the URL', () => {
  it('reads back every view it writes, whatever its texts hold', () => {
    fc.assert(
      fc.property(viewState, (state) => {
        expect(readViewState(writeViewState(state))).toEqual(state)
      }),
    )
  })

  it('writes one string for one view, whatever order its levels were set in', () => {
    const one = { ...DEFAULT_VIEW_STATE, levels: { b: 'chip', a: 'full' } } as const
    const other = { ...DEFAULT_VIEW_STATE, levels: { a: 'full', b: 'chip' } } as const
    expect(writeViewState(one)).toBe(writeViewState(other))
  })

  it('keeps defaults out, and writes nothing at all for the first view', () => {
    expect(writeViewState(DEFAULT_VIEW_STATE)).toBe('')
    expect(writeViewState({ ...DEFAULT_VIEW_STATE, selection: 'i-0a1' })).toBe('v=4&sel=i-0a1')
  })

  it.each([
    ['nothing', ''],
    ['a lone question mark', '?'],
    ['unknown words', '?v=1&view=moon&panel=left&lens=x&sev=fatal&theme=pink'],
    ['a broken camera', '?cam=1,2'],
    ['a camera of too many parts', '?cam=1,2,1,4'],
    ['a camera that is not numbers', '?cam=a,b,c'],
    ['a camera of endless zoom', '?cam=0,0,Infinity'],
    ['a camera of no zoom', '?cam=0,0,0'],
    ['broken escapes in levels', '?lv=%25zz:chip,:full,vpc-1:open'],
    ['a question of one end', '?v=2&from=internet&port=22'],
    ['a matrix by nothing there is', '?v=2&by=moon'],
    ['a selection longer than any id', `?sel=${'a'.repeat(2000)}`],
  ])('reads %s as absent', (_name, search) => {
    expect(readViewState(search)).toEqual(DEFAULT_VIEW_STATE)
  })

  it('never throws, whatever is typed into the address bar', () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        expect(() => readViewState(search)).not.toThrow()
      }),
    )
  })

  it('keeps what it knows from a link of a later version', () => {
    expect(readViewState(`v=${VIEW_STATE_VERSION + 1}&sel=i-0a1&orbit=7`).selection).toBe('i-0a1')
  })

  it('reads a link of version 1 as it was meant', () => {
    expect(readViewState('?v=1&view=table&sel=i-0a1')).toEqual({
      ...DEFAULT_VIEW_STATE,
      view: 'table',
      selection: 'i-0a1',
    })
  })

  it('keeps a question readable, and leaves out of it what cannot be', () => {
    const asked = '?v=2&from=internet&to=i-0a1&port=22'
    expect(readViewState(asked).ask).toMatchObject({ from: 'internet', to: 'i-0a1', protocol: 'tcp', port: 22 })
    expect(writeViewState(readViewState(asked))).toBe('v=4&from=internet&to=i-0a1&port=22')
    expect(readViewState(`${asked}0000&fam=5&proto=T C P&type=999`).ask).toMatchObject({
      port: null,
      family: null,
      protocol: 'tcp',
      icmpType: null,
    })
  })

  it('reads a link typed without a version', () => {
    expect(readViewState('?view=findings&sel=i-0a1')).toMatchObject({ view: 'findings', selection: 'i-0a1' })
  })

  it.each([
    ['alone', '?v=2&view=findings&sev=high,critical', 'severity:high,critical'],
    ['before the words that were searched', '?v=2&sev=low&q=web+prod', 'severity:low web prod'],
    ['and leaves out what was none', '?v=1&sev=fatal', ''],
  ])('reads the severities of a link of version 2 as a term of the search, %s', (_name, search, query) => {
    expect(readViewState(search).query).toBe(query)
  })

  it('reads a link of version 3 as it was meant', () => {
    expect(readViewState('?v=3&view=findings&q=severity:high&grp=rule')).toEqual({
      ...DEFAULT_VIEW_STATE,
      view: 'findings',
      query: 'severity:high',
      groupBy: 'rule',
    })
  })

  it('cannot be made to set a prototype', () => {
    const state = readViewState('?lv=__proto__:chip')
    expect(Object.getPrototypeOf(state.levels)).toBe(Object.prototype)
    expect(writeViewState(state)).toBe('v=4&lv=__proto__%3Achip')
  })
})

/** Which part of a flow a pattern means, and how sure it is, hop by hop. */

import { describe, expect, it } from 'vitest'
import { type Address, parseAddress, parsePrefixOrAddress } from '../../net/prefix.ts'
import { ALL_PORTS, INTERNET, NO_ADDRESSES } from '../../net/traffic.ts'
import { ask } from '../../testing/format-trace.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import type { Trace, TraceHop } from '../trace-result.ts'
import type { Flow } from './flows.ts'
import { type MatchOptions, matchPath, type ReadyPattern } from './match-path.ts'
import type { PacketHeaderStatement, PathStatement } from './scope.ts'
import type { Selection } from './select-ends.ts'

const INVENTORY = sketchNetwork({
  interfaces: {
    'eni-1': { privateIp: '10.0.0.11' },
    'eni-2': { privateIp: '10.0.0.12' },
    'eni-3': { privateIp: '10.0.0.13' },
  },
})
const TRACE = ask(INVENTORY, 'eni-1 to eni-3 tcp/443')
const [HOP] = TRACE.forward

const addressOf = (text: string): Address => {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

const ends = (...ids: readonly string[]): readonly Endpoint[] =>
  ids.flatMap((id) => {
    const networkInterface = INVENTORY.networkInterfaces.get(id)
    const address = networkInterface?.addresses[0]?.privateIp
    return networkInterface && address ? [{ networkInterface, address }] : []
  })

/** `rtb-1`, `acl-1 blocks`, `rtb-1 may`, `nat-1 as 10.0.0.11 198.51.100.9`: the source before and after. */
function hopOf(text: string): TraceHop {
  if (!HOP) throw new Error('The trace of this test takes no step.')
  const [component = '', word = '', before = '10.0.0.11', after = before] = text.split(' ')
  const header = (source: string) => ({
    ...HOP.inbound,
    source: addressOf(source),
    destination: addressOf('10.0.0.13'),
  })
  return {
    ...HOP,
    component,
    kind: component.startsWith('igw-') ? 'internet-gateway' : 'route-table',
    attachedTo: component === 'acl-1' ? 'subnet-1' : null,
    decision: word === 'blocks' || word === 'unknown' ? word : 'passes',
    unknowns: word === 'may' ? [{ code: 'UNKNOWN_RESOURCE', component, detail: 'x', key: null, gapIds: [] }] : [],
    inbound: header(before),
    outbound: header(after),
    rules: [],
  }
}

type Kind = 'in' | 'out' | 'between'

function flowOf(kind: Kind, hops: readonly string[], answer: Partial<Trace> = {}): Flow {
  const product = {
    senders: kind === 'in' ? [] : ends('eni-1', 'eni-2'),
    receivers: kind === 'out' ? [] : ends('eni-3'),
    sourceAddresses: kind === 'in' ? INTERNET : NO_ADDRESSES,
    destinationAddresses: kind === 'out' ? INTERNET : NO_ADDRESSES,
    sourcePorts: ALL_PORTS,
    destinationPorts: ALL_PORTS,
  }
  const trace: Trace = { ...TRACE, verdict: 'reachable', delivered: 'reachable', ...answer, forward: hops.map(hopOf) }
  return { family: 4, protocol: 6, product, trace }
}

const naming = (...ids: readonly string[]): Selection => ({
  interfaces: new Set(ids.filter((id) => id.startsWith('eni-'))),
  components: new Set(ids.filter((id) => !id.startsWith('eni-'))),
  missing: [],
})

interface Wanted {
  readonly source?: string
  readonly destination?: string
  readonly through?: string
  readonly sourceHeader?: Partial<PacketHeaderStatement>
  readonly destinationHeader?: Partial<PacketHeaderStatement>
}

const statement = (header: Partial<PacketHeaderStatement> | undefined): PathStatement | null =>
  header
    ? {
        resources: null,
        header: {
          protocols: null,
          sources: null,
          destinations: null,
          sourcePorts: null,
          destinationPorts: null,
          except: null,
          ...header,
        },
      }
    : null

function readyFor({ source, destination, through, sourceHeader, destinationHeader }: Wanted): ReadyPattern {
  const selected = (names: string | undefined) => (names === undefined ? null : naming(...names.split(' ')))
  return {
    pattern: { source: statement(sourceHeader), destination: statement(destinationHeader), through: null },
    source: selected(source),
    destination: selected(destination),
    through: selected(through),
  }
}

function told(flow: Flow, wanted: Wanted, bidirectional = false): string {
  const options: MatchOptions = { inventory: INVENTORY, bidirectional, unreadLists: 'everything' }
  const match = matchPath(flow, readyFor(wanted), options)
  if (!match) return 'nothing'
  const { product, hops, start, finish, verdict } = match
  const names = (some: readonly Endpoint[], component: string | null) =>
    component ?? some.map(({ networkInterface }) => networkInterface.id.slice(4)).join()
  return `${names(product.senders, start)} > ${names(product.receivers, finish)} ${verdict} by ${hops.map(({ component }) => component).join(' ')}`
}

const OUT = ['eni-1', 'rtb-1', 'igw-1', 'internet']
const IN = ['internet', 'igw-1', 'rtb-1', 'eni-3']
const BETWEEN = ['eni-1', 'acl-1', 'rtb-1', 'eni-3']

describe('the part of a flow a pattern means', () => {
  it.each<readonly [Kind, readonly string[], Wanted, string]>([
    ['between', BETWEEN, {}, '1,2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { source: 'eni-2' }, '2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { source: 'eni-3' }, 'nothing'],
    ['between', BETWEEN, { destination: 'eni-3' }, '1,2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { destination: 'eni-1' }, 'nothing'],
    ['between', BETWEEN, { destination: 'rtb-1' }, 'nothing'],
    ['between', BETWEEN, { source: 'rtb-1' }, 'rtb-1 > 3 reachable by rtb-1 eni-3'],
    ['between', BETWEEN, { source: 'eni-1 rtb-1' }, '1 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['out', OUT, {}, '1,2 > internet reachable by eni-1 rtb-1 igw-1 internet'],
    ['out', OUT, { destination: 'igw-1' }, '1,2 > igw-1 reachable by eni-1 rtb-1 igw-1'],
    ['out', OUT, { destination: 'igw-1 rtb-1' }, '1,2 > rtb-1 reachable by eni-1 rtb-1'],
    ['out', ['igw-1', 'internet'], { destination: 'igw-1' }, '1,2 > igw-1 reachable by igw-1'],
    ['out', OUT, { destination: 'igw-2' }, 'nothing'],
    ['out', OUT, { source: 'rtb-1' }, 'nothing'],
    ['in', IN, {}, 'internet > 3 reachable by internet igw-1 rtb-1 eni-3'],
    ['in', IN, { source: 'igw-1' }, 'igw-1 > 3 reachable by igw-1 rtb-1 eni-3'],
    ['in', IN, { source: 'igw-1 rtb-1' }, 'rtb-1 > 3 reachable by rtb-1 eni-3'],
    ['in', ['igw-1', 'eni-3'], { source: 'igw-1' }, 'igw-1 > 3 reachable by igw-1 eni-3'],
    ['in', IN, { source: 'igw-2' }, 'nothing'],
    // What comes in by a gateway does not end there; at a component after it, it may.
    ['in', IN, { destination: 'igw-1' }, 'nothing'],
    ['in', IN, { destination: 'rtb-1' }, 'internet > rtb-1 reachable by internet igw-1 rtb-1'],
    ['in', IN, { source: 'rtb-1', destination: 'rtb-1' }, 'rtb-1 > rtb-1 reachable by rtb-1'],
    ['in', ['internet', 'acl-1', 'rtb-1', 'eni-3'], { source: 'rtb-1', destination: 'acl-1' }, 'nothing'],
    ['between', BETWEEN, { through: 'rtb-1' }, '1,2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { through: 'eni-3' }, '1,2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { through: 'subnet-1' }, '1,2 > 3 reachable by eni-1 acl-1 rtb-1 eni-3'],
    ['between', BETWEEN, { through: 'nat-1' }, 'nothing'],
    ['between', BETWEEN, { source: 'rtb-1', through: 'acl-1' }, 'nothing'],
  ])('%s %j, %j: %s', (kind, ...[hops, wanted, expected]) => {
    expect(told(flowOf(kind, hops), wanted)).toBe(expected)
  })
})

describe('how sure a part is', () => {
  const verdict = (flow: Flow, wanted: Wanted, bidirectional: boolean) =>
    told(flow, wanted, bidirectional).split(' ')[3] ?? 'nothing'

  it.each<readonly [Partial<Trace>, string, string]>([
    [{ verdict: 'reachable', delivered: 'reachable' }, 'reachable', 'reachable'],
    [{ verdict: 'blocked', delivered: 'reachable' }, 'reachable', 'nothing'],
    [{ verdict: 'unknown', delivered: 'reachable' }, 'reachable', 'unknown'],
    [{ verdict: 'unknown', delivered: 'unknown' }, 'unknown', 'unknown'],
    [{ verdict: 'blocked', delivered: 'blocked' }, 'nothing', 'nothing'],
  ])('a whole path is judged as its trace, one way or both: %j', (answer, ...[request, both]) => {
    const flow = flowOf('between', BETWEEN, answer)
    expect([verdict(flow, {}, false), verdict(flow, {}, true)]).toEqual([request, both])
  })

  it.each<readonly [readonly string[], Partial<Trace>, readonly [string, string]]>([
    [OUT, {}, ['reachable', 'reachable']],
    [OUT, { verdict: 'blocked' }, ['reachable', 'unknown']],
    [OUT, { verdict: 'unknown', delivered: 'unknown' }, ['reachable', 'unknown']],
    [
      ['eni-1', 'rtb-1', 'igw-1', 'internet blocks'],
      { verdict: 'blocked', delivered: 'blocked' },
      ['reachable', 'unknown'],
    ],
    [
      ['eni-1', 'rtb-1', 'igw-1 blocks', 'internet'],
      { verdict: 'blocked', delivered: 'blocked' },
      ['nothing', 'nothing'],
    ],
    [
      ['eni-1', 'rtb-1 unknown', 'igw-1', 'internet'],
      { verdict: 'unknown', delivered: 'unknown' },
      ['unknown', 'unknown'],
    ],
    // Nobody knows which way is taken: what blocks on the one told may not stand on the other.
    [
      ['eni-1 may', 'rtb-1 blocks', 'igw-1', 'internet'],
      { verdict: 'unknown', delivered: 'unknown' },
      ['unknown', 'unknown'],
    ],
    [
      ['eni-1 may', 'rtb-1 blocks', 'igw-1', 'internet'],
      { verdict: 'blocked', delivered: 'blocked' },
      ['nothing', 'nothing'],
    ],
    [
      ['eni-1', 'rtb-1 blocks', 'igw-1', 'internet'],
      { verdict: 'unknown', delivered: 'unknown' },
      ['nothing', 'nothing'],
    ],
  ])('a part is judged as far as it goes: %j, %j', (hops, answer, expected) => {
    const flow = flowOf('out', hops, answer)
    const wanted = { destination: 'igw-1' }
    expect([verdict(flow, wanted, false), verdict(flow, wanted, true)]).toEqual(expected)
  })
})

describe('the header at both ends of a part', () => {
  const sources = (text: string) => ({
    sources: { prefixes: [parsePrefixOrAddress(text)].flatMap((each) => each ?? []), prefixLists: [], pointer: '' },
  })
  const translated = ['eni-1', 'nat-1 as 10.0.0.11 198.51.100.9', 'rtb-1 as 198.51.100.9', 'eni-3 as 198.51.100.9']

  it.each<readonly [Wanted, boolean]>([
    [{ sourceHeader: { protocols: [6] } }, true],
    [{ sourceHeader: { protocols: [17] } }, false],
    [{ sourceHeader: sources('10.0.0.11') }, true],
    [{ sourceHeader: sources('198.51.100.9') }, false],
    [{ destinationHeader: sources('198.51.100.9') }, true],
    [{ source: 'nat-1', sourceHeader: sources('198.51.100.9') }, false],
    [{ source: 'rtb-1', sourceHeader: sources('198.51.100.9') }, true],
  ])('is that of the packet there: %j', (wanted, matches) => {
    expect(told(flowOf('between', translated), wanted) !== 'nothing').toBe(matches)
  })
})

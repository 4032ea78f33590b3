/** One question after the other to a large estate, each with its whole explanation. */

import type { NetworkInterface } from '../../lib/inventory/network.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { trace } from '../../lib/reachability/trace.ts'
import type { TraceQuery } from '../../lib/reachability/trace-result.ts'
import { estateDocuments } from '../../lib/testing/estate/estate-pages.ts'
import { mix } from '../../lib/testing/estate/estate-plan.ts'
import { ms, percentile, timed } from './measure.ts'
import { SIZES, type SizeName } from './sizes.ts'

export interface TraceResult {
  readonly size: SizeName
  readonly kind: string
  readonly p50: number
  readonly p99: number
  readonly verdicts: Readonly<Record<string, number>>
}

const WARM_UP = 500
const QUESTIONS = 4000
const TCP = 6

export function measureTraces(size: SizeName): readonly TraceResult[] {
  const inventory = readDescribe(estateDocuments({ interfaces: SIZES[size] }))
  const network = networkOf(inventory)
  const interfaces = [...inventory.networkInterfaces.values()]
  const pick = (turn: number) => interfaces[mix(11, turn) % interfaces.length]
  const siblings: ReadonlyMap<string, readonly NetworkInterface[]> = Map.groupBy(interfaces, ({ vpcId }) => vpcId)
  const beside = (item: NetworkInterface | undefined, turn: number) => {
    const held = siblings.get(item?.vpcId ?? '') ?? []
    return held[mix(13, turn) % held.length]
  }
  const kinds: Readonly<Record<string, (turn: number) => TraceQuery>> = {
    'internet to an interface': (turn) => question('internet', pick(turn)?.id, 443),
    'within a VPC': (turn) => question(pick(turn)?.id, beside(pick(turn), turn)?.id, 5432),
    'between any two': (turn) => question(pick(turn)?.id, pick(turn + 1_000_000)?.id, 8000),
    'an interface to the internet': (turn) => question(pick(turn)?.id, '198.51.100.200', 443),
  }
  return Object.entries(kinds).map(([kind, ask]) => {
    for (let turn = 0; turn < WARM_UP; turn++) trace(network, ask(turn))
    const answers = Array.from({ length: QUESTIONS }, (_, turn) => timed(() => trace(network, ask(WARM_UP + turn))))
    const times = answers.map((answer) => answer.ms)
    const verdicts = Object.fromEntries(
      [...Map.groupBy(answers, ({ value }) => value.verdict)].map(([verdict, all]) => [verdict, all.length]),
    )
    return { size, kind, p50: percentile(times, 0.5), p99: percentile(times, 0.99), verdicts }
  })
}

function question(from = '', to = '', port = 443): TraceQuery {
  const chosen = { family: 4, sourceIp: null, destinationIp: null, sourcePort: null, icmp: null, via: null } as const
  return { from, to, protocol: TCP, port, ...chosen }
}

export const TRACE_HEAD = ['Interfaces', 'Question', 'p50', 'p99', 'Reachable', 'Blocked', 'Unknown']

export function traceRow({ size, kind, p50, p99, verdicts }: TraceResult): readonly string[] {
  const counts = ['reachable', 'blocked', 'unknown'].map((verdict) => String(verdicts[verdict] ?? 0))
  return [size, kind, ms(p50), ms(p99), ...counts]
}

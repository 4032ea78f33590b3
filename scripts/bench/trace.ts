/** One question after the other to a large estate, each with its whole explanation. */

import type { SecurityGroup } from '../../lib/inventory/filters.ts'
import type { NetworkInterface } from '../../lib/inventory/network.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { type Network, networkOf } from '../../lib/reachability/network.ts'
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
  const network = networkOf(readDescribe(estateDocuments({ interfaces: SIZES[size] })))
  return Object.entries(kindsOf(network)).map(([kind, ask]) => {
    for (let turn = 0; turn < WARM_UP; turn++) trace(network, ask(turn))
    // An answer is let go once it is read, as a server does: held, all of them would be copied again and again.
    const answers = Array.from({ length: QUESTIONS }, (_, turn) => {
      const { value, ms: taken } = timed(() => trace(network, ask(WARM_UP + turn)))
      return { verdict: value.verdict, ms: taken }
    })
    const times = answers.map((answer) => answer.ms)
    const verdicts = Object.fromEntries(
      [...Map.groupBy(answers, ({ verdict }) => verdict)].map(([verdict, all]) => [verdict, all.length]),
    )
    return { size, kind, p50: percentile(times, 0.5), p99: percentile(times, 0.99), verdicts }
  })
}

type Ask = (turn: number) => TraceQuery

/** What is asked for at random is mostly blocked; the other kinds are what works, by each of the ways there are. */
function kindsOf({ inventory, index }: Network): Readonly<Record<string, Ask>> {
  const interfaces = [...inventory.networkInterfaces.values()]
  const oneOf = <T>(all: readonly T[], turn: number) => all[mix(11, turn) % all.length]
  const any = (turn: number) => oneOf(interfaces, turn)
  const carrying = (name: string) => {
    const groups = new Set<string>([...inventory.securityGroups.values()].flatMap((each) => namedLike(each, name)))
    return interfaces.filter(({ securityGroupIds: [first] }) => first !== undefined && groups.has(first))
  }
  const [fronts, hosts, databases] = [carrying('web'), carrying('orders'), carrying('database')]
  const beside = (item: NetworkInterface | undefined, turn: number) =>
    oneOf(index.interfacesByVpc.get(item?.vpcId ?? '') ?? [], turn + 1_000_000)
  const among = (all: readonly NetworkInterface[]) => {
    const byVpc: ReadonlyMap<string, readonly NetworkInterface[]> = Map.groupBy(all, ({ vpcId }) => vpcId)
    return (item: NetworkInterface | undefined, turn: number) => oneOf(byVpc.get(item?.vpcId ?? '') ?? [], turn)
  }
  const databaseOf = among(databases)
  const balanced = [...inventory.targetGroups.values()].flatMap(({ loadBalancerArns: [via], targets, targetType }) =>
    via !== undefined && targetType === 'instance' ? (targets ?? []).map(({ id }) => ({ via, id })) : [],
  )
  return {
    'internet to an interface': (turn) => question('internet', any(turn)?.id, 443),
    'within a VPC': (turn) => question(any(turn)?.id, beside(any(turn), turn)?.id, 5432),
    'between any two': (turn) => question(any(turn)?.id, any(turn + 1_000_000)?.id, 8000),
    'host to its database': (turn) => question(oneOf(hosts, turn)?.id, databaseOf(oneOf(hosts, turn), turn)?.id, 5432),
    'front to any host': (turn) => question(oneOf(fronts, turn)?.id, oneOf(hosts, turn + 1_000_000)?.id, 8000),
    'an interface to the internet': (turn) => question(any(turn)?.id, '198.51.100.200', 443),
    'host to the internet, by NAT': (turn) => question(oneOf(hosts, turn)?.id, '198.51.100.200', 443),
    'internet to a target, by its load balancer': (turn) => {
      const { via = null, id } = oneOf(balanced, turn) ?? {}
      return { ...question('internet', id, 443), via }
    },
  }
}

function namedLike({ id, groupName }: SecurityGroup, name: string): readonly string[] {
  return groupName?.endsWith(`-${name}`) ? [id] : []
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

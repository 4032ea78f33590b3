import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FirewallMatch } from '../../inventory/firewall-rules.ts'
import { holds, type NumberSet } from '../../net/interval-set.ts'
import { parsePrefix } from '../../net/prefix.ts'
import { addressSet } from '../../net/traffic.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { type OrderedRule, shareOut } from './firewall-shares.ts'

const PACKET = {
  ...packetOf('10.1.0.10 > 10.2.0.10 tcp 0'),
  sourcePorts: [[0, 9]] as const,
  destinationPorts: [[0, 9]] as const,
}

function sources(cidr: string) {
  return addressSet([parsePrefix(cidr)].flatMap((prefix) => prefix ?? []))
}

const ports: fc.Arbitrary<NumberSet | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]): NumberSet => [[Math.min(a, b), Math.max(a, b)]]),
  },
)

const match: fc.Arbitrary<FirewallMatch> = fc.record({
  protocols: fc.constantFrom<FirewallMatch['protocols'][]>('any', [6], [17], null),
  sources: fc.constantFrom(sources('10.1.0.0/16'), sources('10.9.0.0/16'), sources('0.0.0.0/0'), null),
  destinations: fc.constant(sources('0.0.0.0/0')),
  sourcePorts: ports,
  destinationPorts: ports,
  exact: fc.boolean(),
})

const ruleList = fc
  .array(match, { maxLength: 6 })
  .map((matches) => matches.map((each, value) => ({ match: each, value })))

/** One packet with one port each way, told rule by rule. */
function plainly(rules: readonly OrderedRule<number>[], from: number, to: number) {
  const doubtful: number[] = []
  for (const { match: each, value } of rules) {
    const fits =
      (each.protocols === null || each.protocols === 'any' || each.protocols.includes(6)) &&
      (each.sources === null || holds(each.sources.v4, 0x0a01_000a)) &&
      (each.sourcePorts === null || holds(each.sourcePorts, from)) &&
      (each.destinationPorts === null || holds(each.destinationPorts, to))
    if (!fits) continue
    const told = [each.protocols, each.sources, each.sourcePorts, each.destinationPorts].every(
      (field) => field !== null,
    )
    if (each.exact && told) return { taker: value, doubtful }
    doubtful.push(value)
  }
  return { taker: null, doubtful }
}

it('gives each port of a packet to the first rule that takes it, and to one share only', () => {
  const port = fc.nat(9)
  fc.assert(
    fc.property(ruleList, port, port, (rules, from, to) => {
      const shares = shareOut(PACKET, rules).filter(
        ({ packet }) => holds(packet.sourcePorts, from) && holds(packet.destinationPorts, to),
      )

      expect(shares).toHaveLength(1)
      expect(shares[0]).toMatchObject(plainly(rules, from, to))
    }),
  )
})

it('shares a packet of a protocol without ports out whole', () => {
  const ping = packetOf('10.1.0.10 > 10.2.0.10 icmp')
  const rule = { protocols: 'any' as const, sources: sources('0.0.0.0/0'), destinations: sources('0.0.0.0/0') }
  const ofPort: FirewallMatch = { ...rule, sourcePorts: [[0, 65_535]], destinationPorts: [[22, 22]], exact: true }

  expect(shareOut(ping, [{ match: ofPort, value: 1 }])).toMatchObject([{ taker: 1, packet: ping }])
})

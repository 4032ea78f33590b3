/**
 * What is found out about two ends before anybody asks: the way between them, the ports worth a question and those that
 * are open, and what one end and the internet send each other. A port too many costs only time and would show in no
 * answer, so it is held here. `vitest run -u` writes the file anew; what changes in it is to be read.
 */

import { describe, expect, it } from 'vitest'
import { type Address, type Family, formatAddress, parsePrefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import { addressSet, formatAddresses, formatPorts, ofFamily } from '../net/traffic.ts'
import { PAIRS } from '../testing/networks-of-pairs.ts'
import { NETWORKS } from '../testing/networks-to-tell.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { admittedPorts, candidatePorts, namedProtocols, sentPorts } from './candidate-ports.ts'
import { type Endpoint, endpointClasses } from './endpoint-classes.ts'
import { type Network, networkOf } from './network.ts'
import { outsideTraffic } from './outside-traffic.ts'
import { echoRequest } from './packet.ts'
import { pairProtocols, trafficOf } from './pair-traffic.ts'
import { pairsWorthAsking } from './pairs-worth-asking.ts'
import { type Pair, type Way, wayBetween } from './way-between.ts'

const FAMILIES: readonly Family[] = [4, 6]
const WORLDS = { ...NETWORKS, ...PAIRS }

/** Addresses outside, some of which some networks name. */
const OUTSIDE = addressSet(
  ['192.0.2.0/23', '203.0.113.0/24', '2001:db8:ffff::/64'].flatMap((text) => parsePrefix(text) ?? []),
)

const endName = ({ networkInterface, address }: Endpoint) => `${networkInterface.id} ${formatAddress(address)}`
const wayWords = (way: Way) => (way.kind === 'told' ? `from ${formatAddress(way.source)}` : way.kind)
const portsWords = (ports: ReturnType<typeof sentPorts>) => formatPorts(ports) || 'none'

function endsOf(network: Network, family: Family): readonly Endpoint[] {
  return endpointClasses(network, family).flatMap(({ members }) => members)
}

function protocolWords(network: Network, pair: Pair, protocol: number): readonly string[] {
  const { from, to } = pair
  const sent = sentPorts(network, from.networkInterface, protocol)
  const admitted = admittedPorts(network, to.networkInterface, protocol)
  const candidates = candidatePorts(network, pair, protocol)
  if (sent.length === 0 && admitted.length === 0) return []
  const words = [sent, admitted, candidates].map(portsWords)
  const found = trafficOf(network, pair, { protocol, ports: [[0, 30_000]] }).map(
    ({ ports, verdict, delivered, trace }) =>
      `    ${formatPorts(ports)} ${verdict}, ${delivered}, as ${trace.query.port ?? 'any'}`,
  )
  return [`  ${formatProtocol(protocol)} sent ${words[0]}; admitted ${words[1]}; worth asking ${words[2]}`, ...found]
}

function pairWords(network: Network, pair: Pair): readonly string[] {
  const named = namedProtocols(network, pair).map(formatProtocol).join(', ')
  const told = pairProtocols(network, pair).flatMap((protocol) => protocolWords(network, pair, protocol))
  return [
    `${endName(pair.from)} > ${endName(pair.to)}: ${wayWords(wayBetween(network, pair))}; named ${named || 'none'}`,
    ...told,
  ]
}

function pairs(network: Network): readonly string[] {
  return FAMILIES.flatMap((family) => {
    const ends = endsOf(network, family)
    return ends.flatMap((from) =>
      ends
        .filter((to) => to.networkInterface !== from.networkInterface)
        .flatMap((to) => pairWords(network, { from, to })),
    )
  })
}

function worthAsking(network: Network): readonly string[] {
  return FAMILIES.flatMap((family) => {
    const classes = endpointClasses(network, family)
    return [...pairsWorthAsking(network, { senders: classes, receivers: classes })].map(
      ({ from, to, pair, settled }) =>
        `${endName(pair.from)} of ${from.members.length} > ${endName(pair.to)} of ${to.members.length}${settled ? ' settled by groups' : ''}`,
    )
  })
}

function outsideWords(network: Network, end: Endpoint, direction: 'in' | 'out'): readonly string[] {
  const { networkInterface, address } = end
  const { family } = address
  const questions = pairProtocols(network, { from: end, to: end }).map((protocol) => {
    const fixed = { protocol, family, sourcePort: null, icmp: echoRequest(protocol), via: null }
    const ask = (other: Address, port: number) => {
      const more = { ...fixed, port: hasPorts(protocol) ? port : null }
      return direction === 'in'
        ? { ...more, from: 'internet', to: networkInterface.id, sourceIp: other, destinationIp: null }
        : { ...more, from: networkInterface.id, to: 'internet', sourceIp: address, destinationIp: other }
    }
    return { end, direction, protocol, outside: ofFamily(OUTSIDE, family), ask }
  })
  return questions.flatMap((question) =>
    outsideTraffic(network, question).map(
      ({ addresses, ports, trace }) =>
        `${endName(end)} ${direction} ${formatProtocol(question.protocol)} ${formatPorts(ports)} ${formatAddresses(addresses, 20)}: ${trace.verdict}, ${trace.delivered}`,
    ),
  )
}

const outside = (network: Network) =>
  FAMILIES.flatMap((family) =>
    endsOf(network, family).flatMap((end) => [
      ...outsideWords(network, end, 'in'),
      ...outsideWords(network, end, 'out'),
    ]),
  )

const all = (tell: (network: Network) => readonly string[]) =>
  Object.entries(WORLDS)
    .map(([name, world]) => [name, tell(networkOf(world()))] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `# ${name}\n${lines.join('\n')}\n`)
    .join('\n')

// Source: VPC guide, "Security group rules", "Network ACL rules", "Route tables".
describe('before a question is asked, it is known', () => {
  it.each([
    ['pairs', pairs],
    ['pairs-worth-asking', worthAsking],
    ['outside', outside],
  ])('what golden/%s.txt says', async (name, tell) => {
    await expect(all(tell)).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})

describe('what is known of two ends', () => {
  const network = networkOf((PAIRS['a transit gateway that leads both ways'] ?? sketchNetwork)())
  const [first, second] = endsOf(network, 4).filter(({ networkInterface: { id } }) => id === 'eni-a' || id === 'eni-b')
  const pair = { from: first, to: second } as Pair

  it.each([
    ['what the groups admit', () => admittedPorts(network, pair.to.networkInterface, 6)],
    ['the protocols the rules name', () => namedProtocols(network, { from: pair.to, to: pair.to })],
  ])('is worked out once: %s', (_, ask) => {
    expect(ask()).toBe(ask())
  })
})

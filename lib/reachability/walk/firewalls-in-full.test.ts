/** Each of some firewalls asked for each of some packets, on each way: all that is told. `vitest run -u` writes it anew. */

import { describe, expect, it } from 'vitest'
import { formatAddress } from '../../net/prefix.ts'
import { formatProtocol } from '../../net/protocol.ts'
import { formatPorts } from '../../net/traffic.ts'
import { type FirewallSketch, firewallElements, POLICY_ARN } from '../../testing/sketch-firewall.ts'
import { sketchTransit } from '../../testing/sketch-transit.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { FirewallJudgement } from './firewall-pieces.ts'
import { judgeFirewall } from './judge-firewall.ts'

const STRICT = { strict: true, statefulDefault: ['aws:drop_strict'] } as const

const FIREWALLS: Readonly<Record<string, FirewallSketch>> = {
  'passes all without looking': { statelessDefault: 'aws:pass' },
  'drops all without looking': { statelessDefault: 'aws:drop' },
  'does by default what nobody knows': { statelessDefault: 'my-action' },
  'passes some ports without looking': {
    statelessDefault: 'aws:drop',
    stateless: [['10 pass tcp ANY ANY 22', '20 pass tcp ANY ANY 32768-40000', '30 pass udp ANY ANY 53']],
  },
  'hands some ports on': { statelessDefault: 'aws:drop', stateless: [['10 forward tcp ANY ANY 22']] },
  'looks at flags before it drops': { statelessDefault: 'aws:drop', stateless: [['10 pass tcp ANY ANY 22 syn']] },
  'looks at flags before it hands on': {
    stateless: [['10 drop tcp ANY ANY 22 syn']],
    stateful: [['pass tcp ANY ANY 22']],
  },
  'looks at flags twice': {
    statelessDefault: 'aws:pass',
    stateless: [['10 drop tcp ANY ANY 22 syn', '20 forward tcp ANY ANY 22 syn', '30 drop tcp ANY ANY 22']],
  },
  'has a stateful group where a stateless one should be': {
    stateless: [['10 pass tcp ANY ANY 22']],
    stateful: [['drop ip ANY ANY ANY']],
  },
  'drops nothing': { stateful: [] },
  'drops one way': { stateful: [['drop tcp 10.1.0.0/16 10.2.0.0/16 22']] },
  'drops the other way': { stateful: [['drop tcp 10.2.0.0/16 10.1.0.0/16 ANY']] },
  'drops both ways': { stateful: [['drop tcp 10.2.0.0/16 10.1.0.0/16 22 both']] },
  'passes before it drops': { stateful: [['drop ip ANY ANY ANY'], ['pass tcp ANY ANY 22']] },
  'is alerted only': { stateful: [['alert ip ANY ANY ANY']] },
  'is alerted before it drops, in strict order': {
    ...STRICT,
    stateful: [['alert ip ANY ANY ANY', 'pass tcp ANY ANY 22']],
  },
  'drops what no rule names, in strict order': { ...STRICT, stateful: [['pass udp ANY ANY 53']] },
  'drops before it passes, in strict order': {
    ...STRICT,
    stateful: [['drop tcp ANY ANY 22'], ['pass ip ANY ANY ANY']],
  },
  'drops established flows, in strict order': {
    strict: true,
    statefulDefault: ['aws:drop_established', 'aws:alert_established'],
    stateful: [],
  },
  'has rules nobody reads': { stateful: ['suricata'] },
  'has rules nobody reads before it drops': { ...STRICT, stateful: ['suricata', ['drop tcp ANY ANY 22']] },
  'has rules nobody reads after it passes': { stateful: [['pass tcp ANY ANY 22'], 'suricata', 'lost'] },
  'has rules nobody collected, and others nobody reads': {
    ...STRICT,
    stateful: ['lost', 'suricata', ['pass ip ANY ANY ANY']],
  },
  'knows names of hosts': { stateful: ['domains'] },
  'looks at options before it drops': { stateful: [['drop tcp ANY ANY 22 flow']] },
  'looks at options before it passes': { ...STRICT, stateful: [['pass tcp ANY ANY 22 flow', 'pass udp ANY ANY 53']] },
  'looks at options of two rules': {
    ...STRICT,
    stateful: [['drop tcp ANY ANY 22 flow', 'pass tcp ANY ANY ANY flow'], ['pass tcp ANY ANY 22']],
  },
  'knows an application': { stateful: [['drop ssh ANY ANY 22', 'drop ntp ANY ANY 123']] },
  'names the client’s own ports': {
    statelessDefault: 'aws:drop',
    stateless: [['10 pass tcp ANY ANY 1024-2999', '15 drop tcp ANY ANY 3000', '20 pass tcp ANY ANY 3001-9999']],
  },
}

const wide = (packet: Packet): Packet => ({ ...packet, sourcePorts: [[22, 22]], destinationPorts: [[1000, 9999]] })
const fromMany = (packet: Packet): Packet => ({
  ...packet,
  sourcePorts: [
    [1000, 2999],
    [5000, 5999],
  ],
})
const SSH = packetOf('10.1.0.10 > 10.2.0.10 tcp 22')
const PACKETS = [
  SSH,
  packetOf('10.2.0.10 > 10.1.0.10 tcp 443'),
  packetOf('10.1.0.10 > 10.2.0.10 udp 53'),
  packetOf('10.1.0.10 > 10.2.0.10 icmp'),
  wide(SSH),
  fromMany(SSH),
]

function turned(packet: Packet): Packet {
  const { source, destination, sourcePorts, destinationPorts } = packet
  const ends = {
    source: destination,
    destination: source,
    sourcePorts: destinationPorts,
    destinationPorts: sourcePorts,
  }
  return { ...packet, ...ends }
}

const words = ({ source, destination, protocol, sourcePorts, destinationPorts }: Packet) =>
  `${formatAddress(source)}:${formatPorts(sourcePorts)} > ${formatAddress(destination)}:${formatPorts(destinationPorts)} ${formatProtocol(protocol)}`

const judgementWords = ({ decision, packet, rules, detail, doubts, caveats }: FirewallJudgement) =>
  [
    `${decision}: ${detail}`,
    `    ${words(packet)}`,
    ...rules.map(({ resourceId, pointer, excerpt }) => `    by ${excerpt} of ${resourceId} at ${pointer}`),
    ...doubts.map(({ component, key, detail: why }) => `    ? ${component ?? ''} ${key ?? ''}: ${why}`),
    ...caveats.map(({ code, component, detail: why }) => `    ! ${code} at ${component}: ${why}`),
  ].join('\n')

function told(firewall: FirewallSketch): string {
  const inventory = sketchTransit({ vpcs: {}, elements: firewallElements(firewall) })
  const network = networkOf(inventory)
  const policy = inventory.networkFirewallPolicies.get(POLICY_ARN)
  if (!policy) throw new Error('The sketch has no policy.')
  const ways = [
    ['request', (packet: Packet) => judgeFirewall(network, { policy, packet, leg: 'request' })],
    ['reply', (packet: Packet) => judgeFirewall(network, { policy, packet: turned(packet), leg: 'reply' })],
    [
      'reply alone',
      (packet: Packet) => judgeFirewall(network, { policy, packet: turned(packet), leg: 'reply', isUnseen: true }),
    ],
  ] as const
  return PACKETS.flatMap((packet) => ways.map(([way, judge]) => `${way} ${judgementWords(judge(packet))}`))
    .join('\n')
    .replaceAll('arn:aws:network-firewall:eu-west-1:111122223333:', '')
}

// Source: Network Firewall guide, "Stateless and stateful rules engines", "Managing evaluation order".
describe('firewalls', () => {
  it('do with requests and replies what golden/firewalls.txt says', async () => {
    const chapters = Object.entries(FIREWALLS).map(([name, firewall]) => `## ${name}\n${told(firewall)}\n`)
    await expect(chapters.join('\n')).toMatchFileSnapshot('../golden/firewalls.txt')
  })
})

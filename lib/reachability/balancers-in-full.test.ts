/**
 * What each node of a load balancer does with what its listeners take, and what the internet reaches behind it: which
 * targets it may send to, whose address they see, which legs are told from another that is alike, and the rows of
 * exposure. `vitest run --update` writes the files anew; what changes in them is to be read.
 */

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Listener, LoadBalancer } from '../inventory/services.ts'
import { type Address, type Family, formatAddress, parseAddress } from '../net/prefix.ts'
import { formatPorts } from '../net/traffic.ts'
import { LOAD_BALANCERS } from '../testing/codes/load-balancers.ts'
import { exposureInFull } from '../testing/format-in-full.ts'
import { LEGS } from '../testing/networks-of-legs.ts'
import { BALANCERS } from '../testing/questions/load-balancers.ts'
import { firstAddress } from './address-index.ts'
import { alikeLegs } from './alike-legs.ts'
import { type BalancerLeg, balancerLegs } from './balancer-leg.ts'
import { clientIpOf } from './client-ip.ts'
import { exposure } from './exposure.ts'
import { groupsOfListener, listenerText, transportsOf } from './load-balancer-listeners.ts'
import { loadBalancerNode, nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import type { TargetChoice } from './load-balancer-target.ts'
import { targetsOfListener } from './load-balancer-targets.ts'
import { type Network, networkOf } from './network.ts'
import { EPHEMERAL_PORTS, type Packet } from './packet.ts'

const WORLDS: Worlds = {
  ...Object.fromEntries(
    Object.entries({ ...LOAD_BALANCERS, ...BALANCERS }).map(([name, { world }]) => [name, world] as const),
  ),
  ...LEGS,
}

const CLIENTS: readonly Address[] = ['203.0.113.7', '192.0.2.9', '2001:db8:ffff::7'].flatMap(
  (text) => parseAddress(text) ?? [],
)

/** Of an ARN what is the resource's own. */
const lastOf = (arn: string) => arn.split(':').at(-1)

const nodesOf = (network: Network) =>
  [...network.inventory.networkInterfaces.values()].flatMap((node) => {
    const of = loadBalancerNode(network, node.id)
    return of ? [{ node, ...of }] : []
  })

interface Taking {
  readonly balancer: LoadBalancer
  readonly listener: Listener
  readonly node: NetworkInterface
}

const takings = (network: Network): readonly Taking[] =>
  nodesOf(network).flatMap(({ node, balancer }) =>
    balancer ? (balancer.listeners ?? []).map((listener) => ({ balancer, listener, node })) : [],
  )

const headOf = ({ listener, node }: Taking) => `${node.id} ${listenerText(listener)}`

function standingWords({ standing }: TargetChoice): string {
  if (standing.kind === 'never') return `never: ${standing.code} ${standing.detail}`
  const doubts = standing.kind === 'unknown' ? standing.unknowns.map((each) => `${each.detail} [${each.key}]`) : []
  return [standing.kind, ...standing.caveats, ...doubts].join(' ')
}

function targetWords({ target }: TargetChoice): string {
  if (target.kind === 'address') return `${formatAddress(target.address)} of ${target.networkInterface?.id ?? 'nobody'}`
  if (target.kind === 'load-balancer') return target.nodes.map(({ id }) => id).join(', ')
  return target.kind === 'untold' ? `${target.unknown.detail} [${target.unknown.key}]` : target.kind
}

const clientOf = ({ balancer }: Taking, { group, targetId, target }: TargetChoice, clientFamily: Family = 4) =>
  clientIpOf({
    balancer,
    group,
    isInstance: targetId.startsWith('i-'),
    clientFamily,
    targetFamily: target.kind === 'address' ? target.address.family : clientFamily,
  })

function choiceWords(taking: Taking, choice: TargetChoice): string {
  const { preserved, caveats } = clientOf(taking, choice)
  const client = [preserved ? 'sees the client' : 'sees the node', ...caveats].join(' ')
  const { rule, targetId, port } = choice
  return `    ${targetId} port ${port ?? 'untold'} (${targetWords(choice)}) ${standingWords(choice)}; ${client}; ${rule.excerpt} at ${rule.document}${rule.pointer}`
}

const targets = (network: Network) =>
  takings(network).flatMap((taking) => {
    const { choices, refusals, unknowns } = targetsOfListener(network, taking)
    const groups = groupsOfListener(network, taking.balancer, taking.listener).map(
      ({ arn, sure, byRule }) => `${lastOf(arn)}${sure ? '' : ' perhaps'}${byRule ? ' by a rule' : ''}`,
    )
    return [
      `${headOf(taking)}: ${groups.join(', ') || 'no group'}`,
      ...choices.map((choice) => choiceWords(taking, choice)),
      ...refusals.map(({ code, component, detail }) => `    x ${code} at ${component}: ${detail}`),
      ...unknowns.map(({ component, detail, key }) => `    ? ${component}: ${detail} [${key}]`),
    ]
  })

/** What a client may send the listener, by each protocol it takes. */
function packetsAt({ listener, node, balancer }: Taking, source: Address): readonly Packet[] {
  const { family } = source
  const destination = firstAddress(node, family)
  if (!destination || listener.port === null || balancer.kind === 'gateway') return []
  const destinationPorts = [[listener.port, listener.port]] as const
  return (transportsOf(listener.protocol) ?? []).map((protocol) => {
    return { family, protocol, source, sourcePorts: EPHEMERAL_PORTS, destination, destinationPorts, icmp: null }
  })
}

const headerWords = ({ source, destination, destinationPorts }: Packet) =>
  `${formatAddress(source)} > ${formatAddress(destination)}:${formatPorts(destinationPorts)}`

const hopsWords = ({ forward, reply }: BalancerLeg) =>
  [forward, reply]
    .map((hops) => hops.map(({ component, decision }) => `${lastOf(component)} ${decision}`).join(', '))
    .join(' < ')

function legsOf(network: Network, taking: Taking, number: (likeness: string) => number): readonly string[] {
  const { balancer, node } = taking
  const choices = targetsOfListener(network, taking).choices.filter(({ standing }) => standing.kind !== 'never')
  return CLIENTS.flatMap((client) =>
    packetsAt(taking, client).flatMap((packet) =>
      choices.flatMap((choice) => {
        const question = { balancerArn: balancer.id, nodeId: node.id, choice, packet }
        const { preserved } = clientOf(taking, choice, packet.family)
        const alike = alikeLegs(network, { ...question, balancer, node, preserved })
        expect(alike.map((leg) => ({ ...leg, likeness: null }))).toEqual(balancerLegs(network, question))
        return alike.map(
          (leg) =>
            `${headOf(taking)} to ${leg.interfaceId ?? 'nobody'} through ${lastOf(leg.through)}: ${leg.verdict}, ${headerWords(leg.packet)}, ${leg.likeness === null ? 'by itself' : `alike ${number(leg.likeness)}`}; ${hopsWords(leg)}`,
        )
      }),
    ),
  )
}

function legs(network: Network): readonly string[] {
  const seen: string[] = []
  const number = (likeness: string) => {
    if (!seen.includes(likeness)) seen.push(likeness)
    return seen.indexOf(likeness) + 1
  }
  return takings(network).flatMap((taking) => legsOf(network, taking, number))
}

const nodes = (network: Network) => [
  ...nodesOf(network).map(
    ({ node, arn, balancer }) => `${node.id} of ${arn}${balancer ? '' : ', which was not collected'}`,
  ),
  ...[...network.inventory.loadBalancers.keys()].map(
    (arn) => `${arn}: ${nodesOfLoadBalancer(network, arn).map(({ id }) => id)}`,
  ),
]

type Worlds = Readonly<Record<string, () => Inventory>>

const all = (worlds: Worlds, tell: (network: Network) => readonly string[]) =>
  Object.entries(worlds)
    .map(([name, world]) => `# ${name}\n${tell(networkOf(world())).join('\n')}\n`)
    .join('\n')

// Source: ELB guides, "Target groups", "Cross-zone load balancing"; NLB guide, "Client IP preservation".
describe('load balancers', () => {
  it.each([
    ['balancer-nodes', WORLDS, nodes],
    ['balancer-targets', WORLDS, targets],
    ['balancer-legs', WORLDS, legs],
    ['balancer-exposure', LEGS, (network: Network) => exposure(network).map(exposureInFull)],
  ])('do what golden/%s.txt says', async (name, worlds, tell) => {
    await expect(all(worlds, tell)).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})

/**
 * The oracle: one concrete packet at a time, told straight from what AWS prints. Slow, plain, no classes and no
 * intervals, and it shares no code with the engine it is held against.
 * Source: VPC, Transit Gateway, VPC peering, PrivateLink and Elastic Load Balancing guides, as each file names.
 */

import type { DescribeDocument } from '../describe/document.ts'
import { follow } from './simulate-delivery.ts'
import { askLife } from './simulate-filters.ts'
import { enterByVpnGateway } from './simulate-gateways.ts'
import { type Case, type Client, casesOf, knowsBothEnds, type SimulatedQuery } from './simulate-query.ts'
import { isSameAddress, ownsPrivate, word } from './simulate-records.ts'
import {
  type Arrival,
  all,
  anyPort,
  beginWalk,
  choose,
  type Door,
  Fork,
  idOf,
  type Move,
  NOWHERE,
  note,
  type Packet,
  swapped,
  type Walk,
} from './simulate-walk.ts'

export type { SimulatedQuery } from './simulate-query.ts'
export type SimulatedVerdict = 'reachable' | 'blocked' | 'unknown'

export interface Simulated {
  readonly verdict: SimulatedVerdict
  /** The request surely arrives, whatever becomes of the reply. */
  readonly delivered: boolean
  /** What each component said, in order, on the way that was tried last. */
  readonly trail: readonly string[]
}

/**
 * Can `from` open a connection to `to`?
 * @throws TooManyWays
 */
export function simulate(
  documents: readonly DescribeDocument[],
  query: SimulatedQuery,
  walksMax = WALKS_MAX,
): Simulated {
  const cases = casesOf(documents, query)
  if (cases.length === 0) {
    const verdict = knowsBothEnds(documents, query) ? 'blocked' : 'unknown'
    return { verdict, delivered: false, trail: ['there is no such pair of addresses'] }
  }
  let walks = 0
  return explore([], (decisions) => {
    walks += 1
    if (walks > walksMax) throw new TooManyWays(walksMax)
    const begun = beginWalk(documents, decisions, EMPTY)
    return run(begun, choose(begun, cases, 'some'))
  })
}

/** The largest questions of random estates take some hundred walks. */
const WALKS_MAX = 20_000

/** The packet has more ways than are tried: nothing is said, which is no agreement either. */
export class TooManyWays extends Error {
  constructor(walksMax: number) {
    super(`More than ${walksMax} ways were begun.`)
    this.name = 'TooManyWays'
  }
}

const EMPTY: Packet = {
  family: 4,
  protocol: 6,
  source: '',
  destination: '',
  sourcePort: 0,
  destinationPort: 0,
  icmpType: 0,
  icmpCode: 0,
}

/** Tries every decision at every fork and puts the answers together as the fork says. */
function explore(decisions: readonly number[], attempt: (decisions: readonly number[]) => Simulated): Simulated {
  try {
    return attempt(decisions)
  } catch (fork) {
    if (!(fork instanceof Fork)) throw fork
    const found: Simulated[] = []
    for (let option = 0; option < fork.options; option += 1) {
      found.push(explore([...decisions, option], attempt))
      if (fork.combine === 'some' && found.at(-1)?.verdict === 'reachable') break
    }
    return fork.combine === 'some' ? bestOf(found) : agreed(found)
  }
}

function bestOf(found: readonly Simulated[]): Simulated {
  const verdict = (['reachable', 'unknown', 'blocked'] as const).find((each) =>
    found.some((one) => one.verdict === each),
  )
  const best = found.find((one) => one.verdict === verdict)
  return {
    verdict: verdict ?? 'blocked',
    delivered: found.some((one) => one.delivered),
    trail: best?.trail ?? [],
  }
}

function agreed(found: readonly Simulated[]): Simulated {
  const [first] = found
  const isOne = found.every((one) => one.verdict === first?.verdict)
  return {
    verdict: isOne && first ? first.verdict : 'unknown',
    delivered: found.every((one) => one.delivered),
    trail: found.flatMap((one, index) => [`way ${index + 1}:`, ...one.trail]),
  }
}

function run(walk: Walk, one: Case): Simulated {
  const hasPorts = one.packet.protocol === 6 || one.packet.protocol === 17
  walk.packet = { ...one.packet, sourcePort: hasPorts ? (one.sourcePort ?? anyPort(walk)) : 0 }
  walk.wanted = one.wanted
  const sent = walk.packet
  const arrival = follow(walk, setOut(walk, one.client))
  if (arrival.kind !== 'nowhere' && !one.isExpected(arrival, walk)) {
    const isBeyond = arrival.kind === 'on-premises' && one.isInternet
    note(walk, isBeyond ? 'unknown' : 'blocked', `arrives at ${arrival.kind}, which was not asked for`)
  }
  const delivered = all(walk.answers) === 'passes'
  const isLost = arrival.kind === 'nowhere' || walk.answers.includes('blocked')
  if (!isLost && wantsReply(sent)) comeBack(walk, { arrival, client: one.client, sent })
  const answer = all(walk.answers)
  return { verdict: answer === 'passes' ? 'reachable' : answer, delivered, trail: walk.trail }
}

/** ICMP messages that are no requests have no answer to wait for. Source: RFC 792, RFC 4443. */
function wantsReply({ protocol, icmpType }: Packet): boolean {
  if (protocol === 1) return [8, 13, 15, 17].includes(icmpType)
  return protocol !== 58 || icmpType === 128
}

function setOut(walk: Walk, client: Client): Move {
  switch (client.kind) {
    case 'internet':
      walk.crossing = 'lost'
      return { at: 'internet' }
    case 'vpn-gateway':
      walk.crossing = 'lost'
      return enterByVpnGateway(walk, client.gatewayId, client.vpcId)
    case 'transit':
      walk.crossing = 'lost'
      return { at: 'transit', attachmentId: client.attachmentId, gatewayId: client.gatewayId, zone: '' }
    case 'interface': {
      const { owner } = client
      const vpcId = word(owner, 'VpcId')
      askLife(walk, owner)
      walk.sender = { vpcId, owner }
      walk.pending = { owner, packet: walk.packet }
      if (!ownsPrivate(owner, walk.packet.source) && owner['SourceDestCheck'] !== false)
        note(walk, 'blocked', `${idOf(owner)} may not send from ${walk.packet.source}`)
      return { at: 'leave', vpcId, subnetId: word(owner, 'SubnetId') }
    }
    case 'unknown':
      note(walk, 'unknown', client.text)
      return NOWHERE
  }
}

interface Journey {
  readonly arrival: Arrival
  readonly client: Client
  readonly sent: Packet
}

/** The reply must come back to the client, from the address the client sent to. */
function comeBack(walk: Walk, { arrival, client, sent }: Journey): void {
  walk.leg = 'reply'
  walk.packet = swapped(walk.packet)
  walk.sender = null
  walk.broughtTo = null
  walk.isInspected = false
  const back = follow(walk, answerFrom(walk, arrival))
  if (back.kind === 'nowhere') return
  const isHome =
    back.kind === 'interface'
      ? client.kind === 'interface' && client.owner === back.owner
      : back.kind === sideOf(client)
  const { source, destination, sourcePort, destinationPort } = swapped(sent)
  const isSame =
    isSameAddress(source, walk.packet.source) &&
    isSameAddress(destination, walk.packet.destination) &&
    sourcePort === walk.packet.sourcePort &&
    destinationPort === walk.packet.destinationPort
  const isOtherDoor = back.kind === 'on-premises' && arrival.kind !== 'on-premises' && !isSameDoor(client, back.door)
  if (isHome && isSame && isOtherDoor) note(walk, 'unknown', 'whether both gateways lead to one network is not known')
  if (!isHome || !isSame) note(walk, 'blocked', `the reply ends at ${back.kind}, as another connection`)
  // Both directions must pass the same endpoint. Source: Network Firewall guide, "Considerations for asymmetric routing".
  const lone = walk.inspected.find((flow) => !walk.answered.includes(flow))
  if (lone) note(walk, 'unknown', `${lone.endpointId} saw the request and not its reply`)
}

function isSameDoor(client: Client, door: Door): boolean {
  if (client.kind === 'vpn-gateway') return door.kind === client.kind && door.gatewayId === client.gatewayId
  return client.kind === 'transit' && door.kind === 'transit' && door.attachmentId === client.attachmentId
}

function sideOf(client: Client): Arrival['kind'] {
  if (client.kind === 'vpn-gateway' || client.kind === 'transit') return 'on-premises'
  return client.kind === 'internet' ? 'internet' : 'nowhere'
}

function answerFrom(walk: Walk, arrival: Arrival): Move {
  switch (arrival.kind) {
    case 'interface':
      walk.sender = { vpcId: word(arrival.owner, 'VpcId'), owner: arrival.owner }
      return { at: 'leave', vpcId: walk.sender.vpcId, subnetId: word(arrival.owner, 'SubnetId') }
    case 'internet':
      return { at: 'internet' }
    case 'service':
      return { at: 'local', vpcId: arrival.vpcId, fromSubnet: null }
    case 'on-premises': {
      const { door } = arrival
      if (door.kind === 'vpn-gateway') return enterByVpnGateway(walk, door.gatewayId, door.vpcId)
      return { at: 'transit', attachmentId: door.attachmentId, gatewayId: door.gatewayId, zone: '' }
    }
    case 'nowhere':
      return NOWHERE
  }
}

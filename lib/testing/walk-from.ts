/** One leg of a walk from a place a test names, for the tests of its steps. */

import type { Inventory } from '../inventory/inventory.ts'
import { type Address, parseAddress } from '../net/prefix.ts'
import { parseProtocol } from '../net/protocol.ts'
import { networkOf } from '../reachability/network.ts'
import { EPHEMERAL_PORTS, echoRequest, type Packet, portsFor } from '../reachability/packet.ts'
import type { Verdict } from '../reachability/path.ts'
import type { TraceHop } from '../reachability/trace-result.ts'
import { branchBudget, explore, verdictOf } from '../reachability/walk/explore.ts'
import type { Arrival, Place, WalkState } from '../reachability/walk/state.ts'

export interface LegSketch {
  readonly place: Place
  /** `10.1.0.10 > 10.2.0.10 tcp 443`; the port may be left out. */
  readonly packet: string
  readonly leg?: WalkState['leg']
  readonly zone?: string | null
  /** The interface that sends, when its groups are still known. */
  readonly sender?: string
  readonly destinationId?: string
}

export interface LegEnd {
  readonly verdict: Verdict
  readonly hops: readonly TraceHop[]
  readonly arrival: Arrival | null
  readonly state: WalkState
  /** Codes of what blocks, and of caveats, in the order of the hops. */
  readonly codes: readonly string[]
  readonly caveats: readonly string[]
  /** Keys that would tell what is not known. */
  readonly keys: readonly string[]
}

/** Walks one leg to its end. Of several ways the last one walked is told, with the verdict of all. */
export function walkFrom(inventory: Inventory, sketch: LegSketch): LegEnd {
  const network = networkOf(inventory)
  const context = { network, destinationId: sketch.destinationId ?? null, requestOrigin: null }
  let arrival: Arrival | null = null
  let state = stateOf(sketch)
  const judged = explore(
    {
      context,
      budget: branchBudget(),
      judge: (end) => {
        arrival = end.arrival
        state = end.state
        const verdict = verdictOf(end.hops, end.arrival !== null)
        return { verdict, delivered: verdict, forward: end.hops, reply: [] }
      },
    },
    state,
  )
  const hops = judged.forward
  return {
    verdict: judged.verdict,
    hops,
    arrival,
    state,
    codes: hops.flatMap(({ blockers }) => blockers.map(({ code }) => code)),
    caveats: hops.flatMap((hop) => hop.caveats.map(({ code }) => code)),
    keys: hops.flatMap(({ unknowns }) => unknowns.flatMap(({ key }) => key ?? [])),
  }
}

function stateOf({ place, packet, leg, zone, sender }: LegSketch): WalkState {
  return {
    place,
    packet: packetOf(packet),
    leg: leg ?? 'request',
    identity: sender === undefined ? null : { interfaceId: sender, over: [] },
    zone: zone === undefined ? 'eu-west-1a' : zone,
    translations: [],
  }
}

/** `10.1.0.10 > 10.2.0.10 tcp 443`, `10.1.0.10 > 10.2.0.10 icmp`. Throws on anything else. */
export function packetOf(text: string): Packet {
  const [source = '', arrow, destination = '', name = '', port] = text.split(' ')
  const protocol = parseProtocol(name)
  if (arrow !== '>' || protocol === null || protocol === 'any') throw new Error(`${text} is no packet.`)
  const to = address(destination)
  return {
    family: to.family,
    protocol,
    source: address(source),
    destination: to,
    sourcePorts: portsFor(protocol, EPHEMERAL_PORTS),
    destinationPorts: portsFor(protocol, [[Number(port ?? 443), Number(port ?? 443)]]),
    icmp: echoRequest(protocol),
  }
}

function address(text: string): Address {
  const parsed = parseAddress(text)
  if (!parsed) throw new Error(`${text} is no address.`)
  return parsed
}

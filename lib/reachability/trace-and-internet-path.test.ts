/** `trace` from the internet against `internetPath`: the one walks hop by hop, the other meets sets. They agree. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds } from '../net/interval-set.ts'
import { type Address, parseAddress } from '../net/prefix.ts'
import type { AddressSet } from '../net/traffic.ts'
import { randomWorld } from '../testing/random-world.ts'
import { ownsAddress, publicBinding } from './address-index.ts'
import { internetPath } from './internet-path.ts'
import { type Network, networkOf } from './network.ts'
import type { InternetPath, Verdict } from './path.ts'
import { publicAddresses } from './public-addresses.ts'
import { trace } from './trace.ts'
import type { Trace, TraceQuery } from './trace-result.ts'

const CLIENTS = ['192.0.2.9', '198.51.100.200', '203.0.113.7', '8.8.8.8', '2001:db8:a:5::1', '2600::1'].map(addressOf)
const PORTS = [22, 23, 1024]

function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

interface Probe {
  readonly network: Network
  readonly one: NetworkInterface
  readonly client: Address
  readonly protocol: number
  readonly port: number
}

function walked({ network, one, client, protocol, port }: Probe): Trace {
  const query: TraceQuery = {
    from: 'internet',
    to: one.id,
    protocol,
    port: protocol === 47 ? null : port,
    family: client.family,
    sourceIp: client,
    destinationIp: null,
    sourcePort: null,
    icmp: null,
    via: null,
  }
  return trace(network, query)
}

function holdsClient({ v4, v6 }: AddressSet, client: Address): boolean {
  return client.family === 4 ? holds(v4, client.value) : holds(v6, client.value)
}

/** Where the path is certain of some clients it lists only those: of the others it does not tell blocked from unknown. */
function met({ network, one, client, protocol, port }: Probe): readonly Verdict[] {
  const query = { interfaceId: one.id, family: client.family, protocol, ports: [[port, port]] as const }
  const path: InternetPath = internetPath(network.inventory, query)
  if (holdsClient(path.sources, client)) return [path.verdict]
  return path.verdict === 'reachable' ? ['blocked', 'unknown'] : ['blocked']
}

/**
 * Left out: a client that is one of ours, who is reached at home; a gateway endpoint as the target of a plain block,
 * which AWS does not take. Where the way is steered to an appliance, a route is for this client alone and so beats any
 * list, or a gateway says that it is attached to nothing, one of the two may know less; neither may contradict.
 */
function comparable(
  { network, client }: Probe,
  { forward, return: back, verdict }: Trace,
  expected: readonly Verdict[],
): boolean {
  const own = [...network.inventory.networkInterfaces.values()].some((each) =>
    publicAddresses(network, each, client.family).some(({ publicIp }) => publicIp.value === client.value),
  )
  const vague = [...forward, ...back].some(
    ({ component, caveats, rules, blockers }) =>
      component === 'rtb-edge' ||
      blockers.some(({ code }) => code === 'BAD_STATE_ATTACHMENT') ||
      caveats.some(({ code }) => code === 'PATH_THROUGH_APPLIANCE_NOT_CHECKED') ||
      rules.some(({ kind, excerpt }) => kind === 'route' && excerpt.startsWith('203.0.113.7/32')),
  )
  const atEndpoint = back.some(({ component }) => component === 'vpce-1')
  return !own && !atEndpoint && !(vague && [verdict, ...expected].includes('unknown'))
}

/** The random worlds give one IPv6 address to several interfaces, and Elastic IP addresses to strangers; AWS does not. */
function isOwner(network: Network, one: NetworkInterface): boolean {
  const all = [...publicAddresses(network, one, 4), ...publicAddresses(network, one, 6)]
  return all.every(
    ({ publicIp, privateIp }) =>
      ownsAddress(one, privateIp) && publicBinding(network, publicIp)?.networkInterface === one,
  )
}

function disagreements(document: DescribeDocument, protocol: number): readonly string[] {
  const network = networkOf(readDescribe([document]))
  return [...network.inventory.networkInterfaces.values()]
    .filter((one) => isOwner(network, one))
    .flatMap((one) =>
      CLIENTS.flatMap((client) =>
        PORTS.flatMap((port) => {
          const probe = { network, one, client, protocol, port }
          const answer = walked(probe)
          const expected = met(probe)
          if (expected.includes(answer.verdict) || !comparable(probe, answer, expected)) return []
          const hops = [...answer.forward, ...answer.return].map(
            (hop) => `${hop.component} ${hop.decision} ${hop.detail}`,
          )
          return [
            `${one.id} from ${client.value} at ${port}: ${answer.verdict}, met ${expected.join()}\n  ${hops.join('\n  ')}`,
          ]
        }),
      ),
    )
}

describe('trace from the internet', () => {
  it('says what the path from the internet says, client by client', () => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(6, 6, 17, 47), (document, protocol) => {
        expect(disagreements(document, protocol)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

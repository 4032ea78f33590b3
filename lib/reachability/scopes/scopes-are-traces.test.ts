import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../../describe/document.ts'
import type { NetworkInterface } from '../../inventory/network.ts'
import { readDescribe } from '../../inventory/read-describe.ts'
import { holds } from '../../net/interval-set.ts'
import { type Address, type Family, parseAddress } from '../../net/prefix.ts'
import { TCP, UDP } from '../../net/protocol.ts'
import { randomWorld } from '../../testing/random-world.ts'
import { addressesOf, isPathEnd, publicNameOf } from '../endpoint-classes.ts'
import { type Network, networkOf } from '../network.ts'
import { pairQuery } from '../pair-query.ts'
import { trace } from '../trace.ts'
import { parseScopes } from './parse-scope.ts'
import { reachable, type ScopePath } from './reachable.ts'
import type { Scope } from './scope.ts'

/** Ports on both sides of every boundary a random world has. */
const PORTS = [0, 1, 21, 22, 23, 80, 443, 1023, 1024, 8080, 32_767, 32_768, 65_535]
const CLIENTS = ['203.0.113.7', '198.51.100.7', '8.8.8.8', '1.0.0.0', '223.255.255.255', '2001:db8:ffff::7', '2600::1']

const everything = (extra: object) => scopeOf({ MatchPaths: [end('Source'), end('Destination')], ...extra })
const end = (side: string) => ({ [side]: { ResourceStatement: { ResourceTypes: ['AWS::EC2::NetworkInterface'] } } })

function scopeOf(json: unknown): Scope {
  const scope = parseScopes(json).scopes?.[0]
  if (!scope) throw new Error('The scope of this test is none.')
  return scope
}

const networkFrom = (document: DescribeDocument): Network => networkOf(readDescribe([document]))
const isIn = ({ v4, v6 }: ScopePath['source']['addresses'], address: Address) =>
  address.family === 4 ? holds(v4, address.value) : holds(v6, address.value)

interface Packet {
  readonly from: string | null
  readonly to: string | null
  readonly source: Address
  readonly destination: Address
  readonly protocol: number
  readonly port: number
}

/** What the paths say of one packet; null for an end outside. No packet is told twice. */
function told(paths: readonly ScopePath[], { from, to, source, destination, protocol, port }: Packet) {
  const found = paths.filter(
    (path) =>
      path.protocol === protocol &&
      (from === null ? path.source.interfaces.length === 0 : path.source.interfaces.includes(from)) &&
      (to === null ? path.destination.interfaces.length === 0 : path.destination.interfaces.includes(to)) &&
      isIn(path.source.addresses, source) &&
      isIn(path.destination.addresses, destination) &&
      holds(path.destination.ports, port),
  )
  expect(found.length).toBeLessThanOrEqual(1)
  return found[0]?.verdict ?? 'blocked'
}

describe('the paths of a scope are what traces say, packet by packet', () => {
  it.each([
    ['of the request, as Network Access Analyzer asks', {}, 'delivered'],
    ['of the connection, when it is bidirectional', { Bidirectional: true }, 'verdict'],
  ] as const)('between all interfaces, %s', (_, extra, which) => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(...PORTS), fc.constantFrom(TCP, UDP), (document, port, protocol) => {
        const network = networkFrom(document)
        const paths = reachable(network, everything(extra)).filter(
          ({ source, destination }) => source.interfaces.length > 0 && destination.interfaces.length > 0,
        )
        for (const [from, to] of pairs(network)) {
          const query = pairQuery({ from, to }, { protocol, port })
          const asked = {
            from: query.from,
            to: query.to,
            protocol,
            port,
            source: from.address,
            destination: to.address,
          }
          expect([asked, told(paths, asked)]).toEqual([asked, trace(network, query)[which]])
        }
      }),
      { numRuns: 80 },
    )
  })

  it('from the internet, at every client and port', () => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(...PORTS), fc.constantFrom(...CLIENTS), (document, port, client) => {
        const network = networkFrom(document)
        const sourceIp = parseAddress(client)
        if (!sourceIp) throw new Error(`${client} is no address.`)
        const paths = reachable(network, scopeOf(INGRESS))
        const { family } = sourceIp
        for (const { networkInterface: one, address, destinationIp } of publicEnds(network, family)) {
          const query = { ...BLANK, from: 'internet', to: one.id, protocol: TCP, port, family, sourceIp }
          const { delivered } = trace(network, { ...query, destinationIp })
          const asked = { from: null, to: one.id, protocol: TCP, port, source: sourceIp, destination: address }
          expect([asked, told(paths, asked)]).toEqual([asked, delivered])
        }
      }),
      { numRuns: 80 },
    )
  })

  it('to the internet, at every server and port', () => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(...PORTS), fc.constantFrom(...CLIENTS), (document, port, server) => {
        const network = networkFrom(document)
        const destinationIp = parseAddress(server)
        if (!destinationIp) throw new Error(`${server} is no address.`)
        const { family } = destinationIp
        const paths = reachable(network, scopeOf(EGRESS))
        for (const one of network.inventory.networkInterfaces.values()) {
          const [sourceIp] = addressesOf(one, family)
          if (!sourceIp || !isPathEnd(one)) continue
          const query = { ...BLANK, from: one.id, to: 'internet', protocol: TCP, port, family, sourceIp, destinationIp }
          const { delivered, forward } = trace(network, query)
          const byGateway = forward.some(({ kind }) => kind === 'internet-gateway')
          const asked = { from: one.id, to: null, protocol: TCP, port, source: sourceIp, destination: destinationIp }
          expect([asked, told(paths, asked)]).toEqual([asked, byGateway ? delivered : 'blocked'])
        }
      }),
      { numRuns: 80 },
    )
  })
})

const BLANK = { sourcePort: null, icmp: null, via: null, sourceIp: null, destinationIp: null }
const INTERNET_END = { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } }
const INGRESS = { MatchPaths: [{ Source: INTERNET_END }] }
const EGRESS = { MatchPaths: [{ ...end('Source'), Destination: INTERNET_END }] }

/** The first end of each interface that the internet can name. */
function publicEnds(network: Network, family: Family) {
  const all = [...network.inventory.networkInterfaces.values()]
  return all.filter(isPathEnd).flatMap((networkInterface) => {
    const ends = addressesOf(networkInterface, family).flatMap((address) => {
      const destinationIp = publicNameOf(network, { networkInterface, address })
      return destinationIp ? [{ networkInterface, address, destinationIp }] : []
    })
    const found = ends.at(0)
    return found && hasGateway(network, networkInterface.vpcId) && !isShared(all, found.address) ? [found] : []
  })
}

function isShared(ends: readonly NetworkInterface[], address: Address): boolean {
  const owners = ends.filter((one) => addressesOf(one, address.family).some(({ value }) => value === address.value))
  return owners.length > 1
}

function hasGateway({ index }: Network, vpcId: string): boolean {
  return index.internetGatewaysByVpc.has(vpcId)
}

function pairs({ inventory }: Network) {
  const ends = [...inventory.networkInterfaces.values()].filter(isPathEnd)
  return ([4, 6] as const).flatMap((family) =>
    ends.flatMap((from) =>
      ends.flatMap((to) => {
        const [sender, receiver] = [addressesOf(from, family)[0], addressesOf(to, family)[0]]
        if (from === to || !sender || !receiver) return []
        // AWS gives an address to one interface; a random world may give it to two.
        if (isShared(ends, sender) || isShared(ends, receiver)) return []
        return [
          [
            { networkInterface: from, address: sender },
            { networkInterface: to, address: receiver },
          ] as const,
        ]
      }),
    ),
  )
}

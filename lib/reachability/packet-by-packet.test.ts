/** `internetPath` against the brute force of lib/testing, on small random networks: boundary clients, boundary ports. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds, type NumberSet } from '../net/interval-set.ts'
import { parseAddress } from '../net/prefix.ts'
import { type AddressSet, hasAddresses } from '../net/traffic.ts'
import { type Answer, answerFor } from '../testing/brute-force-internet.ts'
import { beside, isOnInternet } from '../testing/plain-addresses.ts'
import { randomWorld } from '../testing/random-world.ts'
import { internetPath } from './internet-path.ts'
import { internetVerdict } from './internet-reach.ts'
import type { InternetPath } from './path.ts'

const PORTS = [21, 22, 23, 443, 1023, 1024, 65535]
const CLIENTS = boundaryClients([
  ...['0.0.0.0/1', '198.51.100.0/24', '198.51.100.128/25', '203.0.113.7/32', '203.0.113.0/24', '192.0.2.0/24'],
  ...['2000::/3', '2001:db8::/32', '2001:db8:a::/48', '2001:db8:a:1::/64'],
])

function boundaryClients(blocks: readonly string[]): readonly string[] {
  return [...new Set(blocks.flatMap(beside))].filter(isOnInternet)
}

function holdsClient({ v4, v6 }: AddressSet, client: string): boolean {
  const address = parseAddress(client)
  if (!address) throw new Error(`${client} is no address`)
  return address.family === 4 ? holds(v4, address.value) : holds(v6, address.value)
}

/** What the path says of one client: clients it does not list are blocked, or nobody knows. */
function told(path: InternetPath, client: string): Answer {
  if (!holdsClient(path.sources, client)) return 'blocked'
  return path.verdict === 'reachable' ? 'passes' : 'unknown'
}

/** Where the path is certain of some clients it lists only those: what is unknown of the others is not asked. */
function expected(path: InternetPath, answer: Answer): Answer {
  return path.verdict === 'reachable' && answer === 'unknown' ? 'blocked' : answer
}

function disagreements(document: DescribeDocument, protocol: number, port: number): readonly string[] {
  const inventory = readDescribe([document])
  const ids = (document.elements.get('NetworkInterfaces') ?? []).map((each) => String(each['NetworkInterfaceId']))
  return ids.flatMap((interfaceId) =>
    ([4, 6] as const).flatMap((family) => {
      const path = internetPath(inventory, { interfaceId, family, protocol, ports: [[port, port]] })
      const clients = CLIENTS.filter((client) => client.includes(':') === (family === 6))
      return clients.flatMap((client) => {
        const answer = answerFor(document, { interfaceId, family, protocol, port, client })
        const says = told(path, client)
        return says === expected(path, answer)
          ? []
          : [`${client} to ${interfaceId}, protocol ${protocol}, port ${port}: ${says}, by hand ${answer}`]
      })
    }),
  )
}

describe('the path from the internet, packet by packet', () => {
  it('says of every boundary client and port what a plain reading of the documents says', () => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(6, 6, 6, 17, 47), fc.constantFrom(...PORTS), (document, ...asked) => {
        expect(disagreements(document, ...asked)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('is reachable exactly when it lists a client, never lists a private one, and has a reason when unknown', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const inventory = readDescribe([document])
        for (const interfaceId of inventory.networkInterfaces.keys()) {
          const path = internetPath(inventory, { interfaceId, family: 4, protocol: 6, ports: [[0, 65535]] })
          expect(hasAddresses(path.sources)).toBe(path.verdict !== 'blocked')
          expect(path.ports.length > 0).toBe(path.verdict !== 'blocked')
          expect(path.blockers.length > 0).toBe(path.verdict === 'blocked')
          expect(path.unknowns.length > 0).toBe(path.verdict === 'unknown')
          expect(['10.0.0.1', '100.64.0.1', '224.0.0.1'].filter((each) => holdsClient(path.sources, each))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same verdict with and without the words, over any range of ports', () => {
    const range = fc.constantFrom<NumberSet>(
      [[22, 22]],
      [[0, 65535]],
      [[22, 443]],
      [
        [22, 22],
        [1024, 65535],
      ],
    )
    fc.assert(
      fc.property(randomWorld, range, fc.constantFrom(4 as const, 6 as const), (...[document, ports, family]) => {
        const inventory = readDescribe([document])
        for (const interfaceId of inventory.networkInterfaces.keys()) {
          const query = { interfaceId, family, protocol: 6, ports }
          expect(internetVerdict(inventory, query)).toBe(internetPath(readDescribe([document]), query).verdict)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('meets each of the three answers often enough to mean something', () => {
    const worlds = fc.sample(randomWorld, { numRuns: 150, seed: 7 })
    const verdicts = worlds.flatMap((document) => {
      const inventory = readDescribe([document])
      return [...inventory.networkInterfaces.keys()].map(
        (interfaceId) => internetPath(inventory, { interfaceId, family: 4, protocol: 6, ports: [[22, 22]] }).verdict,
      )
    })
    for (const verdict of ['reachable', 'unknown', 'blocked'] as const) {
      expect(verdicts.filter((each) => each === verdict).length).toBeGreaterThan(verdicts.length / 20)
    }
  })
})

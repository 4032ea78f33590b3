/** `exposure` against the brute force of lib/testing, and the laws its rows keep. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds, intersect } from '../net/interval-set.ts'
import { type Family, parseAddress } from '../net/prefix.ts'
import { type AddressSet, hasAddresses, INTERNET, intersectAddresses, subtractAddresses } from '../net/traffic.ts'
import { type Answer, answerFor } from '../testing/brute-force-internet.ts'
import { beside, isOnInternet } from '../testing/plain-addresses.ts'
import { randomWorld } from '../testing/random-world.ts'
import { compileNetwork } from './compiled/compiled-network.ts'
import { InterfaceColumns } from './compiled/interface-columns.ts'
import { directExposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { networkOf } from './network.ts'

const PORTS = [21, 22, 23, 443, 1023, 1024, 65535]
const CLIENTS = [
  ...new Set(
    [
      ...['0.0.0.0/1', '198.51.100.0/24', '198.51.100.128/25', '203.0.113.7/32', '203.0.113.0/24', '192.0.2.0/24'],
      ...['2000::/3', '2001:db8::/32', '2001:db8:a::/48', '2001:db8:a:1::/64'],
    ].flatMap(beside),
  ),
].filter(isOnInternet)

function rowsOf(document: DescribeDocument): readonly ExposureRow[] {
  return directExposure(compileNetwork(networkOf(readDescribe([document]))))
}

function holdsClient({ v4, v6 }: AddressSet, client: string): boolean {
  const address = parseAddress(client)
  if (!address) throw new Error(`${client} is no address`)
  return address.family === 4 ? holds(v4, address.value) : holds(v6, address.value)
}

interface Probe {
  readonly interfaceId: string
  readonly family: Family
  readonly protocol: number
  readonly port: number
}

function rowsFor(rows: readonly ExposureRow[], { interfaceId, family, protocol, port }: Probe): readonly ExposureRow[] {
  return rows.filter(
    (row) =>
      row.members.includes(interfaceId) &&
      row.family === family &&
      (row.protocol === 'any' ? !row.otherThan.includes(protocol) : row.protocol === protocol) &&
      holds(row.ports, port),
  )
}

function told(rows: readonly ExposureRow[], client: string): Answer {
  const found = rows.filter(({ sources }) => holdsClient(sources, client))
  if (found.length > 1) throw new Error(`${client} is in ${found.length} rows`)
  const certainty = found[0]?.certainty
  return certainty === 'reachable' ? 'passes' : (certainty ?? 'blocked')
}

function disagreements(document: DescribeDocument, protocol: number, port: number): readonly string[] {
  const rows = rowsOf(document)
  const ids = (document.elements.get('NetworkInterfaces') ?? []).map((each) => String(each['NetworkInterfaceId']))
  return ids.flatMap((interfaceId) =>
    ([4, 6] as const).flatMap((family) => {
      const probe = { interfaceId, family, protocol, port }
      const own = rowsFor(rows, probe)
      return CLIENTS.filter((client) => client.includes(':') === (family === 6)).flatMap((client) => {
        const answer = answerFor(document, { ...probe, client })
        const says = told(own, client)
        return says === answer
          ? []
          : [`${client} to ${interfaceId}, protocol ${protocol}, port ${port}: ${says}, by hand ${answer}`]
      })
    }),
  )
}

describe('exposure, packet by packet', () => {
  it('holds exactly the boundary clients and ports a plain reading lets through, and labels what is not known', () => {
    fc.assert(
      fc.property(
        randomWorld,
        fc.constantFrom(6, 6, 6, 17, 47, 132),
        fc.constantFrom(...PORTS),
        (document, ...asked) => {
          expect(disagreements(document, ...asked)).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
  })
})

/** Two rows of one member, family and protocol. */
function pairsOf(rows: readonly ExposureRow[]): readonly (readonly [ExposureRow, ExposureRow])[] {
  return rows.flatMap((one, index) =>
    rows
      .slice(index + 1)
      .filter(
        (other) => other.members === one.members && other.family === one.family && other.protocol === one.protocol,
      )
      .map((other) => [one, other] as const),
  )
}

function numbersOf(row: ExposureRow): ExposureRow['ports'] {
  return row.icmp ?? row.ports
}

describe('the rows of exposure', () => {
  it('are disjoint, and no two of one certainty could be one', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        for (const [one, other] of pairsOf(rowsOf(document))) {
          const shared = intersectAddresses(one.sources, other.sources)
          if (intersect(numbersOf(one), numbersOf(other)).length > 0) expect(hasAddresses(shared)).toBe(false)
          if (one.certainty === other.certainty) {
            expect(one.sources).not.toEqual(other.sources)
            expect(numbersOf(one)).not.toEqual(numbersOf(other))
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('are never empty, and hold no address that is not on the internet, each with a rule or a reason', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        for (const row of rowsOf(document)) {
          expect(row.members.length).toBeGreaterThan(0)
          expect(numbersOf(row).length).toBeGreaterThan(0)
          expect(hasAddresses(row.sources)).toBe(true)
          expect(hasAddresses(subtractAddresses(row.sources, INTERNET))).toBe(false)
          expect(row.unknowns.length > 0).toBe(row.certainty === 'unknown')
          if (row.certainty === 'reachable') expect(row.rules.length).toBeGreaterThan(0)
          expect(row.path[0]).toEqual({ component: 'internet', kind: 'internet' })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('say the same of an interface alone as of its class', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const network = networkOf(readDescribe([document]))
        const together = directExposure(compileNetwork(network))
        for (const networkInterface of network.inventory.networkInterfaces.values()) {
          const columns = new InterfaceColumns()
          columns.add(networkInterface)
          const alone = directExposure(compileNetwork(network, columns))
          expect(plain(alone)).toEqual(plain(alike(together, networkInterface.id)))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are the same whatever the order AWS prints things in', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const turned = new Map([...document.elements].map(([key, elements]) => [key, elements.toReversed()]))
        const rows = (of: DescribeDocument) => plain(rowsOf(of))
        expect(rows({ ...document, elements: turned })).toEqual(rows(document))
      }),
      { numRuns: 100 },
    )
  })
})

function alike(rows: readonly ExposureRow[], id: string): readonly ExposureRow[] {
  return rows.filter(({ members }) => members.includes(id)).map((row) => ({ ...row, members: [id] }))
}

/** What a row says, without the places its rules stand at. */
function plain(rows: readonly ExposureRow[]): readonly unknown[] {
  return rows.map(({ rules: _rules, unknowns: _unknowns, path: _path, ...row }) => row)
}

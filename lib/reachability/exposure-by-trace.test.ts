/** `exposure` against `trace`: the one meets sets, the other walks a packet. At every border of a row, on both sides. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds, type NumberSet } from '../net/interval-set.ts'
import { type Address, containsAddress, type Family, formatAddress, parseAddress } from '../net/prefix.ts'
import { hasPorts, ICMP, ICMPV6, TCP, UDP } from '../net/protocol.ts'
import { type AddressSet, INTERNET } from '../net/traffic.ts'
import { randomEstate } from '../testing/random-estate.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { type Network, networkOf } from './network.ts'
import { echoRequest } from './packet.ts'
import type { Verdict } from './path.ts'
import { publicAddresses } from './public-addresses.ts'
import { trace } from './trace.ts'
import type { Trace } from './trace-result.ts'

interface Probe {
  readonly interfaceId: string
  readonly family: Family
  readonly protocol: number
  readonly port: number | null
  readonly client: Address
}

/** The first and last of each interval of the rows, and what is beside them. */
function clientsBeside(rows: readonly ExposureRow[], family: Family): readonly Address[] {
  const usual = parseAddress(family === 4 ? '203.0.113.7' : '2001:db8:ffff::7')
  const four = rows.flatMap(({ sources }) => sources.v4.flatMap(([lo, hi]) => [lo - 1, lo, hi, hi + 1]))
  const six = rows.flatMap(({ sources }) => sources.v6.flatMap(([lo, hi]) => [lo - 1n, lo, hi, hi + 1n]))
  const addresses: readonly Address[] =
    family === 4
      ? [...new Set(four)].map((value) => ({ family: 4, value }))
      : [...new Set(six)].map((value) => ({ family: 6, value }))
  return [...addresses, ...(usual ? [usual] : [])].filter((address) => holdsAddress(INTERNET, address))
}

function portsBeside(rows: readonly ExposureRow[]): readonly number[] {
  const ends = rows.flatMap(({ ports }) => ports.flatMap(([lo, hi]) => [lo - 1, lo, hi, hi + 1]))
  return [...new Set([22, ...ends])].filter((port) => port > 0 && port < 65_536)
}

function holdsAddress({ v4, v6 }: AddressSet, address: Address): boolean {
  return address.family === 4 ? holds(v4, address.value) : holds(v6, address.value)
}

function told(rows: readonly ExposureRow[], probe: Probe): Verdict {
  const { interfaceId, family, protocol, port, client } = probe
  const echo = echoRequest(protocol)
  const number = echo ? echo.type * 256 + (echo.code ?? 0) : (port ?? 0)
  const found = rows.filter((row) => {
    const numbers: NumberSet = row.icmp ?? row.ports
    const isMeant = row.protocol === 'any' ? !row.otherThan.includes(protocol) : row.protocol === protocol
    const isMember = row.via === null && row.family === family && row.members.includes(interfaceId)
    return isMeant && isMember && holds(numbers, number) && holdsAddress(row.sources, client)
  })
  if (found.length > 1) throw new Error(`${formatAddress(client)} is in ${found.length} rows`)
  return found[0]?.certainty ?? 'blocked'
}

function walked(network: Network, { interfaceId, family, protocol, port, client }: Probe) {
  return trace(network, {
    ...{ from: 'internet', to: interfaceId, protocol, port, family, sourceIp: client },
    ...{ destinationIp: null, sourcePort: null, icmp: null, via: null },
  })
}

/** Nobody on the internet has an address of a VPC. Source: Reachability Analyzer guide, GATEWAY_REJECTS_SPOOFED_TRAFFIC. */
function isOfVpc({ inventory }: Network, address: Address): boolean {
  return [...inventory.vpcs.values()].some(({ cidrs }) => cidrs.some((cidr) => containsAddress(cidr, address)))
}

function probesOf(network: Network, rows: readonly ExposureRow[]): readonly Probe[] {
  const own = new Set(
    [...network.inventory.networkInterfaces.values()].flatMap((each) =>
      ([4, 6] as const).flatMap((family) =>
        publicAddresses(network, each, family).map(({ publicIp }) => publicIp.value),
      ),
    ),
  )
  // What the nodes of a load balancer answer is asked in balancers-by-trace.test.ts.
  const plain = [...network.inventory.networkInterfaces.keys()].filter((id) => !id.startsWith('eni-lb'))
  return plain.flatMap((interfaceId) =>
    ([4, 6] as const).flatMap((family) => {
      const mine = rows.filter((row) => row.family === family && row.members.includes(interfaceId))
      const clients = clientsBeside(mine, family).filter((each) => !own.has(each.value) && !isOfVpc(network, each))
      return [TCP, UDP, family === 4 ? ICMP : ICMPV6, 47].flatMap((protocol) => {
        const ports = hasPorts(protocol) ? portsBeside(mine.filter((row) => row.protocol === protocol)) : [null]
        return ports.flatMap((port) => clients.map((client) => ({ interfaceId, family, protocol, port, client })))
      })
    }),
  )
}

/** Sets do not look into what a walk can follow: an appliance on the way back, whose own rules then decide. */
function isCautious(rows: readonly ExposureRow[], probe: Probe): boolean {
  const about = rows.filter((row) => row.certainty === 'unknown' && told([row], probe) === 'unknown')
  return about.some(({ unknowns }) => unknowns.some((each) => /not followed further|not looked at/.test(each)))
}

/**
 * A walk ends where nobody knows under which address an appliance sends on; sets take it to keep the client's, so that
 * the groups and ACLs behind it still shut out whom they do not name. So it does at an endpoint whose subnet was not
 * collected, where sets know already that the reply leaves past it.
 */
function endsAtAppliance({ verdict, caveats, unknowns }: Trace): boolean {
  if (verdict !== 'unknown') return false
  if (unknowns.some(({ detail }) => /^The subnet of vpce-\S+ was not collected/.test(detail))) return true
  return caveats.some(({ code }) => code === 'PATH_THROUGH_APPLIANCE_NOT_CHECKED')
}

function disagreements(document: DescribeDocument, seed: number): readonly string[] {
  const network = networkOf(readDescribe([document]))
  const rows = exposure(network)
  const probes = probesOf(network, rows)
  const asked = probes.filter((_, index) => (index + seed) % Math.ceil(probes.length / 60) === 0)
  return asked.flatMap((probe) => {
    const says = told(rows, probe)
    const answer = walked(network, probe)
    if (says === answer.verdict || (says === 'unknown' && isCautious(rows, probe))) return []
    if (says === 'blocked' && endsAtAppliance(answer)) return []
    const hops = [...answer.forward, ...answer.return].map(
      ({ component, decision, detail }) => `  ${component} ${decision}: ${detail}`,
    )
    const { interfaceId, protocol, port, client } = probe
    const question = `${interfaceId} ${protocol}/${port} from ${formatAddress(client)}`
    return [[`${question}: rows ${says}, trace ${answer.verdict}`, ...hops].join('\n')]
  })
}

describe('exposure and trace', () => {
  it('say the same of every border client and port, save that rows do not look into appliances', () => {
    fc.assert(
      fc.property(randomEstate, fc.nat({ max: 59 }), (document, seed) => {
        expect(disagreements(document, seed).slice(0, 3)).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  it('meet both verdicts that are certain often enough to mean something', () => {
    const verdicts = fc.sample(randomEstate, { numRuns: 40, seed: 5 }).flatMap((document) => {
      const network = networkOf(readDescribe([document]))
      const rows = exposure(network)
      return probesOf(network, rows).map((probe) => told(rows, probe))
    })
    for (const verdict of ['reachable', 'blocked'] as const) {
      expect(verdicts.filter((each) => each === verdict).length).toBeGreaterThan(verdicts.length / 5)
    }
    expect(verdicts).toContain('unknown')
  })
})

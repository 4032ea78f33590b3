import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkInterface } from '../inventory/network.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds } from '../net/interval-set.ts'
import { type Address, parseAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { randomWorld } from '../testing/random-world.ts'
import {
  BASTION,
  MAIN_TABLE,
  type NetworkSketch,
  OPEN_ACL,
  PUBLIC_TABLE,
  sketchNetwork,
} from '../testing/sketch-network.ts'
import { publicBinding } from './address-index.ts'
import { addressesOf, isPathEnd } from './endpoint-classes.ts'
import { matrix } from './matrix.ts'
import { INTERNET_ROW } from './matrix-cell.ts'
import { matrixGroups } from './matrix-groups.ts'
import { type Network, networkOf } from './network.ts'
import type { Verdict } from './path.ts'
import { trace } from './trace.ts'

function outward(sketch: NetworkSketch): readonly string[] {
  const inventory = sketchNetwork({
    groups: { 'sg-1': ['out all 0.0.0.0/0'] },
    interfaces: { 'eni-1': BASTION },
    tables: { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE },
    acls: { 'acl-1': OPEN_ACL },
    ...sketch,
  })
  const cells = matrix(networkOf(inventory), matrixGroups(inventory, 'subnet'))
  const out = cells.filter(({ to }) => to === INTERNET_ROW)
  return out.map(({ from, protocol, ports, verdict }) => `${from} ${protocol}/${ports.join()} ${verdict}`)
}

const EVERYTHING = ['1/0,65535', '6/0,65535', '17/0,65535'].map((words) => `subnet-1 ${words} reachable`)

describe('the column of the internet', () => {
  it('tells what leaves by an internet gateway', () => {
    expect(outward({})).toEqual(EVERYTHING)
  })

  // Source: VPC guide, "Security group rules": what no outbound rule names is not sent.
  it('tells only the ports the groups let out, also where they let out to a few addresses alone', () => {
    const groups = { 'sg-1': ['out tcp 443 203.0.113.0/24', 'out tcp 53 0.0.0.0/0'] }
    expect(outward({ groups })).toEqual(['subnet-1 6/53,53,443,443 reachable'])
    expect(outward({ groups: { 'sg-1': ['out tcp 443 10.0.0.0/8'] } })).toEqual([])
  })

  // Source: VPC guide, "Subnet types": without a route to a gateway nothing leaves the VPC.
  it('is empty where no route leads out', () => {
    expect(outward({ tables: { 'rtb-main': MAIN_TABLE } })).toEqual([])
  })

  it('says unknown, never nothing, when the route tables were not collected', () => {
    const told = outward({ missing: ['RouteTables'] })
    expect(told.length).toBeGreaterThan(0)
    expect(told.every((words) => words.endsWith(' unknown'))).toBe(true)
  })

  it('holds whatever a trace from the interface to any public address says', () => {
    const outside = ['1.1.1.1', '9.9.9.9', '52.94.76.1', '223.1.2.3', '2001:db8::9', '2600:1f00::1']
    const ports = fc.constantFrom(22, 443, 65_535)
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(...outside), ports, (document, text, port) => {
        const network = networkOf(readDescribe([document]))
        const destinationIp = parseAddress(text)
        if (!destinationIp || publicBinding(network, destinationIp)) return
        const ends = [...network.inventory.networkInterfaces.values()].filter(isPathEnd)
        const groups = ends.map(({ id }) => ({ id, label: id, interfaceIds: [id] }))
        const cells = matrix(network, groups).filter(({ to, protocol }) => to === INTERNET_ROW && protocol === TCP)
        for (const { from, verdict } of ends.flatMap((end) => tracesOf(network, end, { destinationIp, port }))) {
          const told = cells.filter((cell) => cell.from === from && holds(cell.ports, port))
          expect(verdict).toSatisfy(isWithin(told.map((cell) => cell.verdict)))
        }
      }),
      { numRuns: 80 },
    )
  })
})

/** One trace from each address of the family. */
function tracesOf(
  network: Network,
  end: NetworkInterface,
  { destinationIp, port }: { readonly destinationIp: Address; readonly port: number },
) {
  const { family } = destinationIp
  const fixed = { from: end.id, to: INTERNET_ROW, protocol: TCP, port, family, destinationIp }
  return addressesOf(end, family).map((sourceIp) => {
    const { verdict } = trace(network, { ...fixed, sourceIp, sourcePort: null, icmp: null, via: null })
    return { from: end.id, verdict }
  })
}

/** What one address is told must not be more than what is told of them all. */
function isWithin(told: readonly Verdict[]): (verdict: Verdict) => boolean {
  return (verdict) =>
    verdict === 'blocked' || told.includes('reachable') || (verdict === 'unknown' && told.includes('unknown'))
}

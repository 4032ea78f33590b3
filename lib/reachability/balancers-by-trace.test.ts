/** Exposure through load balancers against `trace`: two ways to one answer, for clients on both sides of every border. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../net/interval-set.ts'
import { parseAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { ask } from '../testing/ask-balancers.ts'
import { beside, isOnInternet } from '../testing/plain-addresses.ts'
import { CLIENT_BLOCKS, randomBalancers } from '../testing/random-balancers.ts'
import { type BalancedSketch, balancerArn, sketchBalanced } from '../testing/sketch-balancers.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import { networkOf } from './network.ts'
import type { Verdict } from './path.ts'

const CLIENTS = [...new Set(CLIENT_BLOCKS.flatMap(beside))].filter(isOnInternet)
const PORTS = [80, 443, 8080]

interface Probe {
  readonly interfaceId: string
  readonly via: string | null
  readonly client: string
  readonly port: number
}

function told(rows: readonly ExposureRow[], { interfaceId, via, client, port }: Probe): Verdict {
  const value = parseAddress(client)?.value
  const found = rows.filter(
    (row) =>
      row.via === via &&
      row.members.includes(interfaceId) &&
      row.family === 4 &&
      row.protocol === TCP &&
      holds(row.ports, port) &&
      typeof value === 'number' &&
      holds(row.sources.v4, value),
  )
  if (found.length > 1) throw new Error(`${client} is in ${found.length} rows`)
  const certainty = found[0]?.certainty
  return certainty ?? 'blocked'
}

function disagreements(sketch: BalancedSketch): readonly string[] {
  const kind = sketch.balancers?.['shop']?.kind
  const arn = balancerArn('shop', kind)
  const rows = exposure(networkOf(sketchBalanced(sketch)))
  // Of targets nobody told only the node can be asked: its own row says that something may be behind it.
  const isTold = sketch.targetGroups?.['tg-web']?.targets !== null || kind === 'classic'
  const targets = isTold ? ['eni-a', 'eni-b', 'eni-c'] : []
  const probes = PORTS.flatMap((port) =>
    CLIENTS.flatMap((client): readonly Probe[] => [
      ...targets.map((interfaceId) => ({ interfaceId, via: arn, client, port })),
      ...Object.keys(sketch.balancers?.['shop']?.nodes ?? {}).map((interfaceId) => ({
        interfaceId,
        via: null,
        client,
        port,
      })),
    ]),
  )
  return probes.flatMap((probe) => {
    const { interfaceId, via, client, port } = probe
    const answer = ask(sketch, { to: interfaceId, via, client, port }).verdict
    const says = told(rows, probe)
    // A walk ends where the targets were not told; sets still see that no answer can leave the subnet of the node.
    if (!isTold && says === 'blocked' && answer === 'unknown') return []
    return says === answer ? [] : [`${client} to ${interfaceId} port ${port} by ${via}: ${says}, by trace ${answer}`]
  })
}

describe('what is told to be exposed through a load balancer', () => {
  it('is what a trace finds, for every client beside a border of the filters', () => {
    fc.assert(
      fc.property(randomBalancers, (sketch) => {
        expect(disagreements(sketch)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

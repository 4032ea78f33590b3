/** Which part of the internet gets to an interface on some ports: the verdict, and the traffic it rests on. */

import { describe, expect, it } from 'vitest'
import type { NumberSet } from '../net/interval-set.ts'
import { ICMP, TCP } from '../net/protocol.ts'
import { formatAddresses, formatPorts } from '../net/traffic.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { internetReach, internetVerdict } from './internet-reach.ts'
import type { Rectangle } from './path.ts'

const words = (rectangles: readonly Rectangle[]) =>
  rectangles.map(({ ports, sources }) => `${formatPorts(ports)} from ${formatAddresses(sources)}`)

interface Asked {
  readonly rules: readonly string[]
  readonly ports: NumberSet
  readonly protocol?: number
  readonly sketch?: NetworkSketch
  readonly interfaceId?: string
}

function told({ rules, ports, protocol = TCP, sketch = {}, interfaceId = 'eni-1' }: Asked) {
  const inventory = sketchNetwork({ groups: { 'sg-1': rules }, ...sketch })
  const query = { interfaceId, family: 4 as const, protocol, ports }
  const { verdict, certain, possible } = internetReach(inventory, query)
  expect(internetVerdict(inventory, query)).toBe(verdict)
  return { verdict, certain: words(certain), possible: words(possible) }
}

const OFFICE = '198.51.100.0/24'
const SSH: NumberSet = [[22, 22]]
const UNTOLD: NetworkSketch = { prefixLists: { 'pl-1': null } }

// Source: VPC guide, "Security group rules".
describe('what of the internet gets to an interface', () => {
  it('is told port by port and client by client, cut to the ports asked for', () => {
    expect(
      told({ rules: [`in tcp 20-30 ${OFFICE}`, `in tcp 80 ${OFFICE}`, 'in tcp 81 192.0.2.0/24'], ports: [[22, 90]] }),
    ).toEqual({
      verdict: 'reachable',
      certain: [`22-30, 80 from ${OFFICE}`, '81 from 192.0.2.0/24'],
      possible: [`22-30, 80 from ${OFFICE}`, '81 from 192.0.2.0/24'],
    })
  })

  it('is blocked where nobody gets to those ports, whoever gets to others', () => {
    expect(told({ rules: [`in tcp 80 ${OFFICE}`], ports: SSH })).toEqual({
      verdict: 'blocked',
      certain: [],
      possible: [],
    })
  })

  it('is reachable where some surely get there, and those who may are told too', () => {
    const rules = [`in tcp 22 ${OFFICE}`, 'in tcp 22-23 pl-1']
    const { verdict, certain, possible } = told({ rules, ports: SSH, sketch: UNTOLD })
    expect([verdict, certain]).toEqual(['reachable', [`22 from ${OFFICE}`]])
    expect(possible).toHaveLength(1)
    expect(possible[0]).not.toBe(certain[0])
  })

  it('is unknown, never blocked, where some only may', () => {
    const { verdict, certain, possible } = told({ rules: ['in tcp 22 pl-1'], ports: SSH, sketch: UNTOLD })
    expect([verdict, certain, possible.length]).toEqual(['unknown', [], 1])
  })

  it('is unknown, never blocked, for an interface that is in no document', () => {
    expect(told({ rules: [], ports: SSH, interfaceId: 'eni-404' })).toMatchObject({ verdict: 'unknown', certain: [] })
    expect(told({ rules: [], ports: SSH, interfaceId: 'eni-404' }).possible).toHaveLength(1)
  })

  it('asks of a protocol without ports for all of it, whatever ports are named', () => {
    expect(told({ rules: [`in 47 ${OFFICE}`], ports: SSH, protocol: 47 }).certain).toEqual([
      `${formatPorts([[0, 65_535]])} from ${OFFICE}`,
    ])
    expect(told({ rules: [`in icmp 8 ${OFFICE}`], ports: SSH, protocol: ICMP }).verdict).toBe('reachable')
  })

  it('is not the answer for other ports that was asked before', () => {
    const inventory = sketchNetwork({ groups: { 'sg-1': [`in tcp 22 ${OFFICE}`] } })
    const verdicts = [22, 23, 22].map((port) =>
      internetVerdict(inventory, { interfaceId: 'eni-1', family: 4, protocol: TCP, ports: [[port, port]] }),
    )
    expect(verdicts).toEqual(['reachable', 'blocked', 'reachable'])
  })
})

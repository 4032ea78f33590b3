import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_PORTS, numberPair, packetMatch } from './read-ports.ts'
import { ruleKey } from './rule-key.ts'

const peer = { kind: 'prefix', prefix: { family: 4, base: 0, length: 0 } } as const

describe('numberPair', () => {
  it.each([
    [
      { From: 1, To: 2 },
      { from: 1, to: 2 },
    ],
    [
      { From: '1', To: null },
      { from: 1, to: null },
    ],
    [{}, { from: null, to: null }],
    [{ From: 'ssh', To: 22 }, null],
    [{ From: 22, To: {} }, null],
  ])('of %j is %j: what is no number is not taken for "any"', (element, pair) => {
    expect(numberPair(element, 'From', 'To')).toEqual(pair)
  })
})

describe('packetMatch', () => {
  const port = fc.integer({ min: 0, max: 65_535 })

  it('keeps every port range that is one', () => {
    fc.assert(
      fc.property(port, port, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]

        expect(packetMatch({ IpProtocol: 'tcp' }, 'IpProtocol', { from, to })).toEqual({
          protocol: 6,
          ports: [[from, to]],
          icmp: null,
        })
      }),
    )
  })

  it('takes no range turned round for one', () => {
    fc.assert(
      fc.property(port, port, (a, b) => {
        fc.pre(a !== b)
        const pair = { from: Math.max(a, b), to: Math.min(a, b) }

        expect(packetMatch({ IpProtocol: 'udp' }, 'IpProtocol', pair)).toBeNull()
      }),
    )
  })

  it('gives all ports to every protocol without ports, whatever is printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.option(port), (protocol, from) => {
        fc.pre(protocol !== 6 && protocol !== 17)
        const match = packetMatch({ IpProtocol: String(protocol) }, 'IpProtocol', { from, to: from })

        expect(match?.ports).toEqual(ALL_PORTS)
      }),
    )
  })

  it('reads a fraction of a port as no port', () => {
    expect(packetMatch({ IpProtocol: 'tcp' }, 'IpProtocol', { from: 22.5, to: 23 })).toBeNull()
  })
})

describe('ruleKey', () => {
  it.each([
    [{ protocol: 6, ports: [[22, 22]], icmp: null }, 'ingress tcp 22 0.0.0.0/0'],
    [{ protocol: 17, ports: [[1, 2]], icmp: null }, 'ingress udp 1-2 0.0.0.0/0'],
    [{ protocol: 1, ports: ALL_PORTS, icmp: { type: 8, code: null } }, 'ingress icmp 8/any 0.0.0.0/0'],
    [{ protocol: 'any', ports: ALL_PORTS, icmp: null }, 'ingress all 0.0.0.0/0'],
    [{ protocol: 132, ports: ALL_PORTS, icmp: null }, 'ingress protocol 132 0.0.0.0/0'],
  ] as const)('of %j is %s', (match, key) => {
    expect(ruleKey('ingress', match, peer)).toBe(key)
  })

  it('is the same for two spellings of one rule, and differs by direction and peer', () => {
    const match = { protocol: 'any', ports: ALL_PORTS, icmp: null } as const

    expect(ruleKey('egress', match, peer)).not.toBe(ruleKey('ingress', match, peer))
    expect(ruleKey('ingress', match, { kind: 'prefix-list', id: 'pl-1' })).toBe('ingress all pl-1')
  })
})

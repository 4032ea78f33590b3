import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatProtocol, hasPorts, ICMPV6, parseProtocol, TCP, UDP } from './protocol.ts'

describe('parseProtocol', () => {
  it.each([
    ['-1', 'any'],
    ['all', 'any'],
    ['tcp', TCP],
    ['TCP', TCP],
    ['6', TCP],
    ['17', UDP],
    ['icmpv6', ICMPV6],
    ['58', ICMPV6],
    ['47', 47],
    ['0', 0],
    ['255', 255],
  ] as const)('reads %s as %s (EC2 API, IpPermission)', (text, protocol) => {
    expect(parseProtocol(text)).toBe(protocol)
  })

  it.each(['', '256', '-2', '1.5', 'http', '0x6', ' 6'])('answers null for %j', (text) => {
    expect(parseProtocol(text)).toBeNull()
  })

  it('reads every number back from its own text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (number) => {
        expect(parseProtocol(`${number}`)).toBe(number)
      }),
    )
  })
})

describe('formatProtocol', () => {
  it('gives the common name, else the number', () => {
    expect(['any', 6, 17, 1, 58, 50, 132].map((each) => formatProtocol(each as number))).toEqual([
      'all',
      'tcp',
      'udp',
      'icmp',
      'icmpv6',
      'esp',
      'protocol 132',
    ])
  })

  it('gives ports to TCP and UDP only', () => {
    expect([TCP, UDP, 1, 58, 47, 'any' as const].filter(hasPorts)).toEqual([TCP, UDP])
  })
})

import { describe, expect, it } from 'vitest'
import { parseAddress } from '../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../net/protocol.ts'
import { answerTo, echoRequest, type Packet, portsFor, replyTo, sameAddress } from './packet.ts'

const address = (text: string) => parseAddress(text) ?? { family: 4 as const, value: 0 }

const REQUEST: Packet = {
  family: 4,
  protocol: TCP,
  source: address('203.0.113.7'),
  sourcePorts: [[1024, 65_535]],
  destination: address('10.0.0.10'),
  destinationPorts: [[443, 443]],
  icmp: null,
}

describe('a packet', () => {
  it('is answered with its ends turned round', () => {
    expect(replyTo(REQUEST)).toEqual({
      ...REQUEST,
      source: REQUEST.destination,
      sourcePorts: REQUEST.destinationPorts,
      destination: REQUEST.source,
      destinationPorts: REQUEST.sourcePorts,
    })
  })

  // Source: RFC 792, RFC 4443.
  it.each([
    ['echo', { protocol: ICMP, type: 8 }, 0],
    ['timestamp', { protocol: ICMP, type: 13 }, 14],
    ['information', { protocol: ICMP, type: 15 }, 16],
    ['address mask', { protocol: ICMP, type: 17 }, 18],
    ['echo of IPv6', { protocol: ICMPV6, type: 128 }, 129],
    ['unreachable, which is no request', { protocol: ICMP, type: 3 }, null],
    ['a reply, which is no request', { protocol: ICMP, type: 0 }, null],
    ['echo of IPv4, over IPv6', { protocol: ICMPV6, type: 8 }, null],
    ['echo of IPv6, over IPv4', { protocol: ICMP, type: 128 }, null],
  ])('of ICMP is answered by the message that answers it: %s', (_, { protocol, type }, answer) => {
    expect(answerTo(protocol, type)).toBe(answer)
    const reply = replyTo({ ...REQUEST, protocol, icmp: { type, code: 3 } })
    expect(reply?.icmp ?? null).toEqual(answer === null ? null : { type: answer, code: 0 })
  })

  it.each([
    [ICMP, { type: 8, code: 0 }],
    [ICMPV6, { type: 128, code: 0 }],
    [TCP, null],
    [UDP, null],
  ])('that pings is of its protocol: %s', (protocol, message) => {
    expect(echoRequest(protocol)).toEqual(message)
  })

  it.each([
    [TCP, [[22, 22]]],
    [UDP, [[22, 22]]],
    [ICMP, [[0, 65_535]]],
    [47, [[0, 65_535]]],
  ])('has ports only where its protocol has: %s', (protocol, ports) => {
    expect(portsFor(protocol, [[22, 22]])).toEqual(ports)
  })

  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['::1', '::1', true],
    ['::1', '0.0.0.1', false],
  ])('has one address where family and value are one: %s, %s', (a, b, same) => {
    expect(sameAddress(address(a), address(b))).toBe(same)
  })
})

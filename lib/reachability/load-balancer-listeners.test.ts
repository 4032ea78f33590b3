import { describe, expect, it } from 'vitest'
import { TCP, UDP } from '../net/protocol.ts'
import { transportsOf } from './load-balancer-listeners.ts'

// Source: ELB guides, "Listeners for your Application Load Balancers", "… Network Load Balancers"; ELBv2 API, Listener.
describe('the protocol of a listener', () => {
  it.each([
    ['HTTP', [TCP]],
    ['HTTPS', [TCP]],
    ['TCP', [TCP]],
    ['TLS', [TCP]],
    ['SSL', [TCP]],
    ['UDP', [UDP]],
    ['TCP_UDP', [TCP, UDP]],
    ['QUIC', [UDP]],
    ['TCP_QUIC', [TCP, UDP]],
    ['tcp', [TCP]],
    ['GENEVE', null],
    ['SCTP', null],
  ])('says what it carries: %s', (protocol, transports) => {
    expect(transportsOf(protocol)).toEqual(transports)
  })
})

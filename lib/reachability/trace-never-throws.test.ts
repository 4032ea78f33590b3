import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { randomWorld } from '../testing/random-world.ts'
import { networkOf } from './network.ts'
import { parseQuery } from './parse-query.ts'
import { trace } from './trace.ts'

const ENDS = [
  ...[
    'internet',
    'igw-1',
    'igw-404',
    'eni-1',
    'eni-2',
    'eni-404',
    'i-1',
    'subnet-1',
    'subnet-4',
    'sg-1',
    'vpc-1',
    'vpc-2',
  ],
  ...[
    'nat-1',
    'eigw-1',
    'vgw-1',
    'tgw-1',
    'tgw-attach-1',
    'pcx-1',
    'vpce-1',
    'vpce-2',
    'vpn-1',
    'acl-1',
    'no id at all',
  ],
  ...['10.0.1.10', '10.0.0.2', '169.254.169.254', '203.0.113.7', '198.51.100.10', '0.0.0.0', '255.255.255.255'],
  ...[
    '2001:db8:a:1::10',
    'fd00:ec2::254',
    '::1',
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1',
  ],
]

const question = fc.record({
  from: fc.constantFrom(...ENDS),
  to: fc.constantFrom(...ENDS),
  protocol: fc.constantFrom('tcp', 'udp', 'icmp', 'icmpv6', '47'),
  port: fc.constantFrom(null, 22, 65535),
  family: fc.constantFrom(null, 4, 6),
})

describe('trace', () => {
  it('answers every question with a verdict and its reason, and never throws', () => {
    fc.assert(
      fc.property(randomWorld, fc.array(question, { minLength: 12, maxLength: 12 }), (document, questions) => {
        const network = networkOf(readDescribe([document]))
        for (const asked of questions) {
          const { query } = parseQuery(asked)
          if (!query) continue
          const answer = trace(network, query)
          expect(answer.blockers.length > 0).toBe(answer.verdict === 'blocked')
          expect(answer.unknowns.length > 0).toBe(answer.verdict === 'unknown')
          if (answer.verdict === 'reachable') expect(answer.delivered).toBe('reachable')
          const hops = [...answer.forward, ...answer.return]
          expect(hops.some(({ decision }) => decision === 'blocks') && answer.verdict !== 'blocked').toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })
})

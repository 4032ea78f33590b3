import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

describe('SG-005 named service open', () => {
  it.each([
    ['Redis', ['in tcp 6379 0.0.0.0/0'], ['FAIL sg-1 critical internet tcp/6379']],
    ['Cassandra by the port of its clients', ['in tcp 9042 0.0.0.0/0'], ['FAIL sg-1 critical internet tcp/9042']],
    ['MongoDB by range', ['in tcp 27000-28000 0.0.0.0/0'], ['FAIL sg-1 critical internet tcp/27017-27018']],
    ['DNS over UDP', ['in udp 53 0.0.0.0/0'], ['FAIL sg-1 critical internet udp/53']],
    ['DNS over TCP is not listed', ['in tcp 53 0.0.0.0/0'], ['PASS sg-1']],
    ['MySQL, which SG-004 reports', ['in tcp 3306 0.0.0.0/0'], []],
    ['Kafka from a private range', ['in tcp 9092 10.0.0.0/8'], ['PASS sg-1']],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-005', { groups: { 'sg-1': rules } })).toEqual(expected)
  })

  it('names the service, and takes the table from the settings', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 7777 0.0.0.0/0'] } }
    expect(theFailure('SG-005', { groups: { 'sg-1': ['in tcp 6379 0.0.0.0/0'] } }).title).toBe(
      'Redis on bastion-1 is open to the internet',
    )
    expect(tell('SG-005', sketch, { namedServices: [{ name: 'Ours', tcp: [[7777, 7777]], udp: [] }] })).toEqual([
      'FAIL sg-1 critical internet tcp/7777',
    ])
  })
})

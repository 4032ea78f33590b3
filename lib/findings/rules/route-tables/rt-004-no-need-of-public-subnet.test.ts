import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const one = (sketch: object) => ({ interfaces: { 'eni-1': { publicIp: null, ...sketch } } })

describe('RT-004 no need of a public subnet', () => {
  it.each([
    ['a host without a public address', one({}), ['FAIL subnet-1 medium internal']],
    ['a host with one', {}, ['PASS subnet-1']],
    ['a host with a global IPv6 address', one({ ipv6: ['2001:db8:1::1'] }), ['PASS subnet-1']],
    [
      'a load balancer',
      one({ instance: null, description: 'ELB app/web/1', requester: 'amazon-elb' }),
      ['PASS subnet-1'],
    ],
    ['a NAT gateway', one({ instance: null, type: 'nat_gateway' }), ['PASS subnet-1']],
    ['an endpoint', one({ instance: null, type: 'vpc_endpoint' }), ['PASS subnet-1']],
    ['a function', one({ instance: null, type: 'lambda' }), ['FAIL subnet-1 medium internal']],
    ['an interface attached to nothing', one({ instance: null, status: 'available' }), ['PASS subnet-1']],
    ['a private subnet', { ...one({}), tables: { 'rtb-main': MAIN_TABLE } }, ['PASS subnet-1']],
    ['a subnet without a known table', { ...one({}), tables: {} }, ['NOT_EVALUATED subnet-1']],
    ['a subnet with nothing in it', { interfaces: {} }, []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-004', sketch)).toEqual(expected)
  })

  it('spares the second interface of an instance that has a public address on its first', () => {
    const interfaces = { 'eni-1': {}, 'eni-2': { publicIp: null, privateIp: '10.0.0.11' } }
    expect(tell('RT-004', { interfaces })).toEqual(['PASS subnet-1'])
  })

  it('is one finding for all interfaces of an instance', () => {
    const interfaces = { 'eni-1': { publicIp: null }, 'eni-2': { publicIp: null, privateIp: '10.0.0.11' } }
    const finding = theFailure('RT-004', { interfaces, instances: { 'i-1': 'batch-1' } })
    expect(finding.title).toBe('batch-1 stands in public subnet subnet-1 without need')
    expect(finding.related.filter(({ role }) => role === 'member').map(({ id }) => id)).toEqual([
      'i-1',
      'eni-1',
      'eni-2',
    ])
  })

  it('is one finding for a whole subnet: its id stays, it shows fifty hosts and counts all', () => {
    const many = Object.fromEntries(
      Array.from({ length: 70 }, (_, at) => [
        `eni-${String(at).padStart(2, '0')}`,
        { publicIp: null, instance: null, privateIp: `10.0.0.${at + 10}` },
      ]),
    )
    const finding = theFailure('RT-004', { interfaces: many })
    expect(finding.title).toBe('Interface eni-00 and 69 more stand in public subnet subnet-1 without need')
    expect(finding.evidence[0]?.excerpt).toBe(
      '70 interfaces of 70 hosts without a public address; the first 50 are shown',
    )
    expect(finding.evidence.filter(({ resourceId }) => resourceId.startsWith('eni-'))).toHaveLength(50)
    expect(finding.related.filter(({ role }) => role === 'member')).toHaveLength(50)
    expect(finding.id).toBe(theFailure('RT-004', one({})).id)
  })

  it('restarts nothing by what is pasted', () => {
    const { cli, summary } = theFailure('RT-004', one({})).remediation
    expect(cli.filter((line) => line.includes('create-image')).every((line) => line.includes(' --no-reboot '))).toBe(
      true,
    )
    expect(summary).toContain('made without a restart')
  })

  it('is not evaluated, and passes nothing, when interfaces were not collected', () => {
    expect(tell('RT-004', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

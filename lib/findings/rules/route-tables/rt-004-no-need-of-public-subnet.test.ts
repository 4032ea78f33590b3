import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const one = (sketch: object) => ({ interfaces: { 'eni-1': { publicIp: null, ...sketch } } })

describe('RT-004 no need of a public subnet', () => {
  it.each([
    ['a host without a public address', one({}), ['FAIL i-1 medium internal']],
    ['a host with one', {}, ['PASS subnet-1']],
    ['a host with a global IPv6 address', one({ ipv6: ['2001:db8:1::1'] }), ['PASS subnet-1']],
    [
      'a load balancer',
      one({ instance: null, description: 'ELB app/web/1', requester: 'amazon-elb' }),
      ['PASS subnet-1'],
    ],
    ['a NAT gateway', one({ instance: null, type: 'nat_gateway' }), ['PASS subnet-1']],
    ['an endpoint', one({ instance: null, type: 'vpc_endpoint' }), ['PASS subnet-1']],
    ['a function', one({ instance: null, type: 'lambda' }), ['FAIL eni-1 medium internal']],
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
    expect(finding.title).toBe('batch-1 stands in a public subnet without need')
    expect(finding.related.filter(({ role }) => role === 'interface').map(({ id }) => id)).toEqual(['eni-1', 'eni-2'])
  })

  it('is not evaluated, and passes nothing, when interfaces were not collected', () => {
    expect(tell('RT-004', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

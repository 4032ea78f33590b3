import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: IANA service names.
describe('SG-028 cleartext protocol admitted', () => {
  it.each([
    ['FTP', ['in tcp 21 10.0.0.0/8'], 'FAIL sg-1 low none tcp/21'],
    ['MQTT from a group', ['in tcp 1883 sg-2'], 'FAIL sg-1 low none tcp/1883'],
    ['HTTP on a host', ['in tcp 80 10.0.0.0/8'], 'FAIL sg-1 low none tcp/80'],
    ['HTTPS', ['in tcp 443 10.0.0.0/8'], 'PASS sg-1'],
    ['syslog, which is UDP', ['in udp 514 10.0.0.0/8'], 'PASS sg-1'],
    ['a wide range, which SG-027 reports', ['in tcp 0-1000 10.0.0.0/8'], 'PASS sg-1'],
    ['egress', ['out tcp 80 0.0.0.0/0'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-028', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-028', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('leaves HTTP to a load balancer, and is not evaluated where carriers are not known', () => {
    const groups = { 'sg-1': ['in tcp 80 0.0.0.0/0'] }
    const interfaces = { 'eni-1': { instance: null, description: 'ELB app/web/50dc6c49', requester: 'amazon-elb' } }
    expect(tell('SG-028', { groups, interfaces })).toEqual(['PASS sg-1'])
    expect(tell('SG-028', { groups, missing: ['NetworkInterfaces', 'Instances'] })).toEqual(['NOT_EVALUATED sg-1'])
    expect(theFailure('SG-028', { groups }).evidence[0]?.excerpt).toBe('tcp/80 from 0.0.0.0/0')
  })

  it('does not repeat what SG-003 reports', () => {
    expect(tell('SG-028', { groups: { 'sg-1': ['in tcp 23 0.0.0.0/0'] } })).toEqual([])
  })
})

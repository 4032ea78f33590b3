import { describe, expect, it } from 'vitest'
import { findingsIn, findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const ALB = { 'eni-1': { instance: null, description: 'ELB app/web/50dc6c49', requester: 'amazon-elb' } }
const LB_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c49'
const BALANCER = {
  LoadBalancers: [
    {
      LoadBalancerArn: LB_ARN,
      LoadBalancerName: 'web',
      Scheme: 'internet-facing',
      Type: 'application',
      VpcId: 'vpc-1',
      State: { Code: 'active' },
      SecurityGroups: ['sg-1'],
      AvailabilityZones: [{ SubnetId: 'subnet-1' }],
    },
  ],
  Listeners: [
    {
      ListenerArn: `${LB_ARN.replace('loadbalancer', 'listener')}/1`,
      LoadBalancerArn: LB_ARN,
      Port: 8443,
      Protocol: 'HTTPS',
      DefaultActions: [{ Type: 'forward' }],
    },
  ],
}

describe('SG-002 port outside the allow list', () => {
  it.each([
    ['a port of its own', ['in tcp 8443 0.0.0.0/0'], ['FAIL sg-1 high internet tcp/8443']],
    ['HTTP and HTTPS are allowed', ['in tcp 80 0.0.0.0/0', 'in tcp 443 ::/0'], ['PASS sg-1']],
    ['QUIC is allowed with HTTPS', ['in udp 443 0.0.0.0/0'], ['PASS sg-1']],
    ['a range that begins with an allowed port', ['in tcp 80-82 0.0.0.0/0'], ['FAIL sg-1 high internet tcp/81-82']],
    ['ICMP has no ports', ['in icmp 8 0.0.0.0/0'], ['PASS sg-1']],
    ['a narrow public range is not the internet', ['in tcp 8443 104.16.0.0/12'], ['PASS sg-1']],
    ['a single foreign address is not the internet', ['in tcp 8443 203.0.113.7/32'], ['PASS sg-1']],
    ['half the address space counts', ['in tcp 8443 0.0.0.0/1'], ['FAIL sg-1 high internet tcp/8443']],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-002', { groups: { 'sg-1': rules } })).toEqual(expected)
  })

  it('sees IPv6 alone', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 8443 ::/0'] }, interfaces: { 'eni-1': { ipv6: ['2001:db8:1::9'] } } }
    expect(tell('SG-002', sketch)).toEqual(['FAIL sg-1 high internet tcp/8443'])
  })

  it('spares no host because a load balancer carries the same group', () => {
    const host = { privateIp: '10.0.0.11', publicIp: '198.51.100.11' }
    const sketch = { groups: { 'sg-1': ['in tcp 8443 0.0.0.0/0'] }, elements: BALANCER }
    expect(tell('SG-002', { ...sketch, interfaces: { ...ALB, 'eni-2': host } })).toEqual([
      'FAIL sg-1 high internet tcp/8443',
    ])
  })

  it('takes more allowed ports from the settings, and prints those it used', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 8443 0.0.0.0/0', 'in tcp 9000 0.0.0.0/0'] } }
    const finding = theFailure('SG-002', sketch, { allowedPublicPorts: [[8443, 8443]] })
    expect(finding.ports).toEqual(['tcp/9000'])
    expect(finding.settingsUsed['allowedPublicPorts']).toBe('8443')
  })

  it('calls 80 and 443 on a load balancer intended: nothing fails', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 80 0.0.0.0/0', 'in tcp 443 0.0.0.0/0'] },
      interfaces: ALB,
      elements: BALANCER,
    }
    const [passed] = findingsOf('SG-002', sketch)
    expect(passed?.status).toBe('PASS')
    expect(passed?.description).toContain('intended')
    expect(
      findingsIn(sketch).filter(({ ruleId, status }) => /^SG-0[0-2][0-4]/.test(ruleId) && status === 'FAIL'),
    ).toEqual([])
  })

  it('ranks a listener of a load balancer on another port as info, intended', () => {
    const finding = theFailure('SG-002', {
      groups: { 'sg-1': ['in tcp 8443 0.0.0.0/0'] },
      interfaces: ALB,
      elements: BALANCER,
    })
    expect(finding.severity.effective).toBe('info')
    expect(finding.severity.why.join()).toContain('Intended')
    expect(finding.title).toBe('TCP port 8443 on web is open to the internet')
  })

  it('does not call a port intended that the load balancer does not listen on', () => {
    const finding = theFailure('SG-002', {
      groups: { 'sg-1': ['in tcp 9443 0.0.0.0/0'] },
      interfaces: ALB,
      elements: BALANCER,
    })
    expect(finding.severity.effective).toBe('high')
  })

  it('lowers when nothing carries the group, never when that is not known', () => {
    const groups = { 'sg-1': [], 'sg-2': ['in tcp 8443 0.0.0.0/0'] }
    expect(tell('SG-002', { groups })).toContain('FAIL sg-2 medium none tcp/8443')
    expect(tell('SG-002', { groups, missing: ['NetworkInterfaces'] })).toContain('FAIL sg-2 high unknown tcp/8443')
  })
})

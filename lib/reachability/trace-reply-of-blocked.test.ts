/** What would stop the reply of a request that is stopped itself: all of it has to be mended before the two can talk. */

import { describe, expect, it } from 'vitest'
import { traceText } from '../reports/trace-text.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, tell } from '../testing/format-trace.ts'

const OPEN = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10' })
  .host('eni-app', 'subnet-app', ['tcp/443 from 10.0.0.0/16'], { privateIp: '10.0.2.10' })
  .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })
  .acl('acl-pub', ['subnet-pub'], OPEN)
  .acl('acl-app', ['subnet-app'], OPEN)

const legs = (answer: ReturnType<typeof ask>) => answer.blockers.map(({ code, leg }) => `${leg} ${code}`)

describe('a private host, asked for from the internet', () => {
  const answer = ask(VPC.inventory, 'internet to eni-app tcp/443')

  it('lacks the public address, the rule, and a way back past the NAT gateway (VPC guide, "Internet gateways")', () => {
    expect(legs(answer)).toEqual([
      'request IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
      'request ENI_SG_RULES_MISMATCH',
      'reply NO_ROUTE_TO_DESTINATION',
    ])
  })

  it('is not said to be delivered, and no reply is said to be lost', () => {
    expect(answer.delivered).toBe('blocked')
    expect(answer.blockers.map(({ code }) => code)).not.toContain('RETURN_PATH_BLOCKED')
    expect(answer.caveats.map(({ code }) => code)).not.toContain('ONE_WAY_ONLY')
  })

  it('is told to a person as a way back that is still to come', () => {
    const text = traceText(VPC.inventory, answer, { color: false })
    expect(text).toContain('\nBack, once the request arrives: 10.0.2.10:443 → 203.0.113.7:1024-65535 tcp\n')
    expect(text).toContain('NO_ROUTE_TO_DESTINATION at rtb-app, on the way back\n')
  })
})

describe('one thing to mend', () => {
  it('is told once: the public address a host needs for both ways', () => {
    expect(legs(ask(VPC.inventory, 'internet to eni-web tcp/443'))).toEqual([
      'request IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ])
  })

  it('leaves the way back out where nothing else stops the reply', () => {
    const answer = ask(VPC.inventory, 'eni-web to eni-app tcp/22')
    expect(tell(answer)).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-app')
    expect(answer.return).toEqual([])
  })
})

describe('network ACLs of both legs (VPC guide, "Network ACLs")', () => {
  it('names the entry that stops the request and the one that stops the reply', () => {
    const shut = VPC.acl('acl-app', ['subnet-app'], ['100 in deny all 0.0.0.0/0', '100 out deny all 0.0.0.0/0'])
    const { blockers } = ask(shut.inventory, 'eni-web to eni-app tcp/443')
    expect(blockers.map(({ leg, rule }) => `${leg} ${rule?.excerpt}`)).toEqual([
      'request entry 100 denies all traffic from 0.0.0.0/0',
      'reply entry 100 denies all traffic to 0.0.0.0/0',
    ])
  })
})

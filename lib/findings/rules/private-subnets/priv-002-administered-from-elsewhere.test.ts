import { describe, expect, it } from 'vitest'
import type { DescribeKey } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'
import type { Settings } from '../../settings.ts'

/** A bastion in the public subnet and web-1 in a private one. Source: VPC guide, "Infrastructure security in Amazon VPC". */
function estate(rules: readonly string[], more: NetworkSketch = {}): NetworkSketch {
  return {
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } },
    groups: {
      'sg-web': rules,
      'sg-bastion': ['in tcp 22 203.0.113.0/24'],
      'sg-app': ['in tcp 443 10.0.0.0/16'],
      'sg-idle': [],
    },
    instances: { 'i-1': 'bastion-1', 'i-2': 'web-1', 'i-3': 'app-1' },
    interfaces: {
      'eni-1': { groups: ['sg-bastion'] },
      'eni-2': { instance: 'i-2', subnet: 'subnet-2', privateIp: '10.0.1.10', publicIp: null, groups: ['sg-web'] },
      'eni-3': { instance: 'i-3', subnet: 'subnet-2', privateIp: '10.0.1.11', publicIp: null, groups: ['sg-app'] },
    },
    prefixLists: { 'pl-untold': null },
    ...more,
  }
}
const web = (lines: readonly string[]) => lines.filter((line) => / sg-web/.test(line))
const corporate: Partial<Settings> = { corporateRanges: ['10.8.0.0/16'] }
const FROM_APP = estate(['in tcp 22 sg-app'])
const [PASS, FAIL, UNKNOWN] = ['PASS sg-web', 'FAIL sg-web medium none tcp/22', 'NOT_EVALUATED sg-web']

describe('PRIV-002 private host administered from elsewhere', () => {
  it.each<[string, readonly string[], Partial<Settings>, string]>([
    ['the group of the bastion', ['in tcp 22 sg-bastion'], {}, PASS],
    ['the address of the bastion', ['in tcp 22 10.0.0.10/32'], {}, PASS],
    ['the group of another host', ['in tcp 22 sg-app'], {}, FAIL],
    ['a group nobody carries', ['in tcp 22 sg-idle'], {}, PASS],
    ['the group itself', ['in tcp 22 sg-web'], {}, PASS],
    ['the internet', ['in tcp 22 0.0.0.0/0'], {}, FAIL],
    ['the VPC, with corporate ranges set', ['in tcp 22 10.0.0.0/16'], corporate, FAIL],
    ['the VPC, and nobody said', ['in tcp 22 10.0.0.0/16'], {}, UNKNOWN],
    ['the office over VPN', ['in tcp 22 10.8.4.0/24'], corporate, PASS],
    ['a list nobody read', ['in tcp 22 pl-untold'], corporate, UNKNOWN],
    ['a group in no document', ['in tcp 22 sg-9'], corporate, UNKNOWN],
    ['another port', ['in tcp 443 sg-app'], corporate, PASS],
    ['nothing', [], corporate, PASS],
  ])('%s', (...[, rules, settings, expected]) => {
    expect(web(tell('PRIV-002', estate(rules), settings))).toEqual([expected])
  })

  it('does not judge a host with a public address, nor one in a public subnet, nor the bastion', () => {
    const host = { instance: 'i-2', groups: ['sg-web'], privateIp: '10.0.1.10' }
    const { interfaces } = FROM_APP
    const placed = (more: object) => ({ ...FROM_APP, interfaces: { ...interfaces, 'eni-2': { ...host, ...more } } })
    expect(web(tell('PRIV-002', placed({ subnet: 'subnet-2' })))).toEqual([])
    expect(web(tell('PRIV-002', placed({ publicIp: null })))).toEqual([])
    expect(tell('PRIV-002', FROM_APP).join()).not.toContain('sg-bastion')
  })

  it('points at the rule, names host and source, and takes the rule out', () => {
    const finding = theFailure('PRIV-002', FROM_APP)
    expect(finding.title).toBe('web-1 can be administered from elsewhere than a bastion')
    expect(finding.description).toContain('lets sg-app (sg-app-name) administer web-1')
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/UserIdGroupPairs/0')
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-web')
    expect(findingsOf('PRIV-002', estate(['in tcp 22 10.0.0.0/16']))[0]?.reasonNotEvaluated).toContain(
      'corporateRanges',
    )
  })

  it.each<[DescribeKey, NetworkSketch]>([
    ['RouteTables', { tables: {} }],
    ['Instances', { instances: {} }],
  ])('decides nothing where %s would decide', (_, more) => {
    expect(web(tell('PRIV-002', { ...FROM_APP, ...more }))).toEqual([UNKNOWN])
  })

  it('is not evaluated where who carries the group it names was cut off', () => {
    expect(web(tellCut('PRIV-002', estate(['in tcp 22 sg-bastion']), ['NetworkInterfaces']))).toEqual([UNKNOWN])
    expect(tell('PRIV-002', { missing: ['SecurityGroups'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

describe('the words of PRIV-002', () => {
  it('calls everybody the internet, once for both families', () => {
    const { description } = theFailure('PRIV-002', estate(['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0']))
    expect(description).toContain('sg-web (sg-web-name) lets the internet administer web-1 in a private subnet')
  })
})

/** TIER-004 and TIER-007. Source: VPC guide, "Infrastructure security in Amazon VPC" and "Security group rules". */

import { describe, expect, it } from 'vitest'
import type { InterfaceSketch, NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const aws = (more: InterfaceSketch): InterfaceSketch => ({ publicIp: null, instance: null, groups: ['sg-1'], ...more })
const LB = aws({ requester: 'amazon-elb', privateIp: '10.0.0.20' })
const DB = aws({ description: 'RDSNetworkInterface', privateIp: '10.0.0.21' })
const TASK = aws({ requester: 'amazon-ecs', privateIp: '10.0.0.22' })
const ENDPOINT = aws({ type: 'vpc_endpoint', privateIp: '10.0.0.23' })
const HOST: InterfaceSketch = { publicIp: null }
const BASTION: InterfaceSketch = { instance: 'i-2', privateIp: '10.0.0.24' }

const holding = (...interfaces: InterfaceSketch[]): NetworkSketch => ({
  instances: { 'i-1': 'host', 'i-2': 'bastion' },
  interfaces: Object.fromEntries(interfaces.map((one, at) => [`eni-${at}`, one])),
})

describe('TIER-004 one subnet holds several tiers', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['a load balancer and a database', holding(LB, DB), ['FAIL subnet-1 medium none']],
    ['an application and a database, beside an unknown host', holding(TASK, DB, HOST), ['FAIL subnet-1 medium none']],
    ['databases', holding(DB), ['PASS subnet-1']],
    ['a load balancer, a bastion and an endpoint', holding(LB, BASTION, ENDPOINT), ['PASS subnet-1']],
    ['one host of no known tier alone', holding(HOST), ['PASS subnet-1']],
    ['a database and a host of no known tier, told once a VPC', holding(DB, HOST), ['NOT_EVALUATED vpc-1']],
    ['an interface that is attached to nothing', holding(LB, { ...DB, status: 'available' }), ['PASS subnet-1']],
    ['nothing', { interfaces: {} }, []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-004', sketch)).toEqual(expected)
  })

  it('says why each is of its tier, and is corrected by the setting', () => {
    const finding = theFailure('TIER-004', holding(LB, DB))
    expect(finding.title).toBe('Subnet subnet-1 holds edge and data together')
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual([
      'eni-0 is edge, because AWS calls it a load balancer',
      'eni-1 is data, because AWS calls it a database',
    ])
    expect(tell('TIER-004', holding(LB, DB), { tierOf: { 'eni-0': 'data' } })).toEqual(['PASS subnet-1'])
    expect(findingsOf('TIER-004', holding(DB, HOST))[0]?.reasonNotEvaluated).toContain(
      'tierOf (by resource id) or tagKeys.tier in portolan.yaml',
    )
  })

  it('passes nothing when interfaces were cut off or not collected', () => {
    expect(tellCut('TIER-004', holding(DB), ['NetworkInterfaces'])).toEqual([])
    expect(tell('TIER-004', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

describe('TIER-007 data tier admits others', () => {
  const data = (rule: string, peer: InterfaceSketch = TASK): NetworkSketch => ({
    instances: { 'i-1': 'host' },
    groups: { 'sg-1': [rule], 'sg-peer': [] },
    interfaces: { 'eni-db': DB, 'eni-peer': { ...peer, groups: ['sg-peer'] } },
  })

  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['a range', data('in tcp 5432 10.0.0.0/8'), ['FAIL sg-1 medium none']],
    [
      'a prefix list',
      { ...data('in tcp 5432 pl-1'), prefixLists: { 'pl-1': ['10.0.0.0/8'] } },
      ['FAIL sg-1 medium none'],
    ],
    ['the edge', data('in tcp 5432 sg-peer', LB), ['FAIL sg-1 medium none']],
    ['the application', data('in tcp 5432 sg-peer'), ['PASS sg-1']],
    ['itself', data('in tcp 5432 sg-1'), ['PASS sg-1']],
    [
      'a bastion',
      { ...data('in tcp 5432 sg-peer', { instance: 'i-2', privateIp: '10.0.0.24' }), instances: { 'i-2': 'bastion' } },
      ['PASS sg-1'],
    ],
    ['a ping from a range', data('in icmp 8 10.0.0.0/8'), ['PASS sg-1']],
    ['a host of no known tier', data('in tcp 5432 sg-peer', HOST), ['NOT_EVALUATED sg-1']],
    ['a group that was not collected', data('in tcp 5432 sg-9'), ['NOT_EVALUATED sg-1']],
    [
      'a group no data store carries',
      { groups: { 'sg-1': ['in tcp 443 10.0.0.0/8'] }, interfaces: { 'eni-1': TASK } },
      [],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-007', sketch)).toEqual(expected)
  })

  it('points at each rule, and says why it is the data tier', () => {
    const { evidence, remediation } = theFailure('TIER-007', data('in tcp 5432 10.0.0.0/8'))
    expect(evidence.map(({ excerpt }) => excerpt)).toEqual([
      'tcp/5432 from 10.0.0.0/8',
      'eni-db is data, because AWS calls it a database',
    ])
    expect(remediation.cli[0]).toContain('--group-id sg-1')
    expect(theFailure('TIER-007', data('in tcp 5432 sg-peer', LB)).severity.why).toEqual([
      'the data tier admits traffic from sg-peer (sg-peer-name).',
    ])
    expect(tell('TIER-007', { missing: ['SecurityGroups'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

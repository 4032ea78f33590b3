import { describe, expect, it } from 'vitest'
import { networkOf } from '../reachability/network.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { tell, theFailure } from '../testing/tell-findings.ts'
import { carriersOf } from './group-carriers.ts'

const host = { groups: ['sg-default'] }
const NatGateways = [
  {
    NatGatewayId: 'nat-1',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State: 'available',
    NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.1.9', PublicIp: '198.51.100.9' }],
  },
]
const atNat = { groups: ['sg-default'], instance: null, privateIp: '10.0.1.9', publicIp: '198.51.100.9' }

// Source: VPC guide, "NAT gateway basics": a security group cannot be associated with a NAT gateway.
describe('what carries a group', () => {
  const idsOf = (sketch: NetworkSketch) =>
    carriersOf(networkOf(sketchNetwork(sketch)), 'sg-default').map(({ id }) => id)
  const groups = { 'sg-default': ['in all sg-default', 'out all 0.0.0.0/0'] }

  it.each<[string, NetworkSketch, readonly string[]]>([
    ['hosts', { interfaces: { 'eni-1': host, 'eni-2': { ...host, privateIp: '10.0.1.11' } } }, ['eni-1', 'eni-2']],
    [
      'no NAT gateway, by type',
      { interfaces: { 'eni-1': host, 'eni-nat': { ...atNat, type: 'nat_gateway' } } },
      ['eni-1'],
    ],
    [
      'no NAT gateway, by the gateway that names a plain interface',
      { interfaces: { 'eni-1': host, 'eni-nat': atNat }, elements: { NatGateways } },
      ['eni-1'],
    ],
    [
      'a plain interface that no NAT gateway names',
      { interfaces: { 'eni-nat': atNat }, elements: { NatGateways: [] } },
      ['eni-nat'],
    ],
    ['nothing', { interfaces: { 'eni-1': { groups: [] } } }, []],
  ])('are %s', (_, sketch, expected) => {
    expect(idsOf({ groups, ...sketch })).toEqual(expected)
  })

  it.each([
    ['SG-003', 'FAIL sg-default medium none tcp/22'],
    ['SG-020', 'FAIL sg-default low none'],
    ['SG-021', 'PASS sg-default'],
  ])('is nothing to %s where only a NAT gateway is said to carry it', (ruleId, expected) => {
    const open = { 'sg-default': [...groups['sg-default'], 'in tcp 22 0.0.0.0/0'] }
    const sketch = { groups: open, interfaces: { 'eni-nat': atNat }, elements: { NatGateways } }
    expect(tell(ruleId, sketch)).toEqual([expected])
  })

  it('is nothing to SG-018 either', () => {
    const NatGroup = { 'sg-1': ['out all 0.0.0.0/0'] }
    const interfaces = { 'eni-nat': { ...atNat, groups: ['sg-1'] } }
    expect(tell('SG-018', { groups: NatGroup, interfaces, elements: { NatGateways } })).toEqual([
      'FAIL sg-1 info none all',
    ])
  })

  it('is told in words and commands without the NAT gateway', () => {
    const sketch = { groups, interfaces: { 'eni-1': host, 'eni-nat': atNat }, elements: { NatGateways } }
    expect(theFailure('SG-021', sketch).description).toMatch(/^bastion-1 has the group/)
    expect(theFailure('SG-021', sketch).remediation.cli.join()).not.toContain('eni-nat')
    expect(theFailure('SG-020', sketch).severity.why).toEqual(['1 interface carries it.'])
  })
})

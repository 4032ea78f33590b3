/**
 * A list that an element does not have may hold anything; one that is empty holds nothing. Source: EC2 API, VpcEndpoint;
 * Network Firewall API, Firewall; Elastic Load Balancing API 2012-06-01, LoadBalancerDescription: AWS prints these always.
 */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { documentOf } from '../testing/describe-document.ts'
import { ask } from '../testing/format-trace.ts'
import { editElements } from '../testing/replay/edit-document.ts'
import { balancerArn, withBalancers } from '../testing/sketch-balancers.ts'
import { sketchDocument } from '../testing/sketch-network.ts'

const without =
  (field: string) =>
  ({ [field]: _, ...rest }: JsonObject): JsonObject =>
    rest

const FIREWALL: JsonObject = {
  FirewallName: 'wall',
  VpcId: 'vpc-1',
  SubnetMappings: [],
  FirewallPolicyArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect',
}
const ENDPOINT: JsonObject = {
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  VpcEndpointType: 'Interface',
  State: 'available',
  SubnetIds: [],
  NetworkInterfaceIds: [],
}
const CLASSIC: JsonObject = { LoadBalancerName: 'old', VPCId: 'vpc-1', Subnets: [], Instances: [] }

describe('a list that is absent', () => {
  const gapsOf = (key: DescribeKey, element: JsonObject) =>
    readDescribe([documentOf({ elements: { [key]: [element] } })]).gaps.filter(({ kind }) => kind === 'unreadable')

  it.each<[DescribeKey, JsonObject, string]>([
    ['Firewalls', FIREWALL, 'SubnetMappings'],
    ['VpcEndpoints', ENDPOINT, 'SubnetIds'],
    ['VpcEndpoints', ENDPOINT, 'NetworkInterfaceIds'],
    ['VpcEndpoints', { ...ENDPOINT, VpcEndpointType: 'GatewayLoadBalancer' }, 'SubnetIds'],
    ['LoadBalancerDescriptions', CLASSIC, 'Subnets'],
    ['LoadBalancerDescriptions', CLASSIC, 'Instances'],
  ])('of %s is a gap that names it, an empty one is none', (...[key, element, field]) => {
    expect(gapsOf(key, element)).toEqual([])
    const gaps = gapsOf(key, without(field)(element))
    expect(gaps.map(({ message }) => message)).toEqual([expect.stringContaining(`does not tell its ${field}.`)])
  })

  it('is none of a gateway endpoint, which stands in no subnet', () => {
    const gateway: JsonObject = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Gateway' }
    expect(gapsOf('VpcEndpoints', gateway)).toEqual([])
  })
})

describe('the answer where a list is absent', () => {
  const CLB = balancerArn('shop', 'classic')
  const balanced = (instances: readonly string[]): DescribeDocument =>
    sketchDocument(withBalancers({ balancers: { shop: { kind: 'classic', instances } } }))
  const asked = (document: DescribeDocument) => ask(readDescribe([document]), `internet to ${CLB} tcp/443`)

  it('is unknown for the instances of a Classic Load Balancer, and blocked where there are none', () => {
    expect(asked(balanced([])).verdict).toBe('blocked')
    const absent = asked(editElements(balanced([]), 'LoadBalancerDescriptions', without('Instances')))
    expect(absent.verdict).toBe('unknown')
    expect(absent.unknowns.map(({ component, key }) => [component, key])).toContainEqual([
      CLB,
      'LoadBalancerDescriptions',
    ])
    expect(absent.unknowns.flatMap(({ gapIds }) => gapIds).join()).toContain('does not tell its Instances')
  })

  it('is not blocked by the zones of a Classic Load Balancer whose subnets are absent', () => {
    const document = editElements(balanced(['i-a']), 'LoadBalancerDescriptions', without('Subnets'))
    expect(asked(document).verdict).not.toBe('blocked')
  })

  it('is unknown for the interfaces of an endpoint', () => {
    const vpc = buildVpc('10.0.0.0/16')
      .subnet('subnet-a', '10.0.1.0/24')
      .host('eni-a', 'subnet-a', [], { privateIp: '10.0.1.10' })
    const absent = vpc.elements('VpcEndpoints', without('NetworkInterfaceIds')(ENDPOINT)).inventory
    const { verdict, unknowns } = ask(absent, 'eni-a to vpce-1 tcp/443')
    expect([verdict, unknowns[0]?.component, unknowns[0]?.key]).toEqual(['unknown', 'vpce-1', 'VpcEndpoints'])
  })
})

import { describe, expect, it } from 'vitest'
import type { InterfaceSketch } from '../testing/sketch-network.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { carrierName, carrierNames } from './carrier-name.ts'
import { titleNames } from './wording.ts'

function nameOf(sketch: InterfaceSketch, elements = {}): string | undefined {
  const inventory = sketchNetwork({ interfaces: { 'eni-1': sketch }, elements })
  const found = inventory.networkInterfaces.get('eni-1')
  return found && carrierName(inventory, found)
}

describe('what people call an interface', () => {
  it.each<[string, InterfaceSketch, string]>([
    ['its instance', {}, 'bastion-1'],
    ['its load balancer', { instance: null, description: 'ELB app/front/50dc6c49' }, 'front'],
    [
      'its function',
      {
        instance: null,
        type: 'lambda',
        description: 'AWS Lambda VPC ENI-stock-sync-1b2c3d4e-5f60-4711-8899-aabbccddeeff',
      },
      'stock-sync',
    ],
    ['a function without a name', { instance: null, type: 'lambda' }, 'function interface eni-1'],
    [
      'a task',
      { instance: null, description: 'arn:aws:ecs:eu-west-1:111122223333:attachment/1' },
      'container task eni-1',
    ],
    ['a data store', { instance: null, description: 'RDSNetworkInterface' }, 'database interface eni-1'],
    ['nothing else', { instance: null }, 'interface eni-1'],
  ])('is %s', (_, sketch, name) => {
    expect(nameOf(sketch)).toBe(name)
  })

  it('is its NAT gateway or its endpoint, which name it', () => {
    const NatGateways = [
      {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'available',
        NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-1' }],
        Tags: [{ Key: 'Name', Value: 'out-a' }],
      },
    ]
    const VpcEndpoints = [
      { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Interface', NetworkInterfaceIds: ['eni-1'] },
    ]
    expect(nameOf({ instance: null }, { NatGateways })).toBe('NAT gateway out-a')
    expect(nameOf({ instance: null }, { VpcEndpoints })).toBe('endpoint vpce-1')
  })
})

describe('what people call many interfaces', () => {
  const inventory = sketchNetwork({
    interfaces: {
      'eni-1': {},
      'eni-2': { instance: null, description: 'ELB app/front/50dc6c49' },
      'eni-3': { instance: null, description: 'ELB app/front/50dc6c49' },
    },
  })

  it('is each name once, in the order of the interfaces, and then the others', () => {
    const names = carrierNames(inventory, [...inventory.networkInterfaces.values()], ['worker', 'front'])
    expect([...names]).toEqual(['bastion-1', 'front', 'worker'])
  })

  it.each<[readonly string[], string]>([
    [[], 'none'],
    [['web'], 'web'],
    [['web', 'web'], 'web'],
    [['web', 'orders'], 'web and orders'],
    [['web', 'orders', 'web', 'stock'], 'web and 2 more'],
  ])('has room in a title for %j as %s', (names, title) => {
    expect(titleNames(names)).toBe(title)
    expect(titleNames(new Set(names))).toBe(title)
  })
})

import { describe, expect, it } from 'vitest'
import type { InterfaceSketch } from '../testing/sketch-network.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { carrierName } from './carrier-name.ts'

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

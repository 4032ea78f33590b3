import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { networkOf } from '../network.ts'
import { zoneObjections } from './endpoint-objections.ts'

const SERVICE = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1'

function codes(...services: readonly JsonObject[]) {
  const VpcEndpoints = [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Interface', ServiceName: SERVICE }]
  const network = networkOf(sketchNetwork({ elements: { VpcEndpoints, VpcEndpointServices: services } }))
  const [subnet] = network.inventory.subnets.values()
  const [endpoint] = network.inventory.vpcEndpoints.values()
  if (!subnet || !endpoint) throw new Error('There is no endpoint.')
  return zoneObjections(network, endpoint, subnet).refusals.map(({ code }) => code)
}

const offered = (name: string, ...AvailabilityZones: readonly string[]): JsonObject => ({
  ServiceId: `vpce-svc-${name.at(-1)}`,
  ServiceName: name,
  AvailabilityZones,
})

// Source: PrivateLink guide, "Subnets and Availability Zones".
describe('the zones a service is offered in', () => {
  it('are those of the service itself, whatever others are offered in', () => {
    expect(codes(offered(SERVICE, 'eu-west-1c'))).toEqual(['VPCE_SERVICE_NOT_INSTALLED_IN_AZ'])
    expect(codes(offered(`${SERVICE}9`, 'eu-west-1c'), offered(SERVICE, 'eu-west-1a'))).toEqual([])
    expect(codes(offered(`${SERVICE}9`, 'eu-west-1c'))).toEqual([])
  })

  it('refuse nothing while they were not told', () => {
    expect(codes(offered(SERVICE))).toEqual([])
  })
})

import { expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: { readonly ClientVpnEndpoints: readonly JsonObject[] }) {
  return readDescribe([documentOf({ elements })])
}

function endpoint(more: JsonObject) {
  const ClientVpnEndpoints = [{ ClientVpnEndpointId: 'cvpn-endpoint-1', Status: { Code: 'available' }, ...more }]
  const [first] = read({ ClientVpnEndpoints }).clientVpnEndpoints.values()
  if (!first) throw new Error('The endpoint was left out.')
  return first
}

it('reads client VPN endpoints', () => {
  const { clientVpnEndpoints } = read({
    ClientVpnEndpoints: [
      {
        ClientVpnEndpointId: 'cvpn-endpoint-1',
        Description: 'staff',
        VpcId: 'vpc-1',
        ClientCidrBlock: '10.250.0.0/22',
        SecurityGroupIds: ['sg-1'],
        SplitTunnel: false,
        ConnectionLogOptions: { Enabled: true },
        Status: { Code: 'available' },
      },
      { ClientVpnEndpointId: 'cvpn-endpoint-2', Status: { Code: 'deleted' } },
    ],
  })

  expect([...clientVpnEndpoints.values()]).toMatchObject([
    {
      name: 'staff',
      vpcId: 'vpc-1',
      clientCidr: { length: 22 },
      securityGroupIds: ['sg-1'],
      splitTunnel: false,
      connectionLogging: true,
      state: 'available',
    },
  ])
})

// Source: EC2 API, DescribeClientVpnAuthorizationRules; rules that failed or are revoked let nobody in.
it('reads who may go where, and where clients are led', () => {
  const { authorizationRules, routes, targetSubnetIds, unread } = endpoint({
    AuthorizationRules: [
      { DestinationCidr: '0.0.0.0/0', AccessAll: true, Status: { Code: 'active' } },
      { DestinationCidr: '10.0.0.0/16', AccessAll: false, GroupId: 'staff', Status: { Code: 'authorizing' } },
      { DestinationCidr: '10.1.0.0/16', AccessAll: true, Status: { Code: 'failed' } },
    ],
    Routes: [{ DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-1', Status: { Code: 'active' } }],
    ClientVpnTargetNetworks: [
      { TargetNetworkId: 'subnet-1', Status: { Code: 'associated' } },
      { TargetNetworkId: 'subnet-2', Status: { Code: 'disassociated' } },
    ],
  })
  const told = authorizationRules?.map(({ destination, ...rule }) => ({ to: formatPrefix(destination), ...rule }))
  const at = '/ClientVpnEndpoints/0/AuthorizationRules'
  expect(told).toEqual([
    { to: '0.0.0.0/0', accessAll: true, groupId: null, pointer: `${at}/0` },
    { to: '10.0.0.0/16', accessAll: false, groupId: 'staff', pointer: `${at}/1` },
  ])
  expect(routes).toMatchObject([{ subnetId: 'subnet-1', pointer: '/ClientVpnEndpoints/0/Routes/0' }])
  expect(targetSubnetIds).toEqual(['subnet-1'])
  expect(unread).toEqual([])
})

it('keeps apart what was not asked from what is empty, and names what it cannot read', () => {
  expect(endpoint({})).toMatchObject({ authorizationRules: null, routes: null, targetSubnetIds: null })
  expect(endpoint({ AuthorizationRules: [], Routes: [] })).toMatchObject({ authorizationRules: [], routes: [] })
  const { authorizationRules, unread } = endpoint({ AuthorizationRules: [{ DestinationCidr: 'everywhere' }] })
  expect(authorizationRules).toEqual([])
  expect(unread).toEqual([expect.stringContaining('everywhere')])
})

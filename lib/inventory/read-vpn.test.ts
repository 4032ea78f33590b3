import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('a VPN connection', () => {
  const CONNECTION: JsonObject = {
    VpnConnectionId: 'vpn-1',
    CustomerGatewayId: 'cgw-1',
    VpnGatewayId: 'vgw-1',
    TransitGatewayId: 'tgw-1',
    State: 'available',
    Routes: [
      { DestinationCidrBlock: '192.168.0.0/16', State: 'available' },
      { DestinationCidrBlock: '172.16.0.0/12', State: 'deleted' },
    ],
    Options: {
      StaticRoutesOnly: true,
      TunnelOptions: [
        {
          OutsideIpAddress: '203.0.113.1',
          IkeVersions: [{ Value: 'ikev2' }],
          Phase1EncryptionAlgorithms: [{ Value: 'AES256' }],
          Phase1IntegrityAlgorithms: [{ Value: 'SHA2-256' }],
          Phase1DHGroupNumbers: [{ Value: 20 }],
          Phase2EncryptionAlgorithms: [{ Value: 'AES128' }],
          Phase2IntegrityAlgorithms: [{ Value: 'SHA1' }],
          Phase2DHGroupNumbers: [{ Value: 2 }, { Value: 14 }],
          LogOptions: { CloudWatchLogOptions: { LogEnabled: true } },
        },
      ],
    },
    VgwTelemetry: [
      { OutsideIpAddress: '203.0.113.1', Status: 'UP', StatusMessage: '2 BGP ROUTES' },
      { OutsideIpAddress: '203.0.113.2', Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN' },
    ],
  }

  it('is read whole, tunnels joined by their outside address', () => {
    const connection = read({ VpnConnections: [CONNECTION] }).vpnConnections.get('vpn-1')

    expect(connection).toMatchObject({
      customerGatewayId: 'cgw-1',
      vpnGatewayId: 'vgw-1',
      transitGatewayId: 'tgw-1',
      state: 'available',
      staticRoutesOnly: true,
    })
    expect(connection?.routes.map(formatPrefix)).toEqual(['192.168.0.0/16'])
    expect(connection?.tunnels).toEqual([
      {
        outsideIp: '203.0.113.1',
        status: 'up',
        statusMessage: '2 BGP ROUTES',
        ikeVersions: ['ikev2'],
        phase1: { encryption: ['AES256'], integrity: ['SHA2-256'], dhGroups: [20] },
        phase2: { encryption: ['AES128'], integrity: ['SHA1'], dhGroups: [2, 14] },
        logEnabled: true,
        optionsTold: true,
      },
      {
        outsideIp: '203.0.113.2',
        status: 'down',
        statusMessage: 'IPSEC IS DOWN',
        ikeVersions: [],
        phase1: { encryption: [], integrity: [], dhGroups: [] },
        phase2: { encryption: [], integrity: [], dhGroups: [] },
        logEnabled: null,
        optionsTold: false,
      },
    ])
  })

  it('that is deleted is left out', () => {
    expect(read({ VpnConnections: [{ ...CONNECTION, State: 'deleted' }] }).vpnConnections.size).toBe(0)
  })
})

it('reads customer gateways, and leaves deleted ones out', () => {
  const gateway = { CustomerGatewayId: 'cgw-1', IpAddress: '198.51.100.1', BgpAsn: '65000', State: 'available' }
  const { customerGateways } = read({
    CustomerGateways: [
      { ...gateway, DeviceName: 'office' },
      { ...gateway, CustomerGatewayId: 'cgw-2', State: 'deleted' },
    ],
  })

  expect([...customerGateways.values()]).toMatchObject([
    { name: 'office', ipAddress: '198.51.100.1', bgpAsn: '65000', state: 'available' },
  ])
})

it('reads Direct Connect in its own spelling', () => {
  const { directConnectGateways, virtualInterfaces, directConnectConnections } = read({
    DirectConnectGateways: [
      {
        directConnectGatewayId: 'dxgw-1',
        directConnectGatewayName: 'core',
        directConnectGatewayState: 'available',
        ownerAccount: '444455556666',
        directConnectGatewayAssociations: [
          { associationState: 'associated', associatedGateway: { id: 'vgw-1', type: 'virtualPrivateGateway' } },
          { associationState: 'disassociated', associatedGateway: { id: 'vgw-2', type: 'virtualPrivateGateway' } },
          { associationState: 'associated', associatedGateway: {} },
        ],
      },
      { directConnectGatewayId: 'dxgw-2', directConnectGatewayState: 'available' },
    ],
    VirtualInterfaces: [
      {
        virtualInterfaceId: 'dxvif-1',
        virtualInterfaceName: 'private',
        virtualInterfaceType: 'private',
        virtualInterfaceState: 'available',
        virtualGatewayId: 'vgw-1',
        directConnectGatewayId: 'dxgw-1',
        connectionId: 'dxcon-1',
      },
      { virtualInterfaceId: 'dxvif-2', virtualInterfaceState: 'deleted' },
    ],
    Connections: [
      {
        connectionId: 'dxcon-1',
        connectionName: 'line',
        connectionState: 'available',
        location: 'EqDC2',
        bandwidth: '1Gbps',
      },
    ],
  })

  expect(directConnectGateways.get('dxgw-1')).toMatchObject({
    name: 'core',
    state: 'available',
    account: '444455556666',
    associations: [{ gatewayId: 'vgw-1', state: 'associated' }],
  })
  // The call of the associations was not made.
  expect(directConnectGateways.get('dxgw-2')?.associations).toBeNull()
  expect([...virtualInterfaces.values()]).toMatchObject([
    {
      name: 'private',
      kind: 'private',
      state: 'available',
      vpnGatewayId: 'vgw-1',
      directConnectGatewayId: 'dxgw-1',
      connectionId: 'dxcon-1',
    },
  ])
  expect(directConnectConnections.get('dxcon-1')).toMatchObject({
    name: 'line',
    state: 'available',
    location: 'EqDC2',
    bandwidth: '1Gbps',
  })
})

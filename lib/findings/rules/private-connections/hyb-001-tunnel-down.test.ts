import { describe, expect, it } from 'vitest'
import { vpnConnection } from '../../../testing/sketch-transit.ts'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const vpn = (tunnels: readonly string[], more = {}) => ({
  elements: { VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1', ...more }, tunnels)] },
})

// Source: Site-to-Site VPN guide, "Monitoring": each tunnel has a status of its own.
describe('HYB-001 VPN tunnel is down', () => {
  it.each([
    ['two tunnels up', ['UP', 'UP'], 'PASS vpn-1'],
    ['one of two down', ['UP', 'DOWN'], 'FAIL vpn-1 medium none'],
    ['the first of two down', ['DOWN', 'UP'], 'FAIL vpn-1 medium none'],
    ['both down', ['DOWN', 'DOWN'], 'FAIL vpn-1 medium none'],
    ['the third of three down, where peers look at two', ['UP', 'UP', 'DOWN'], 'FAIL vpn-1 medium none'],
    ['four up', ['UP', 'UP', 'UP', 'UP'], 'PASS vpn-1'],
    ['one alone, up, where peers crash', ['UP'], 'PASS vpn-1'],
    ['one up, one not told', ['UP', ''], 'NOT_EVALUATED vpn-1'],
    ['one down, one not told', ['DOWN', ''], 'FAIL vpn-1 medium none'],
    ['no telemetry', [], 'NOT_EVALUATED vpn-1'],
  ])('%s', (_, tunnels, expected) => {
    expect(tell('HYB-001', vpn(tunnels))).toEqual([expected])
  })

  it('names the tunnel that is down, with the message of AWS', () => {
    const VgwTelemetry = [
      { OutsideIpAddress: '198.51.100.1', Status: 'UP' },
      { OutsideIpAddress: '198.51.100.2', Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN' },
    ]
    const finding = theFailure('HYB-001', vpn([], { VgwTelemetry }))
    expect(finding.title).toBe('1 of 2 tunnels of vpn-1 is down')
    expect(finding.description).toContain('198.51.100.2 is down (IPSEC IS DOWN)')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/VpnConnections/0'])
    expect(finding.remediation.cli).toEqual([
      'aws ec2 describe-vpn-connections --region eu-west-1 --vpn-connection-ids vpn-1',
    ])
  })

  it('says nothing of a connection that was deleted', () => {
    expect(tell('HYB-001', vpn(['DOWN', 'DOWN'], { State: 'deleted' }))).toEqual([])
  })

  it('is not evaluated when connections were not collected, and keeps what it saw of a list cut short', () => {
    expect(tell('HYB-001', { missing: ['VpnConnections'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    expect(tellCut('HYB-001', vpn(['UP', 'DOWN']), ['VpnConnections'])).toEqual(['FAIL vpn-1 medium none'])
  })
})

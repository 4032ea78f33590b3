/** HYB-002, HYB-003 and HYB-004: what the options of each tunnel say. Source: Site-to-Site VPN guide, "Tunnel options". */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { vpnConnection } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const values = (...list: readonly (string | number)[]) => list.map((Value) => ({ Value }))
const logging = (LogEnabled: boolean) => ({ LogOptions: { CloudWatchLogOptions: { LogEnabled } } })
const STRONG: JsonObject = {
  IkeVersions: values('ikev2'),
  ...logging(true),
  Phase1EncryptionAlgorithms: values('AES256', 'AES128-GCM-16'),
  Phase2EncryptionAlgorithms: values('AES256'),
  Phase1IntegrityAlgorithms: values('SHA2-256'),
  Phase2IntegrityAlgorithms: values('SHA2-512'),
  Phase1DHGroupNumbers: values(20),
  Phase2DHGroupNumbers: values(14, 21),
}

/** Tunnels with the options given, each in place of a strong one's; null has none of its options told. */
function vpn(...tunnels: readonly (JsonObject | null)[]) {
  const address = (index: number) => `198.51.100.${index + 1}`
  const TunnelOptions = tunnels.flatMap((more, index) =>
    more === null ? [] : [{ OutsideIpAddress: address(index), ...more }],
  )
  const more = { VpnGatewayId: 'vgw-1', Options: { TunnelOptions } }
  const connection = vpnConnection(
    'vpn-1',
    more,
    tunnels.map(() => 'UP'),
  )
  return { elements: { VpnConnections: [connection] } }
}

describe('HYB-002 VPN tunnel is not logged', () => {
  it.each([
    ['both logged', [STRONG, STRONG], 'PASS vpn-1'],
    ['one logged, where Powerpipe passes', [STRONG, logging(false)], 'FAIL vpn-1 low none'],
    ['none logged', [logging(false), logging(false)], 'FAIL vpn-1 low none'],
    ['one logged, the other not told', [STRONG, null], 'NOT_EVALUATED vpn-1'],
    ['one not logged, the other not told', [logging(false), {}], 'FAIL vpn-1 low none'],
  ])('%s', (_, tunnels, expected) => {
    expect(tell('HYB-002', vpn(...tunnels))).toEqual([expected])
  })

  it('switches on the tunnel that is not logged, and only that', () => {
    const { remediation, title, evidence } = theFailure('HYB-002', vpn(STRONG, logging(false)))
    expect(title).toBe('1 of 2 tunnels of vpn-1 is not logged')
    expect(evidence.map(({ pointer, excerpt }) => [pointer, excerpt])).toEqual([
      ['/VpnConnections/0', '198.51.100.2 is not logged'],
    ])
    expect(remediation.cli).toEqual([
      "aws ec2 modify-vpn-tunnel-options --region eu-west-1 --vpn-connection-id vpn-1 --vpn-tunnel-outside-ip-address 198.51.100.2 --tunnel-options 'LogOptions={CloudWatchLogOptions={LogEnabled=true,LogGroupArn=<log group ARN>}}'",
    ])
  })
})

describe('HYB-003 VPN tunnel accepts IKEv1', () => {
  it.each([
    ['IKEv2 only', [STRONG, STRONG], 'PASS vpn-1'],
    ['both versions on one of two', [STRONG, { IkeVersions: values('ikev1', 'ikev2') }], 'FAIL vpn-1 medium none'],
    ['IKEv1 only', [{ IkeVersions: values('ikev1') }], 'FAIL vpn-1 medium none'],
    ['the default of AWS, which is both', [{}, {}], 'FAIL vpn-1 medium none'],
    ['options of one tunnel not told', [STRONG, null], 'NOT_EVALUATED vpn-1'],
    ['no options told', [null, null], 'NOT_EVALUATED vpn-1'],
  ])('%s', (_, tunnels, expected) => {
    expect(tell('HYB-003', vpn(...tunnels))).toEqual([expected])
  })

  it('says which tunnel accepts what', () => {
    const { description, remediation } = theFailure(
      'HYB-003',
      vpn({ IkeVersions: values('ikev1', 'ikev2') }, { OutsideIpAddress: '203.0.113.9' }),
    )
    expect(description).toContain('198.51.100.1 accepts ikev1 and 203.0.113.9 accepts ikev1, as AWS does by default')
    expect(remediation.summary).toContain('stays down if the customer gateway speaks IKEv1')
  })
})

describe('HYB-004 VPN tunnel accepts weak cryptography', () => {
  it.each([
    ['strong', [STRONG, STRONG], 'PASS vpn-1'],
    ['SHA1 in phase 2 of one', [STRONG, { ...STRONG, Phase2IntegrityAlgorithms: values('SHA1', 'SHA2-256') }], 'FAIL'],
    ['group 2 in phase 1', [{ ...STRONG, Phase1DHGroupNumbers: values(2, 20) }], 'FAIL'],
    ['AES128 in CBC mode alone', [{ ...STRONG, Phase1EncryptionAlgorithms: values('AES128') }], 'FAIL'],
    ['AES128 beside AES256', [{ ...STRONG, Phase1EncryptionAlgorithms: values('AES128', 'AES256') }], 'PASS vpn-1'],
    ['AES128 in GCM mode', [{ ...STRONG, Phase1EncryptionAlgorithms: values('AES128-GCM-16') }], 'PASS vpn-1'],
    ['group 21, whose digits begin with 2', [{ ...STRONG, Phase1DHGroupNumbers: values(21) }], 'PASS vpn-1'],
    ['the default of AWS', [{}], 'FAIL'],
    ['no options told', [null], 'NOT_EVALUATED vpn-1'],
    ['one strong, one not told', [STRONG, null], 'NOT_EVALUATED vpn-1'],
  ])('%s', (_, tunnels, expected) => {
    expect(tell('HYB-004', vpn(...tunnels))).toEqual([expected === 'FAIL' ? 'FAIL vpn-1 medium none' : expected])
  })

  it('names each weakness of each tunnel once', () => {
    const weak = { ...STRONG, Phase1DHGroupNumbers: values(2), Phase2DHGroupNumbers: values(2) }
    const { evidence } = theFailure('HYB-004', vpn(STRONG, weak))
    expect(evidence.map(({ excerpt }) => excerpt)).toEqual(['198.51.100.2 accepts Diffie-Hellman group 2'])
  })
})

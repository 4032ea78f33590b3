import type { CryptoOffer, VpnConnection, VpnTunnel } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { failed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import {
  checkTunnels,
  connectionRelated,
  connectionSubject,
  type FaultyTunnel,
  faultText,
  modifyTunnels,
  tunnelEvidence,
} from './vpn-tunnels.ts'

/** Source: Site-to-Site VPN guide, "Tunnel options": phase 1 and 2 algorithms, their defaults, and the advice to restrict them. */
export const weakTunnelCrypto: FindingRule = {
  id: 'HYB-004',
  version: 1,
  title: 'VPN tunnel accepts weak cryptography',
  logic:
    'No tunnel accepts SHA1 for integrity or Diffie-Hellman group 2, and none is limited to AES128 in CBC mode, in phase 1 or 2. A tunnel whose options are told without a list stands at the default of AWS, which accepts SHA1 and group 2.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['VpnConnections'],
  sharpenedBy: [],
  check: (context) =>
    checkTunnels(context, {
      fault,
      asked: 'cryptography',
      sound: 'accepts neither SHA1 nor group 2, nor AES128 in CBC mode alone',
      failure,
    }),
}

function fault({ phase1, phase2, optionsTold }: VpnTunnel): string | null | undefined {
  const weak = [...weaknesses(phase1, optionsTold), ...weaknesses(phase2, optionsTold)]
  if (weak.length > 0) return `accepts ${listWords([...new Set(weak)])}`
  return optionsTold ? null : undefined
}

/** What an offer accepts that it should not; an empty list of a tunnel whose options were told is AWS's default. */
function weaknesses({ encryption, integrity, dhGroups }: CryptoOffer, optionsTold: boolean): readonly string[] {
  const defaulted = (list: readonly unknown[]) => optionsTold && list.length === 0
  const sha1 = integrity.some((each) => each.toUpperCase() === 'SHA1')
  const group2 = dhGroups.includes(2)
  const cbcOnly = encryption.length > 0 && encryption.every((each) => each.toUpperCase() === 'AES128')
  return [
    ...(sha1 || defaulted(integrity) ? [`SHA1${sha1 ? '' : BY_DEFAULT}`] : []),
    ...(group2 || defaulted(dhGroups) ? [`Diffie-Hellman group 2${group2 ? '' : BY_DEFAULT}`] : []),
    ...(cbcOnly ? ['AES128 in CBC mode and nothing else'] : []),
  ]
}

const BY_DEFAULT = ' (the default of AWS)'

function failure(context: RuleContext, connection: VpnConnection, faulty: readonly FaultyTunnel[]): Failure {
  const { id, name, region } = connection
  return failed(connectionSubject(connection), {
    title: `${shortName(name ?? id)} accepts weak cryptography`,
    description: `VPN connection ${named(connection)}: ${faultText(faulty)}. The two ends may agree on the weakest of what both accept, and the tunnel crosses the internet.`,
    severity: fixed('medium', 'the weaker choice is accepted, not forced'),
    related: connectionRelated(connection),
    evidence: tunnelEvidence(context.inventory, connection, faulty),
    remediation: {
      summary:
        'Accept AES256, SHA2-256 and Diffie-Hellman group 20 or better only. The tunnel restarts, and stays down if the customer gateway offers none of them: change that side first, and one tunnel at a time.',
      cli: modifyTunnels(connection, faulty, STRONG),
      terraform: TERRAFORM,
      console: [
        `Open the VPC console in ${region}, Site-to-Site VPN connections, ${id}, Actions, Modify VPN tunnel options.`,
        'Choose one tunnel, clear SHA1 and group 2 in both phases, save, wait until it is up, then do the other.',
      ],
    },
  })
}

const STRONG = ['Phase1', 'Phase2']
  .map(
    (phase) =>
      `${phase}EncryptionAlgorithms=[{Value=AES256}],${phase}IntegrityAlgorithms=[{Value=SHA2-256}],${phase}DHGroupNumbers=[{Value=20}]`,
  )
  .join(',')

const TERRAFORM = `resource "aws_vpn_connection" "this" {\n${['tunnel1', 'tunnel2']
  .flatMap((tunnel) => ['phase1', 'phase2'].map((phase) => `${tunnel}_${phase}`))
  .map(
    (start) =>
      `  ${start}_encryption_algorithms = ["AES256"]\n  ${start}_integrity_algorithms = ["SHA2-256"]\n  ${start}_dh_group_numbers = [20]`,
  )
  .join('\n')}\n}`

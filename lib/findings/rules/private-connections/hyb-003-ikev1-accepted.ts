import type { VpnConnection, VpnTunnel } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { awsConfig } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import {
  checkTunnels,
  connectionRelated,
  connectionSubject,
  type FaultyTunnel,
  faultText,
  modifyTunnels,
  tunnelEvidence,
} from './vpn-tunnels.ts'

/** Source: Site-to-Site VPN guide, "Tunnel options", IKE versions: both are accepted unless one chooses. */
export const ikev1Accepted: FindingRule = {
  id: 'HYB-003',
  version: 1,
  title: 'VPN tunnel accepts IKEv1',
  logic:
    'IkeVersions of every tunnel is ikev2 alone. A tunnel whose options are told without the list stands at the default of AWS, which accepts both.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [awsConfig('ec2-vpn-connection-ike-version-check', 'exact')],
  needs: ['VpnConnections'],
  sharpenedBy: [],
  check: (context) =>
    checkTunnels(context, { fault, asked: 'IKE version', sound: 'accepts IKEv2 only, on every tunnel', failure }),
}

function fault({ ikeVersions, optionsTold }: VpnTunnel): string | null | undefined {
  if (ikeVersions.length > 0) {
    const others = ikeVersions.filter((version) => version.toLowerCase() !== 'ikev2')
    return others.length === 0 ? null : `accepts ${others.join(' and ')}`
  }
  return optionsTold ? 'accepts ikev1, as AWS does by default' : undefined
}

function failure(context: RuleContext, connection: VpnConnection, faulty: readonly FaultyTunnel[]): Failure {
  const { id, name, region } = connection
  return failed(connectionSubject(connection), {
    title: `${shortName(name ?? id)} accepts IKEv1`,
    description: `VPN connection ${named(connection)}: ${faultText(faulty)}. IKEv1 is retired: its aggressive mode gives a guesser what to guess the key from, and it lacks what IKEv2 does against floods.`,
    severity: fixed('medium', 'whoever negotiates may choose the older version'),
    related: connectionRelated(connection),
    evidence: tunnelEvidence(context.inventory, connection, faulty),
    remediation: {
      summary:
        'Accept IKEv2 only. The tunnel restarts, and stays down if the customer gateway speaks IKEv1: change that side first, and one tunnel at a time.',
      cli: modifyTunnels(connection, faulty, 'IKEVersions=[{Value=ikev2}]'),
      terraform:
        'resource "aws_vpn_connection" "this" {\n  tunnel1_ike_versions = ["ikev2"]\n  tunnel2_ike_versions = ["ikev2"]\n}',
      console: [
        `Open the VPC console in ${region}, Site-to-Site VPN connections, ${id}, Actions, Modify VPN tunnel options.`,
        'Choose one tunnel, clear ikev1, save, wait until it is up, then do the other.',
      ],
    },
  })
}

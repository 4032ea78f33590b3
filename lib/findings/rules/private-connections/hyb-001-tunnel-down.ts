import type { VpnConnection } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, named, shortName } from '../../wording.ts'
import {
  askForConnection,
  checkTunnels,
  connectionRelated,
  connectionSubject,
  type FaultyTunnel,
  faultText,
  tunnelEvidence,
} from './vpn-tunnels.ts'

/** Source: Site-to-Site VPN guide, "Tunnel options" and "Monitoring": AWS replaces one tunnel at a time, so both carry. */
export const tunnelDown: FindingRule = {
  id: 'HYB-001',
  version: 1,
  title: 'VPN tunnel is down',
  logic: 'Every tunnel of the VPN connection, however many it has, reports the status UP.',
  charter: charter('J.private-connections'),
  severity: 'medium',
  severityNote: 'Never changes: with one tunnel down the next maintenance by AWS cuts the connection.',
  compliance: [fsbp('EC2.20', 'exact'), awsConfig('vpc-vpn-2-tunnels-up', 'exact')],
  needs: ['VpnConnections'],
  sharpenedBy: ['CustomerGateways'],
  check: (context) =>
    checkTunnels(context, {
      fault: ({ status, statusMessage }) => {
        if (status === null) return undefined
        return status === 'up' ? null : `is down${statusMessage ? ` (${statusMessage})` : ''}`
      },
      asked: 'status',
      sound: 'has every tunnel up',
      failure,
    }),
}

function failure(context: RuleContext, connection: VpnConnection, faulty: readonly FaultyTunnel[]): Failure {
  const { length: all } = connection.tunnels
  const { id, name, region } = connection
  const whole = faulty.length === all
  const effect = whole
    ? 'Nothing passes: the remote network is cut off, or takes another way.'
    : 'One more failure, or the next maintenance by AWS, cuts the remote network off.'
  return failed(connectionSubject(connection), {
    title: `${faulty.length} of ${counted(all, 'tunnel')} of ${shortName(name ?? id)} ${faulty.length === 1 ? 'is' : 'are'} down`,
    description: `VPN connection ${named(connection)} has ${counted(all, 'tunnel')}: ${faultText(faulty)}. ${effect}`,
    severity: fixed('medium', whole ? 'no tunnel carries anything' : 'no tunnel stands in for the other'),
    related: connectionRelated(connection),
    evidence: tunnelEvidence(context.inventory, connection, faulty),
    remediation: {
      summary: 'Bring the tunnel up on the customer gateway; AWS answers what it starts.',
      cli: [askForConnection(connection)],
      terraform: null,
      console: [
        `Open the VPC console in ${region}, Site-to-Site VPN connections, ${id}, Tunnel details.`,
        'Download the configuration, and compare the tunnel that is down with the customer gateway.',
      ],
    },
  })
}

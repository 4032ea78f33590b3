import type { VpnConnection } from '../../../inventory/connectivity.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, named, shortName } from '../../wording.ts'
import {
  checkTunnels,
  connectionRelated,
  connectionSubject,
  type FaultyTunnel,
  faultText,
  modifyTunnels,
  tunnelEvidence,
} from './vpn-tunnels.ts'

/** Source: Site-to-Site VPN guide, "Site-to-Site VPN logs"; logs are off unless one switches them on, tunnel by tunnel. */
export const tunnelNotLogged: FindingRule = {
  id: 'HYB-002',
  version: 1,
  title: 'VPN tunnel is not logged',
  logic: 'CloudWatchLogOptions.LogEnabled is true on every tunnel of the VPN connection, not on one of them only.',
  charter: charter('J.private-connections'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [fsbp('EC2.171', 'exact'), awsConfig('ec2-vpn-connection-logging-enabled', 'exact')],
  needs: ['VpnConnections'],
  sharpenedBy: [],
  check: (context) =>
    checkTunnels(context, {
      fault: ({ logEnabled }) => (logEnabled === null ? undefined : logEnabled ? null : 'is not logged'),
      asked: 'logging',
      sound: 'logs every tunnel',
      failure,
    }),
}

function failure(context: RuleContext, connection: VpnConnection, faulty: readonly FaultyTunnel[]): Failure {
  const { id, name, region, tunnels } = connection
  return failed(connectionSubject(connection), {
    title: `${faulty.length} of ${counted(tunnels.length, 'tunnel')} of ${shortName(name ?? id)} ${faulty.length === 1 ? 'is' : 'are'} not logged`,
    description: `VPN connection ${named(connection)}: ${faultText(faulty)}. When a tunnel drops or somebody tries to negotiate one, nothing tells why.`,
    severity: fixed('low', 'logs prevent nothing, they explain'),
    related: connectionRelated(connection),
    evidence: tunnelEvidence(context.inventory, connection, faulty),
    remediation: {
      summary: 'Send the logs of each tunnel to CloudWatch Logs. AWS restarts the tunnel for it: do one at a time.',
      cli: modifyTunnels(
        connection,
        faulty,
        'LogOptions={CloudWatchLogOptions={LogEnabled=true,LogGroupArn=<log group ARN>}}',
      ),
      terraform:
        'resource "aws_vpn_connection" "this" {\n  tunnel1_log_options {\n    cloudwatch_log_options {\n      log_enabled   = true\n      log_group_arn = aws_cloudwatch_log_group.vpn.arn\n    }\n  }\n  tunnel2_log_options {\n    cloudwatch_log_options {\n      log_enabled   = true\n      log_group_arn = aws_cloudwatch_log_group.vpn.arn\n    }\n  }\n}',
      console: [
        `Open the VPC console in ${region}, Site-to-Site VPN connections, ${id}, Actions, Modify VPN tunnel options.`,
        'Choose one tunnel, enable tunnel activity log, save, wait until it is up, then do the other.',
      ],
    },
  })
}

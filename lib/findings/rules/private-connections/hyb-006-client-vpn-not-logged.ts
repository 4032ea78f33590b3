import type { ClientVpnEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { endpointSubject, openEndpoint } from './client-vpn.ts'

/** Source: Client VPN administrator guide, "Connection logging". */
export const clientVpnNotLogged: FindingRule = {
  id: 'HYB-006',
  version: 1,
  title: 'Client VPN does not log connections',
  logic: 'ConnectionLogOptions.Enabled of the Client VPN endpoint is true.',
  charter: charter('J.private-connections'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [fsbp('EC2.51', 'exact'), awsConfig('ec2-client-vpn-connection-log-enabled', 'exact')],
  needs: ['ClientVpnEndpoints'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.clientVpnEndpoints.values()].map((endpoint) => outcomeOf(context, endpoint)),
}

function outcomeOf({ inventory }: RuleContext, endpoint: ClientVpnEndpoint): RuleOutcome {
  const { id, region, connectionLogging } = endpoint
  if (connectionLogging === true) return passed(endpointSubject(endpoint), `${named(endpoint)} logs connections.`)
  if (connectionLogging === null)
    return undecided(endpointSubject(endpoint), {
      reason: `Whether ${named(endpoint)} logs connections was not told.`,
      remedy: shell`aws ec2 describe-client-vpn-endpoints --region ${region} --client-vpn-endpoint-ids ${id}`,
    })
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} does not log connections`,
    description: `Client VPN endpoint ${named(endpoint)} does not log who connects, from where and for how long. After an incident there is nothing to look at.`,
    severity: fixed('low', 'logs prevent nothing, they explain'),
    evidence: [
      resourceEvidence(inventory, endpoint, {
        excerpt: 'ConnectionLogOptions.Enabled is false',
        field: 'ConnectionLogOptions/Enabled',
      }),
    ],
    remediation: {
      summary: 'Log connections to CloudWatch Logs. Sessions go on.',
      cli: [
        shell`aws ec2 modify-client-vpn-endpoint --region ${region} --client-vpn-endpoint-id ${id} --connection-log-options ${'Enabled=true,CloudwatchLogGroup=<log group>'}`,
      ],
      terraform:
        'resource "aws_ec2_client_vpn_endpoint" "this" {\n  connection_log_options {\n    enabled              = true\n    cloudwatch_log_group = aws_cloudwatch_log_group.vpn.name\n  }\n}',
      console: [
        openEndpoint(endpoint, 'Actions, Modify Client VPN endpoint'),
        'Enable log details on client connections.',
      ],
    },
  })
}

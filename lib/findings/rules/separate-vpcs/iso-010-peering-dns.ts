import type { VpcPeeringConnection } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForPeering, peeringSubject } from './peering.ts'

/** Source: VPC Peering guide, "Enable DNS resolution for a VPC peering connection". */
export const peeringDns: FindingRule = {
  id: 'ISO-010',
  version: 1,
  title: 'DNS across a peering is not as meant',
  logic:
    'AllowDnsResolutionFromRemoteVpc of both sides of an active peering connection is what the setting peeringDns says. Without the setting neither is right or wrong.',
  charter: charter('B.vpc-per-workload'),
  severity: 'info',
  severityNote: 'Never changes.',
  compliance: [awsConfig('vpc-peering-dns-resolution-check')],
  needs: ['VpcPeeringConnections'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.vpcPeeringConnections.values()]
      .filter(({ status }) => status === 'active')
      .map((peering) => outcomeOf(context, peering)),
}

type Side = 'requester' | 'accepter'
const SIDES: readonly Side[] = ['requester', 'accepter']

function outcomeOf(context: RuleContext, peering: VpcPeeringConnection): RuleOutcome {
  const { peeringDns: meant } = context.settings
  if (meant === null)
    return undecided(peeringSubject(peering), {
      reason: `Whether DNS is meant to work across ${named(peering)} was not said: peeringDns is not set.`,
      remedy: 'set peeringDns to on or off in portolan.yaml',
    })
  const wrong = SIDES.filter((side) => peering[side].allowsRemoteDns === (meant === 'off'))
  if (wrong.length > 0) return failure(context, peering, wrong)
  const untold = SIDES.filter((side) => peering[side].allowsRemoteDns === null)
  if (untold.length === 0) return passed(peeringSubject(peering), `DNS across ${named(peering)} is ${meant}, as meant.`)
  return undecided(peeringSubject(peering), {
    reason: `Whether the ${listWords(untold)} of ${named(peering)} lets the other side resolve its names was not told; each owner sees its own side.`,
    remedy: askForPeering(peering),
  })
}

function failure(context: RuleContext, peering: VpcPeeringConnection, wrong: readonly Side[]): Failure {
  const { id, region } = peering
  const meant = context.settings.peeringDns ?? 'on'
  const value = meant === 'on'
  return failed(peeringSubject(peering), {
    title: `DNS across ${shortName(peering.name ?? id)} is ${value ? 'off' : 'on'}`,
    description: value
      ? `Across ${named(peering)} the ${listWords(wrong)} does not let the other side resolve its host names to private addresses: they resolve to public ones, and traffic may leave by the internet.`
      : `Across ${named(peering)} the ${listWords(wrong)} lets the other side resolve its host names, which is meant to be off.`,
    severity: fixed('info', 'names alone reach nothing'),
    evidence: wrong.map((side) =>
      resourceEvidence(context.inventory, peering, {
        excerpt: `${side}: AllowDnsResolutionFromRemoteVpc is ${!value}`,
        field: side === 'requester' ? 'RequesterVpcInfo' : 'AccepterVpcInfo',
      }),
    ),
    settingsUsed: { peeringDns: meant },
    remediation: {
      summary: 'Change the option; each owner changes its own side, and both VPCs need DNS hostnames and DNS support.',
      cli: wrong.map(
        (side) =>
          `${shell`aws ec2 modify-vpc-peering-connection-options --region ${peering[side].region ?? region} --vpc-peering-connection-id ${id}`} --${side}-peering-connection-options AllowDnsResolutionFromRemoteVpc=${value}`,
      ),
      terraform: `resource "aws_vpc_peering_connection_options" "this" {\n${wrong.map((side) => `  ${side} {\n    allow_remote_vpc_dns_resolution = ${value}\n  }`).join('\n')}\n}`,
      console: [`Open the VPC console in ${region}, Peering connections, ${id}, Actions, Edit DNS settings.`],
    },
  })
}

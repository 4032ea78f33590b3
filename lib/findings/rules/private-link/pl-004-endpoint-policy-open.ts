import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { judgePolicy } from './endpoint-policy.ts'
import { awsService, endpointFailed, endpointSubject, endpointUntold } from './endpoint-subjects.ts'

/** Source: PrivateLink guide, "Control access to VPC endpoints using endpoint policies". */
export const endpointPolicyOpen: FindingRule = {
  id: 'PL-004',
  version: 2,
  title: 'Endpoint policy lets anybody through',
  logic:
    'No statement of the policy allows any principal on any resource without a condition on organisation, account or network, unless a Deny for everybody outside such a boundary stands beside it. Services without endpoint policies are not judged.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: nist('AC-3', 'AC-4', 'AC-6'),
  needs: ['VpcEndpoints'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.vpcEndpoints.values()].flatMap((endpoint) => outcomesOf(context, endpoint)),
}

/** Source: PrivateLink guide, "AWS services that integrate with AWS PrivateLink", the column on endpoint policies. */
const WITHOUT_POLICY: ReadonlySet<string> = new Set([
  'appmesh-envoy-management',
  'appstream.api',
  'appstream.streaming',
  'transfer.server',
])

function outcomesOf(context: RuleContext, endpoint: VpcEndpoint): readonly RuleOutcome[] {
  const { kind, policy, serviceName, id } = endpoint
  const service = awsService(serviceName)
  if ((kind !== 'interface' && kind !== 'gateway') || service === null || WITHOUT_POLICY.has(service)) return []
  if (policy === null) return [endpointUntold(endpoint, `The policy of ${named(endpoint)} was not told.`)]
  const verdict = judgePolicy(policy, service)
  if (verdict === 'unknown')
    return [endpointUntold(endpoint, `The policy of ${named(endpoint)} could not be evaluated.`)]
  if (verdict === 'bounded')
    return [passed(endpointSubject(endpoint), `The policy of ${named(endpoint)} has a boundary.`)]
  return [
    endpointFailed(context, endpoint, {
      title: `Anybody's credentials pass ${shortName(endpoint.name ?? id)} to ${service}`,
      description: `The policy of endpoint ${named(endpoint)} lets every principal call ${service} on any resource, without a condition. Somebody in the VPC can use credentials of another account to carry data out to it.`,
      severity: fixed('medium', 'it takes somebody inside the VPC'),
      fact: { excerpt: 'Allow for every principal without a boundary', field: 'PolicyDocument' },
      settingsUsed: { organizationId: context.settings.organizationId ?? 'not set' },
      ...bounding(context.settings.organizationId, endpoint),
      summary:
        'Add a condition on your organisation. Calls to resources of others, AWS-owned buckets for packages say, then fail: look at CloudTrail first.',
    }),
  ]
}

/**
 * AWS takes any text for an organisation, and a policy with a wrong one shuts everybody out: without the id the command
 * names a file that is not there.
 */
function bounding(
  organization: string | null,
  { region, id }: VpcEndpoint,
): { readonly cli: readonly string[]; readonly console: readonly string[] } {
  const document =
    organization === null ? 'file://<policy-with-your-organisation-id>.json' : boundedPolicy(organization)
  return {
    cli: [shell`aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${id} --policy-document ${document}`],
    console: [
      `Open the VPC console in ${region}, Endpoints, ${id}, Policy, Edit policy.`,
      `Choose Custom and write ${boundedPolicy(organization ?? '<your-organisation-id>')}`,
    ],
  }
}

function boundedPolicy(organization: string): string {
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': organization, 'aws:ResourceOrgID': organization } }
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition }],
  })
}

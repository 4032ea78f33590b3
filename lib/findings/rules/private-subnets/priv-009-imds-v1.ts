import type { Instance } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { cis, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { weigh } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { type InstanceReach, instanceReach } from './reached-instances.ts'

/** Source: EC2 user guide, "Use the Instance Metadata Service". */
export const imdsV1: FindingRule = {
  id: 'PRIV-009',
  version: 1,
  title: 'Instance metadata without a session token',
  logic: 'The metadata options of an instance do not require a token (HttpTokens is not required).',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote:
    'High when the internet reaches the host, directly or through a load balancer; Medium when nothing of it does. One less without an instance profile: then there are no credentials to hand out.',
  compliance: [
    ...cis({ '2.0': '5.6', '3.0': '5.6', '4.0.1': '5.7', '5.0': '5.7', '6.0': '6.7', '7.0': '6.7' }, 'exact'),
    fsbp('EC2.8', 'exact'),
  ],
  needs: ['Instances'],
  sharpenedBy: ['NetworkInterfaces', 'RouteTables', 'InternetGateways', 'NetworkAcls', 'SecurityGroups'],
  check: (context) => {
    const reach = instanceReach(context)
    return [...context.inventory.instances.values()]
      .filter(({ state }) => state !== 'terminated')
      .map((instance) => outcomeOf(context, instance, reach))
  },
}

function outcomeOf(
  { inventory }: RuleContext,
  instance: Instance,
  reachOf: (instance: Instance) => InstanceReach,
): RuleOutcome {
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const { id, region, httpTokens } = instance
  if (httpTokens === 'required') return passed(subject, () => `${named(instance)} asks for a token.`)
  if (httpTokens === null)
    return undecided(subject, {
      reason: `The metadata options of ${named(instance)} were not told.`,
      remedy: shell`aws ec2 describe-instances --region ${region} --instance-ids ${id}`,
    })
  const { level, because } = reachOf(instance)
  return failed(subject, {
    title: `${shortName(instance.name ?? id)} gives its metadata out without a token`,
    description: `${named(instance)} answers metadata requests without a session token, and ${because}. ${instance.instanceProfileArn === null ? 'It has no instance profile, so what a web program there can be made to fetch is user data and names, and credentials once it is given a profile.' : 'A web program there that can be made to fetch an address hands out the credentials of its role.'}`,
    severity: severityOf(instance, { level, because }),
    exposure: { level, path: [] },
    evidence: [
      resourceEvidence(inventory, instance, {
        excerpt: `${id}: HttpTokens is ${httpTokens}`,
        field: 'MetadataOptions',
      }),
    ],
    remediation: {
      summary:
        'Require tokens. Programs that still ask without one lose their credentials at once: the metric MetadataNoToken tells whether any does.',
      cli: [
        shell`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${id} --http-tokens required`,
      ],
      terraform: 'resource "aws_instance" "this" {\n  metadata_options {\n    http_tokens = "required"\n  }\n}',
      console: [
        `Open the EC2 console in ${region}, Instances, ${id}, Actions, Instance settings, Modify instance metadata options.`,
        'Set IMDSv2 to Required and save.',
      ],
    },
  })
}

/** Credentials that are not there cannot be handed out. */
function severityOf(instance: Instance, reach: Pick<InstanceReach, 'level' | 'because'>): Failure['severity'] {
  const weighed = weigh({ base: 'high', ...reach })
  if (instance.instanceProfileArn !== null) return weighed
  const effective = weighed.effective === 'high' ? 'medium' : 'low'
  return { ...weighed, effective, why: [...weighed.why, 'Lowered: it has no instance profile, so no credentials.'] }
}

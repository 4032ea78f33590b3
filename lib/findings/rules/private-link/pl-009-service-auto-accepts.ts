import type { VpcEndpointService } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named } from '../../wording.ts'

/** Source: PrivateLink guide, "Configure an endpoint service", acceptance. */
export const serviceAutoAccepts: FindingRule = {
  id: 'PL-009',
  version: 1,
  title: 'Endpoint service accepts by itself',
  logic: 'AcceptanceRequired of an endpoint service is true.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: nist('AC-4'),
  needs: ['VpcEndpointServices'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.vpcEndpointServices.values()].map((service) => outcomeOf(context, service)),
}

function outcomeOf({ inventory }: RuleContext, service: VpcEndpointService): RuleOutcome {
  const subject = subjectFor(service, 'vpc-endpoint-service', null)
  const { id, region } = service
  if (service.acceptanceRequired === true) return passed(subject, `${named(service)} waits for acceptance.`)
  if (service.acceptanceRequired === null)
    return undecided(subject, {
      reason: `Whether ${named(service)} accepts by itself was not told.`,
      remedy: shell`aws ec2 describe-vpc-endpoint-service-configurations --region ${region} --service-ids ${id}`,
    })
  return failed(subject, {
    title: `${id} accepts every connection it is asked for`,
    description: `Endpoint service ${named(service)} does not require acceptance: whoever its permissions name connects, and nobody looks.`,
    severity: fixed('medium', 'its permissions still decide who may ask'),
    evidence: [
      resourceEvidence(inventory, service, { excerpt: 'AcceptanceRequired is false', field: 'AcceptanceRequired' }),
    ],
    remediation: {
      summary: 'Require acceptance. Connections that stand stay as they are.',
      cli: [
        shell`aws ec2 modify-vpc-endpoint-service-configuration --region ${region} --service-id ${id} --acceptance-required`,
      ],
      terraform: 'resource "aws_vpc_endpoint_service" "this" {\n  acceptance_required = true\n}',
      console: [`Open the VPC console in ${region}, Endpoint services, ${id}, Modify endpoint acceptance setting.`],
    },
  })
}

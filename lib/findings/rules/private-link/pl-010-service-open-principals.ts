import type { VpcEndpointService } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { SAY_WHO_IS_TRUSTED, trustOf, trustUsed } from '../../trust.ts'
import { listWords, named } from '../../wording.ts'

/** Source: PrivateLink guide, "Manage permissions" of an endpoint service. */
export const serviceOpenPrincipals: FindingRule = {
  id: 'PL-010',
  version: 1,
  title: 'Endpoint service lets strangers ask',
  logic:
    'No allowed principal of an endpoint service is * or belongs to an account that is neither collected, nor in the organisation, nor trusted.',
  charter: charter('D.privatelink'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: nist('AC-3', 'AC-4'),
  needs: ['VpcEndpointServices'],
  sharpenedBy: ['Accounts'],
  check: (context) => [...context.inventory.vpcEndpointServices.values()].map((service) => outcomeOf(context, service)),
}

function accountOf(principal: string): string | null {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal)?.[1] ?? /^\d{12}$/.exec(principal)?.[0] ?? null
}

function outcomeOf({ inventory, settings }: RuleContext, service: VpcEndpointService): RuleOutcome {
  const subject = subjectFor(service, 'vpc-endpoint-service', null)
  const { id, region, allowedPrincipals } = service
  if (allowedPrincipals === null)
    return undecided(subject, {
      reason: `The allowed principals of ${named(service)} were not collected.`,
      remedy: shell`aws ec2 describe-vpc-endpoint-service-permissions --region ${region} --service-id ${id}`,
    })
  const trusts = allowedPrincipals.map((principal) => ({
    principal,
    trust: principal === '*' ? 'foreign' : trustOf(inventory, settings, accountOf(principal)),
  }))
  const foreign = trusts.filter(({ trust }) => trust === 'foreign').map(({ principal }) => principal)
  if (foreign.length === 0) {
    const unknown = trusts.filter(({ trust }) => trust === 'unknown').map(({ principal }) => principal)
    if (unknown.length === 0) return passed(subject, `${named(service)} is open to known accounts only.`)
    return undecided(subject, {
      reason: `Whether ${listWords(unknown)} may ask ${named(service)} is not known: trustedAccounts is not set.`,
      remedy: SAY_WHO_IS_TRUSTED,
    })
  }
  return failed(subject, {
    title: `${id} lets ${foreign.includes('*') ? 'every account' : listWords(foreign)} ask for a connection`,
    description: `Endpoint service ${named(service)} allows ${listWords(foreign)}, outside the accounts that are known.`,
    severity: fixed('high', 'strangers reach what stands behind it'),
    evidence: [
      resourceEvidence(inventory, service, { excerpt: `allows ${listWords(foreign, 10)}`, field: 'AllowedPrincipals' }),
    ],
    settingsUsed: trustUsed(settings),
    remediation: {
      summary: 'Remove them, or add their accounts to trustedAccounts. Endpoints that stand keep their connection.',
      cli: [
        shell`aws ec2 modify-vpc-endpoint-service-permissions --region ${region} --service-id ${id} --remove-allowed-principals ${foreign}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Endpoint services, ${id}, Allow principals.`],
    },
  })
}

import { accountOfArn } from '../../../inventory/arn.ts'
import type { DocumentInfo, Inventory } from '../../../inventory/inventory.ts'
import type { Resource } from '../../../inventory/resource.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: Shield guide, "AWS resources that AWS Shield Advanced protects"; Shield API, Protection. */
export const noShieldProtection: FindingRule = {
  id: 'INL-010',
  version: 1,
  title: 'Public endpoint without Shield Advanced',
  logic:
    'In an account that protects something with Shield Advanced, and so is subscribed to it, each associated Elastic IP, internet-facing application or classic load balancer and enabled accelerator is protected. A network load balancer is protected by its Elastic IPs. Without any protection nobody knows whether the account is subscribed, and nothing is judged.',
  charter: charter('M.in-line-inspection'),
  severity: 'info',
  severityNote: 'Never changes: protecting a resource is a decision, and billed.',
  compliance: [],
  needs: [],
  sharpenedBy: ['Protections', 'Addresses', 'LoadBalancers', 'Accelerators'],
  check: ({ inventory }) => {
    const accounts = new Map(
      [...new Set(inventory.documents.map(({ account }) => account))].map((account) => [
        account,
        shieldOf(inventory, account),
      ]),
    )
    return [...untold(inventory, accounts), ...publicEndpoints(inventory).flatMap((one) => outcomesOf(accounts, one))]
  },
}

interface Shield {
  /** What is protected, by its ARN without the partition, which differs in China and GovCloud. */
  readonly protectedParts: ReadonlySet<string>
  /** Were all protections collected, in whichever region? They are the same in all. */
  readonly told: boolean
}

function shieldOf({ documents, shieldProtections }: Inventory, account: string): Shield {
  const own = shieldProtections.flatMap(({ resourceArn, account: owner }) =>
    resourceArn !== null && (accountOfArn(resourceArn) ?? owner) === account ? [withoutPartition(resourceArn)] : [],
  )
  const isTold = ({ account: owner, coverage }: DocumentInfo) =>
    owner === account && coverage.get('Protections') === 'complete'
  return { protectedParts: new Set(own), told: documents.some(isTold) }
}

function withoutPartition(arn: string): string {
  return arn.split(':').slice(2).join(':')
}

interface PublicEndpoint {
  readonly resource: Resource
  readonly subject: Subject
  readonly arn: string
  readonly what: string
}

function publicEndpoints(inventory: Inventory): readonly PublicEndpoint[] {
  const addresses = [...inventory.elasticIps.values()].filter(({ associationId }) => associationId !== null)
  const balancers = [...inventory.loadBalancers.values()].filter(
    ({ kind, scheme }) => scheme === 'internet-facing' && (kind === 'application' || kind === 'classic'),
  )
  const accelerators = [...inventory.accelerators.values()].filter(({ enabled }) => enabled !== false)
  return [
    ...addresses.map((each) => ({
      resource: each,
      subject: subjectFor(each, 'elastic-ip', null),
      // Source: Service authorization reference, EC2 (elastic-ip); Shield names it `eip-allocation`.
      arn: `arn:aws:ec2:${each.region}:${each.account}:eip-allocation/${each.id}`,
      what: 'Elastic IP address',
    })),
    ...balancers.map((each) => ({
      resource: each,
      subject: subjectFor(each, 'load-balancer', each.vpcId),
      arn:
        each.kind === 'classic'
          ? `arn:aws:elasticloadbalancing:${each.region}:${each.account}:loadbalancer/${each.name}`
          : each.id,
      what: 'load balancer',
    })),
    ...accelerators.map((each) => ({
      resource: each,
      subject: subjectFor(each, 'accelerator', null),
      arn: each.id,
      what: 'accelerator',
    })),
  ]
}

/** One answer for each account and region where nothing tells whether there is a subscription. */
function untold(inventory: Inventory, accounts: ReadonlyMap<string, Shield>): readonly RuleOutcome[] {
  return regionScopes(inventory).flatMap((scope) => {
    const shield = accounts.get(scope.resource.account)
    if (!shield || shield.protectedParts.size > 0) return []
    return [
      undecided(scope, {
        reason: shield.told
          ? 'Nothing is protected by Shield Advanced; whether the account is subscribed to it is in no snapshot.'
          : 'What Shield Advanced protects was not collected.',
        remedy: shield.told
          ? shell`aws shield get-subscription-state --region ${'us-east-1'}`
          : shell`aws shield list-protections --region ${'us-east-1'}`,
      }),
    ]
  })
}

function outcomesOf(
  accounts: ReadonlyMap<string, Shield>,
  { resource, subject, arn, what }: PublicEndpoint,
): readonly RuleOutcome[] {
  const shield = accounts.get(resource.account)
  if (!shield || shield.protectedParts.size === 0) return []
  if (shield.protectedParts.has(withoutPartition(arn)))
    return [passed(subject, `Shield Advanced protects ${named(resource)}.`)]
  if (!shield.told)
    return [
      undecided(subject, {
        reason: `Not every protection was collected; one may be of ${named(resource)}.`,
        remedy: shell`aws shield list-protections --region ${'us-east-1'}`,
      }),
    ]
  return [
    failed(subject, {
      title: `Shield Advanced does not protect ${shortName(resource.name ?? resource.id)}`,
      description: `The account is subscribed to Shield Advanced, and its ${what} ${named(resource)} faces the internet without it. Shield Standard alone protects it.`,
      severity: fixed('info', 'protecting it is a decision'),
      evidence: [absenceEvidence(resource, `no Shield protection of ${arn}`)],
      remediation: {
        summary: 'Protect it if it matters. It stops no traffic, and traffic of protected resources is billed.',
        cli: [
          shell`aws shield create-protection --region ${'us-east-1'} --name ${resource.name ?? resource.id} --resource-arn ${arn}`,
        ],
        terraform: 'resource "aws_shield_protection" "this" {\n  name         = var.name\n  resource_arn = var.arn\n}',
        console: ['Open the WAF & Shield console, Protected resources, Add resources to protect.'],
      },
    }),
  ]
}

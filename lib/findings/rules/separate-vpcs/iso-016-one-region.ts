import { UNKNOWN } from '../../../describe/document.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named } from '../../wording.ts'

/** Source: Reliability pillar of the Well-Architected Framework, "Deploy the workload to multiple locations". */
export const oneRegion: FindingRule = {
  id: 'ISO-016',
  version: 1,
  title: 'All VPCs in one Region',
  logic:
    'The VPCs of an account that are not default ones stand in two Regions or more. Judged where two Regions or more of the account were collected whole; an account without such a VPC is not judged.',
  charter: charter('B.vpc-per-workload'),
  severity: 'info',
  severityNote: 'Never changes: whether a second Region is worth its price is for the team to say.',
  compliance: [],
  needs: ['Vpcs'],
  sharpenedBy: [],
  check: (context) => {
    const byAccount = new Map<string, Vpc[]>()
    for (const vpc of context.inventory.vpcs.values()) {
      if (vpc.isDefault || vpc.account === UNKNOWN) continue
      byAccount.set(vpc.account, [...(byAccount.get(vpc.account) ?? []), vpc])
    }
    return [...byAccount].map(([account, vpcs]) => outcomeOf(context, account, vpcs))
  },
}

function outcomeOf(context: RuleContext, account: string, vpcs: readonly Vpc[]): RuleOutcome {
  const regions = [...new Set(vpcs.map(({ region }) => region))]
  const subject = accountSubject(account)
  if (regions.length > 1) return passed(subject, `The VPCs of ${account} stand in ${listWords(regions)}.`)
  const collected = context.inventory.documents
    .filter((document) => document.account === account && document.coverage.get('Vpcs') === 'complete')
    .map(({ region }) => region)
  if (new Set(collected).size > 1) return failure(context, { subject, account, vpcs, collected })
  return undecided(subject, {
    reason: `Of account ${account} only ${listWords(regions)} was collected whole, so whether it has VPCs in another Region is not known until each Region in use is collected.`,
    remedy: 'aws ec2 describe-regions',
  })
}

/** An account belongs to no Region. */
function accountSubject(account: string): Subject {
  return subjectFor({ id: account, arn: null, name: null, account, region: 'global', tags: {} }, 'account', null)
}

interface Held {
  readonly subject: Subject
  readonly account: string
  readonly vpcs: readonly Vpc[]
  readonly collected: readonly string[]
}

const SHOWN = 10

function failure({ inventory }: RuleContext, { subject, account, vpcs, collected }: Held): Failure {
  const region = vpcs[0]?.region ?? ''
  return failed(subject, {
    title: `Every VPC of ${account} stands in ${region}`,
    description: `Account ${account} has ${counted(vpcs.length, 'VPC')} beside default ones, all in ${region}: ${listWords(vpcs.map(named))}. Of its Regions ${listWords([...new Set(collected)])} were collected. What takes the Region down takes all of them down.`,
    severity: fixed('info', 'it is about availability, and for the team to weigh'),
    evidence: vpcs
      .slice(0, SHOWN)
      .map((vpc) => resourceEvidence(inventory, vpc, { excerpt: `${vpc.id} in ${vpc.region}` })),
    remediation: {
      summary: 'Decide whether the workload is to survive the loss of a Region; if so, give it a VPC in a second one.',
      cli: ['aws ec2 describe-regions'],
      terraform: null,
      console: ['Open the VPC console in a second Region, Your VPCs, Create VPC.'],
    },
  })
}

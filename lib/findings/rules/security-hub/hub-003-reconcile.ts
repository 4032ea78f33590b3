import type { ForeignFinding } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { equivalentRules } from '../../equivalent-checks.ts'
import { resourceEvidence } from '../../evidence.ts'
import { resourceIdOf } from '../../foreign-verdict.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, NotEvaluated, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { RULES_WITH_CONTROLS } from './rules-with-controls.ts'

/** Source: Security Hub guide, "Viewing findings" and "ASFF", Compliance. */
export const reconcile: FindingRule = {
  id: 'HUB-003',
  version: 2,
  title: 'Security Hub and we say different things of a resource',
  logic:
    'For each resource on which Security Hub gives a verdict by a control that rules of ours name in their compliance, ours is the same: it fails when one of these rules fails, and passes when all that judge it pass. What only one of the two judges is not compared. Inspector gives no verdict by control.',
  charter: charter('L.security-hub'),
  severity: 'info',
  severityNote: 'Never changes.',
  compliance: [],
  needs: [],
  sharpenedBy: ['SecurityHubFindings'],
  check: (context) => {
    const theirs = comparable(context)
    const wanted = new Set(theirs.flatMap(({ rules }) => rules))
    const ours = outcomesByResource(
      RULES_WITH_CONTROLS.filter(({ id }) => wanted.has(id)).flatMap((rule) =>
        rule.check(context).map((outcome) => ({ ruleId: rule.id, outcome })),
      ),
    )
    const byResource = Map.groupBy(theirs, ({ resource, account, region }) => [account, region, resource].join(' '))
    return [
      ...regionScopes(context.inventory).flatMap((scope) => nothingToCompare(scope, theirs)),
      ...[...byResource.values()].flatMap((verdicts) => outcomeOf(context, verdicts, ours)),
    ]
  },
}

interface Theirs {
  readonly finding: ForeignFinding
  readonly control: string
  readonly verdict: 'FAIL' | 'PASS'
  readonly rules: readonly string[]
  readonly resource: string
  readonly account: string
  readonly region: string
}

function comparable({ inventory }: RuleContext): readonly Theirs[] {
  const rulesOf = equivalentRules(RULES_WITH_CONTROLS)
  return [...inventory.foreignFindings.values()].flatMap((finding) => {
    const { controlId: control, verdict, account, region } = finding
    const rules = control === null ? [] : rulesOf('Security Hub', control)
    if (control === null || verdict === null || rules.length === 0) return []
    return finding.resourceIds.map((id) => ({
      ...{ finding, control, verdict, rules, account, region },
      resource: resourceIdOf(id),
    }))
  })
}

interface Ours {
  readonly ruleId: string
  readonly outcome: RuleOutcome
}

/** By rule and resource; a failure counts for the rules it stands for, too. */
function outcomesByResource(all: readonly Ours[]): ReadonlyMap<string, readonly Ours[]> {
  const map = new Map<string, Ours[]>()
  for (const one of all) {
    const { outcome, ruleId } = one
    const also = outcome.status === 'FAIL' ? outcome.alsoMatches : []
    for (const rule of [ruleId, ...also]) {
      for (const id of new Set([outcome.resource.id, resourceIdOf(outcome.resource.id)])) {
        const key = `${rule} ${id}`
        const known = map.get(key)
        if (known) known.push(one)
        else map.set(key, [one])
      }
    }
  }
  return map
}

function nothingToCompare(scope: RegionScope, theirs: readonly Theirs[]): readonly NotEvaluated[] {
  const { account, region } = scope.resource
  if (theirs.some((each) => each.account === account && each.region === region)) return []
  return [
    undecided(scope, {
      reason: 'No finding of Security Hub by a control that a rule asks was imported, so there is nothing to compare.',
      remedy: shell`aws securityhub get-findings --region ${region}`,
    }),
  ]
}

interface Compared extends Theirs {
  readonly ours: 'FAIL' | 'PASS'
  readonly told: readonly Ours[]
}

function outcomeOf(
  context: RuleContext,
  verdicts: readonly Theirs[],
  ours: ReadonlyMap<string, readonly Ours[]>,
): readonly RuleOutcome[] {
  const compared = verdicts.flatMap((each): readonly Compared[] => {
    const told = each.rules.flatMap((rule) => ours.get(`${rule} ${each.resource}`) ?? [])
    const has = (status: RuleOutcome['status']) => told.some(({ outcome }) => outcome.status === status)
    if (has('FAIL')) return [{ ...each, ours: 'FAIL', told }]
    return has('PASS') && !has('NOT_EVALUATED') ? [{ ...each, ours: 'PASS', told }] : []
  })
  const subject = subjectOf(verdicts, compared)
  const apart = compared.filter((each) => each.ours !== each.verdict)
  if (apart.length > 0) return [failure(context, subject, apart)]
  const controls = listWords([...new Set(verdicts.map(({ control }) => control))])
  if (compared.length === 0)
    return [
      undecided(subject, {
        reason: `Security Hub judges ${subject.resource.id} by ${controls}; we have no verdict of it, or it is in no snapshot.`,
        remedy: shell`portolan analyze ${'<snapshot>'}`,
      }),
    ]
  return [passed(subject, `Security Hub and we agree on ${named(subject.resource)}: ${controls}.`)]
}

/** As our rule tells of it; else as they do. */
function subjectOf(verdicts: readonly Theirs[], compared: readonly Compared[]): Subject {
  const outcome = compared[0]?.told[0]?.outcome
  if (outcome) return { resource: outcome.resource, type: outcome.type, vpcId: outcome.vpcId }
  const [{ resource: id, account, region } = { resource: 'unknown', account: 'unknown', region: 'unknown' }] = verdicts
  return { resource: { id, arn: null, name: null, account, region, tags: {} }, type: 'resource', vpcId: null }
}

function failure({ inventory }: RuleContext, subject: Subject, apart: readonly Compared[]): RuleOutcome {
  const { resource } = subject
  const ids = (ours: Compared['ours']) =>
    [...new Set(apart.filter((each) => each.ours === ours).map(({ control }) => control))].toSorted()
  const only = [
    ...(ids('FAIL').length > 0 ? [`only we report ${listWords(ids('FAIL'))}`] : []),
    ...(ids('PASS').length > 0 ? [`only Security Hub reports ${listWords(ids('PASS'))}`] : []),
  ]
  const rules = [...new Set(apart.flatMap(({ told }) => told.map(({ ruleId }) => ruleId)))]
  return failed(subject, {
    title: `Of ${shortName(resource.name ?? resource.id)}, ${listWords(only)}`,
    description: `Security Hub and we judge ${named(resource)} differently by ${counted(new Set(apart.map(({ control }) => control)).size, 'control')}: ${listWords(only)}. Ours are ${listWords(rules)}. One of us may have older data, or ask a little more: each rule says what it checks.`,
    severity: fixed('info', 'it tells where to look, and is no fault of the network'),
    evidence: apart.flatMap(({ finding, control, verdict, told }) => [
      resourceEvidence(inventory, finding, {
        excerpt: `Security Hub: ${control} ${verdict === 'FAIL' ? 'failed' : 'passed'}`,
        field: 'Compliance/Status',
      }),
      ...told.flatMap(({ outcome }) => (outcome.status === 'FAIL' ? outcome.evidence.slice(0, 3) : [])),
    ]),
    related: rules.map((id) => ({ role: 'rule', id })),
    remediation: {
      summary: 'Compare the two, newest data first. Nothing is changed by it.',
      cli: [
        shell`aws securityhub get-findings --region ${resource.region} --filters ${JSON.stringify({ ResourceId: [{ Value: resource.id, Comparison: 'CONTAINS' }] })}`,
      ],
      terraform: null,
      console: [`Open the Security Hub console in ${resource.region}, Findings, and search for ${resource.id}.`],
    },
  })
}

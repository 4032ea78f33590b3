import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { passed } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords } from '../../wording.ts'
import { regionFailed } from './region-fault.ts'

/** Source: Security Hub guide, "Disabling and enabling controls". */
export const networkControlOff: FindingRule = {
  id: 'HUB-002',
  version: 1,
  title: 'Network controls of Security Hub are switched off',
  logic: 'None of the controls of Security Hub about networks is DISABLED in every standard that has it.',
  charter: charter('L.security-hub'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['StandardsControls'],
  sharpenedBy: [],
  check: (context) => regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope)),
}

const EC2 = [2, 6, 9, 10, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 25, 51, 53, 54, 171, 172, 180]
const WATCHED: ReadonlySet<string> = new Set(EC2.map((number) => `EC2.${number}`))

function isWatched(id: string): boolean {
  return WATCHED.has(id) || id.startsWith('NetworkFirewall.')
}

function outcomesOf({ inventory }: RuleContext, scope: RegionScope): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  if (scope.document.coverage.get('StandardsControls') !== 'complete') return []
  const mine = inventory.standardsControls.filter(
    (control) => control.account === account && control.region === region && isWatched(control.controlId),
  )
  const on = new Set(mine.filter(({ enabled }) => enabled !== false).map(({ controlId }) => controlId))
  const off = mine.filter(({ controlId, enabled }) => enabled === false && !on.has(controlId))
  if (off.length === 0) return [passed(scope, `No control about networks is switched off in ${region}.`)]
  const ids = [...new Set(off.map(({ controlId }) => controlId))].toSorted()
  return [
    regionFailed(scope, {
      title: `Security Hub does not check ${listWords(ids, 3)} in ${region}`,
      description: `Controls ${listWords(ids, 10)} about networks are switched off in Security Hub of account ${account} in ${region}.`,
      severity: fixed('low', 'the rules here check the same'),
      excerpt: off
        .map(({ controlId, disabledReason }) => `${controlId}: ${disabledReason ?? 'no reason given'}`)
        .join('; '),
      remediation: {
        summary: 'Switch them on, or keep the reason on record.',
        cli: off.map(
          ({ id }) =>
            shell`aws securityhub update-standards-control --region ${region} --standards-control-arn ${id} --control-status ENABLED`,
        ),
        console: [`Open the Security Hub console in ${region}, Controls.`],
      },
    }),
  ]
}

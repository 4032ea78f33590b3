import { UNKNOWN } from '../../../describe/document.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf } from '../../rule-sources.ts'
import { SAY_WHO_IS_TRUSTED, type Trust, trustOf, trustUsed } from '../../trust.ts'
import { listWords } from '../../wording.ts'

/** Source: EC2 API, UserIdGroupPair (UserId is the owner of the group). */
export const foreignSourceGroup: FindingRule = {
  id: 'SG-017',
  version: 1,
  title: 'Source group owned by an unknown account',
  logic:
    'An ingress rule names a security group of an account that is neither collected, nor of the organisation, nor among the trusted accounts of the settings. Where nobody said who is trusted, such a rule is not judged.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote: 'Medium when nothing carries the group.',
  compliance: [...nist('AC-3', 'AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Accounts'],
  check,
}

function check(context: RuleContext) {
  const known = new Map<string, Trust>()
  const trust = (account: string) => {
    const answer = known.get(account) ?? trustOf(context.inventory, context.settings, account)
    known.set(account, answer)
    return answer
  }
  return checkGroups(context, {
    base: 'high',
    direction: 'ingress',
    judge: (group) => judge(group, trust),
    tell: (group, rules) => {
      const accounts = [...new Set(rules.map((rule) => ownerOf(group, rule) ?? ''))]
      return {
        title: `admits a group of account ${listWords(accounts, 2)}`,
        description: 'Whoever runs that account decides which of its hosts carry the group, and are admitted.',
        summary:
          'Remove the rules, or add the account to trustedAccounts of portolan.yaml. Hosts of that account are shut out.',
        settingsUsed: trustUsed(context.settings),
      }
    },
    pass: 'admits no group of an unknown account',
  })
}

/** Null where the group is of the same account, or of AWS itself (`amazon-elb`). */
function ownerOf(group: SecurityGroup, { peer }: SecurityGroupRule): string | null {
  if (peer.kind !== 'security-group' || peer.account === null || peer.account === group.account) return null
  return peer.account.startsWith('amazon-') ? null : peer.account
}

function judge(group: SecurityGroup, trust: (account: string) => Trust): GroupVerdict {
  const rules = rulesOf(group, 'ingress').filter((rule) => ownerOf(group, rule) !== null)
  const trustIn = (rule: SecurityGroupRule) => trust(ownerOf(group, rule) ?? UNKNOWN)
  const unknown = rules.some((rule) => trustIn(rule) === 'unknown')
  return {
    rules: rules.filter((rule) => trustIn(rule) === 'foreign'),
    doubts: unknown
      ? [{ reason: 'it admits a group of another account, and nobody said who is trusted', remedy: SAY_WHO_IS_TRUSTED }]
      : [],
  }
}

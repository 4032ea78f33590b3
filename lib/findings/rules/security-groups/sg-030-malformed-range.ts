import type { SecurityGroupRule } from '../../../inventory/filters.ts'
import { containsPrefix, formatPrefix, type Prefix, parsePrefix } from '../../../net/prefix.ts'
import { addressSet, internetFamilies } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'

/** Source: RFC 6890 (special-purpose addresses); RFC 1918. */
export const malformedRange: FindingRule = {
  id: 'SG-030',
  version: 1,
  title: 'Range that cannot be meant',
  logic:
    'A rule names a range no client can be in: inside 0.0.0.0/8, 127.0.0.0/8, 224.0.0.0/4, 240.0.0.0/4, ::/127 or ff00::/8, such as 0.0.0.0/32 or 255.255.255.255/32; or one that holds a private block and public addresses around it, such as 172.0.0.0/8 or 192.0.0.0/8. Host bits are cleared by AWS and cannot be seen. The rule CDK writes to let nothing out (ICMP 252/86 to 255.255.255.255/32) is meant, and passes.',
  charter: charter('E.security-groups-first'),
  severity: 'info',
  severityNote: 'Does not depend on exposure: nobody is admitted who was meant.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  return checkGroups(context, {
    base: 'info',
    direction: null,
    judge: (group) => ({ rules: group.rules.filter((rule) => !isSentinel(rule) && isMalformed(context, rule)) }),
    tell: () => ({
      title: 'names a range that cannot be meant',
      description:
        'Either nobody has such an address, or the range is longer than the private block it was written for.',
      summary:
        'Write the range that is meant: 0.0.0.0/0 is everyone, 172.16.0.0/12 and 192.168.0.0/16 are the private blocks.',
      severity: fixed('info', 'the rule does not say what its author meant'),
    }),
    pass: 'names no range that cannot be meant',
  })
}

const prefixes = (...texts: string[]) => texts.map(parsePrefix).filter((prefix) => prefix !== null)
const NOBODY = prefixes('0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/127', 'ff00::/8')
const PRIVATE = prefixes('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')

/** Source: AWS CDK, aws-ec2, MATCH_NO_TRAFFIC. */
function isSentinel({ icmp, peer }: SecurityGroupRule): boolean {
  return (
    icmp?.type === 252 &&
    icmp.code === 86 &&
    peer.kind === 'prefix' &&
    formatPrefix(peer.prefix) === '255.255.255.255/32'
  )
}

function isMalformed({ settings }: RuleContext, { peer }: SecurityGroupRule): boolean {
  if (peer.kind !== 'prefix') return false
  const { prefix } = peer
  if (NOBODY.some((range) => containsPrefix(range, prefix))) return true
  // A large part of the internet is no slip of the pen: other rules report it.
  const wide = internetFamilies(addressSet([prefix]), settings.internetThreshold).length > 0 && prefix.length < 8
  return !wide && PRIVATE.some((range) => isAround(prefix, range))
}

function isAround(outer: Prefix, inner: Prefix): boolean {
  return outer.length < inner.length && containsPrefix(outer, inner)
}

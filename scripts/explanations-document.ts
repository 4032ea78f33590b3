/** The codes of an answer as a page. */

import { CAVEATS, EXPLANATIONS } from '../lib/reachability/codes.ts'
import { CODES_NOT_PRODUCED } from '../lib/reachability/codes-not-produced.ts'

/** Words this product adds to those of Reachability Analyzer. */
const OURS: ReadonlySet<string> = new Set([
  ...['EIGW_NO_INBOUND', 'RETURN_PATH_BLOCKED', 'NAT_SAME_SUBNET_LOOP', 'NAT_NO_INBOUND'],
  ...['VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC', 'ENI_DENY_ALL_IGW_TRAFFIC', 'ONE_WAY_ONLY', 'ENCRYPTION_ENFORCED'],
  ...['ASSUMED_STATE', 'PARTIAL_EPHEMERAL_PORTS', 'TARGET_HEALTH_UNKNOWN', 'TARGETS_ALL_UNHEALTHY', 'RELEASED_ADDRESS'],
  ...['CHOSEN_MEMBER', 'PATH_THROUGH_APPLIANCE_NOT_CHECKED', 'NOT_FILTERED_BY_AWS'],
])

/** `docs/explanations.md`, whole. */
export function explanationsDocument(): string {
  return [
    '# What an answer says',
    '',
    '<!-- Written by scripts/write-explanations-doc.ts from lib/reachability/codes.ts. Change a code there, then run `node scripts/write-explanations-doc.ts`. -->',
    '',
    'A trace that is blocked names every component that blocks and a code for each; one that is unknown names what is not known, by the same codes. The codes are those of AWS Reachability Analyzer, with its meaning in our words; an asterisk marks ours, for what it has no word for.',
    '',
    'The first code of a hop is what blocks. Codes beside it are hints: a route that would have taken the packet, a rule that would have admitted it as its sender wrote it.',
    '',
    '## Why a packet does not pass',
    '',
    ...table(EXPLANATIONS),
    '',
    '## What to mind on a path',
    '',
    ...table(CAVEATS),
    '',
    '## Codes no answer carries',
    '',
    'Reachability Analyzer has these too.',
    '',
    '| Code | Why not |',
    '|---|---|',
    ...Object.entries(CODES_NOT_PRODUCED).map(([code, why]) => `| ${code} | ${why} |`),
    '',
  ].join('\n')
}

function table(codes: Readonly<Record<string, string>>): readonly string[] {
  const carried = Object.entries(codes).filter(([code]) => !Object.hasOwn(CODES_NOT_PRODUCED, code))
  return [
    '| Code | Meaning |',
    '|---|---|',
    ...carried.map(([code, meaning]) => `| ${code}${OURS.has(code) ? ' *' : ''} | ${meaning} |`),
  ]
}

/** The catalogue of rules as a page. */

import { CHARTER_BULLETS } from '../lib/findings/charter.ts'
import type { FindingRule } from '../lib/findings/rule.ts'

/** `docs/rules.md`, whole. */
export function rulesDocument(rules: readonly FindingRule[]): string {
  return [
    '# Rules',
    '',
    '<!-- Written by scripts/write-rules-doc.ts from lib/findings/catalogue.ts. Change a rule there, then run `node scripts/write-rules-doc.ts`. -->',
    '',
    'Each rule answers FAIL, PASS or NOT_EVALUATED for each resource it looks at. NOT_EVALUATED names the call that would answer.',
    'Severity comes from two facts that are never mixed: what the configuration says, and what can really reach it. What is not known never lowers it.',
    'One root cause is one finding: where several rules object to the same security-group rule, one reports it and names the others.',
    '"Charter" is the part of AWS\'s page *Infrastructure security in Amazon VPC* a rule comes from, in our words.',
    '',
    '| Rule | Title | Severity | Charter |',
    '|---|---|---|---|',
    ...rules.map(
      ({ id, title, severity, charter }) =>
        `| [${id}](#${id.toLowerCase()}) | ${title} | ${severity} | ${charter.bullet} ${CHARTER_BULLETS[charter.bullet]} |`,
    ),
    ...rules.flatMap(section),
    '',
  ].join('\n')
}

function section(rule: FindingRule): readonly string[] {
  return [
    '',
    `## ${rule.id}`,
    '',
    `**${rule.title}** · severity ${rule.severity} · version ${rule.version}`,
    '',
    `- *Logic.* ${rule.logic}`,
    `- *Severity.* ${rule.severityNote}`,
    `- *Charter.* ${rule.charter.sentence}`,
    `- *Needs.* ${rule.needs.join(', ')}${rule.sharpenedBy.length > 0 ? `; sharpened by ${rule.sharpenedBy.join(', ')}` : ''}.`,
    `- *Elsewhere.* ${equivalents(rule)}.`,
  ]
}

/** `CIS AWS Foundations 1.2 (4.1, 4.2), 1.3 (5.2)`: one entry a framework. */
function equivalents({ compliance }: FindingRule): string {
  const frameworks = new Map<string, Map<string, string[]>>()
  for (const { framework, version, control, match } of compliance) {
    const versions = frameworks.get(framework) ?? new Map<string, string[]>()
    const controls = versions.get(version) ?? []
    frameworks.set(framework, versions.set(version, [...controls, match === 'exact' ? control : `${control}~`]))
  }
  const words = [...frameworks].map(([framework, versions]) => {
    const each = [...versions].map(([version, controls]) =>
      version === '-' ? controls.join(', ') : `${version} (${controls.join(', ')})`,
    )
    return `${framework} ${each.join(', ')}`
  })
  return words.length > 0 ? `${words.join('; ')} (~ covers it in part)` : 'No other catalogue asks for it'
}

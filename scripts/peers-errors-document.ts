/** The known errors of other scanners as a page, each with the test in which ours is right. */

import { COMPLAINTS } from './known-errors/complaint-errors.ts'
import { HOST_ERRORS, RECORD_ERRORS } from './known-errors/host-errors.ts'
import type { KnownErrors } from './known-errors/known-error.ts'
import { NETWORK_ERRORS } from './known-errors/network-errors.ts'
import { SECURITY_GROUP_ERRORS } from './known-errors/security-group-errors.ts'

interface Section {
  readonly title: string
  readonly column: string
  readonly rows: readonly KnownErrors[]
}

/** Every section of the page, in order. */
export const SECTIONS: readonly Section[] = [
  { title: 'Security groups', column: 'Rule', rows: SECURITY_GROUP_ERRORS },
  { title: 'Routes, tiers, ACLs, endpoints and logs', column: 'Rule', rows: NETWORK_ERRORS },
  { title: 'Hosts and interfaces', column: 'Rule', rows: HOST_ERRORS },
  { title: 'What users complain of', column: 'Complaint', rows: COMPLAINTS },
  { title: 'The record of a finding', column: 'About', rows: RECORD_ERRORS },
]

/** `docs/peers-errors.md`, whole. */
export function peersErrorsDocument(): string {
  return [
    '# Errors of other scanners',
    '',
    '<!-- Written by scripts/write-peers-errors-doc.ts from scripts/known-errors/. Change a row there, then run `node scripts/write-peers-errors-doc.ts`. -->',
    '',
    'What other scanners of AWS networks get wrong, by their source, by running them or by what their users report, and what a plainer reading of the same answers of AWS would get wrong; each with the test in which ours is right. No one scanner makes all of them. A test holds this page: each test named here exists.',
    '',
    ...SECTIONS.flatMap(sectionLines),
  ].join('\n')
}

function sectionLines({ title, column, rows }: Section): readonly string[] {
  return [
    `## ${title}`,
    '',
    `| ${column} | What others get wrong | Test | File |`,
    '|---|---|---|---|',
    ...rows.flatMap(({ about, file, suite, errors }) =>
      Object.entries(errors).map(
        ([test, error]) => `| ${[about, error, `${suite} > ${test}`].map(cell).join(' | ')} | \`lib/${file}\` |`,
      ),
    ),
    '',
  ]
}

const cell = (text: string) => text.replaceAll('|', '\\|')

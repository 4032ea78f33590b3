/** What the export formats say of a rule, the same in each. */

import type { ComplianceMapping, Finding } from '../findings/finding.ts'

/** `CIS AWS Foundations 5.0/5.3`; a control that covers it only in part ends in `(partial)`. */
export function requirementText({ framework, version, control, match }: ComplianceMapping): string {
  const edition = version === '-' ? '' : ` ${version}`
  return `${framework}${edition}/${control}${match === 'partial' ? ' (partial)' : ''}`
}

export function requirementsOf({ compliance }: Pick<Finding, 'compliance'>): readonly string[] {
  return [...new Set(compliance.map(requirementText))]
}

/** `CIS AWS Foundations 5.0`: the catalogues that ask for it. */
export function standardsOf({ compliance }: Pick<Finding, 'compliance'>): readonly string[] {
  return [
    ...new Set(compliance.map(({ framework, version }) => (version === '-' ? framework : `${framework} ${version}`))),
  ]
}

/** The text of a finding whatever its status: what is wrong, what was found in order, or what is not known. */
export function messageOf({ status, title, description, reasonNotEvaluated }: Finding): string {
  if (status === 'NOT_EVALUATED') return `${title}: not evaluated. ${reasonNotEvaluated ?? ''}`.trim()
  return description === '' ? title : description
}

/** How it was mended, in one line: the summary, then the first command. */
export function remedyText({ remediation }: Pick<Finding, 'remediation'>): string {
  const [command] = remediation.cli
  return [remediation.summary, ...(command === undefined ? [] : [command])].filter((part) => part !== '').join(' ')
}

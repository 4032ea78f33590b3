/** Where other catalogues ask for the same. Versions and numbers as published by each. */

import type { ComplianceMapping } from './finding.ts'

type Match = ComplianceMapping['match']

/** CIS AWS Foundations: `cis({ '5.0': '5.3, 5.4' })` by version. */
export function cis(
  controls: Readonly<Record<string, string>>,
  match: Match = 'partial',
): readonly ComplianceMapping[] {
  return Object.entries(controls).flatMap(([version, numbers]) =>
    numbers.split(', ').map((control) => ({ framework: 'CIS AWS Foundations', version, control, match })),
  )
}

/** AWS Foundational Security Best Practices in Security Hub. */
export function fsbp(control: string, match: Match = 'partial'): ComplianceMapping {
  return { framework: 'AWS FSBP', version: '1.0.0', control, match }
}

/** A Security Hub control that belongs to another standard than FSBP. */
export function securityHub(control: string, match: Match = 'partial'): ComplianceMapping {
  return { framework: 'AWS Security Hub', version: '-', control, match }
}

export function awsConfig(rule: string, match: Match = 'partial'): ComplianceMapping {
  return { framework: 'AWS Config', version: '-', control: rule, match }
}

export function pci(version: string, ...controls: string[]): readonly ComplianceMapping[] {
  return controls.map((control) => ({ framework: 'PCI DSS', version, control, match: 'partial' }))
}

export function nist(...controls: string[]): readonly ComplianceMapping[] {
  return controls.map((control) => ({ framework: 'NIST SP 800-53', version: 'Rev. 5', control, match: 'partial' }))
}

export function wellArchitected(control: string): ComplianceMapping {
  return { framework: 'AWS Foundational Technical Review', version: '-', control, match: 'partial' }
}

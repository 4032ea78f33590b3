/** One analysis, whatever prints it. */

import type { FileReport, ImportNote, ImportResult } from '../describe/document.ts'
import type { Finding, FindingSummary } from '../findings/finding.ts'
import { countResources } from '../inventory/count-resources.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Inventory } from '../inventory/inventory.ts'

/** The JSON shape of `portolan analyze`; keys are only ever added. */
export interface Analysis {
  readonly tool: { readonly name: 'portolan'; readonly version: string }
  readonly inventory: {
    readonly counts: Readonly<Record<string, number>>
    readonly documents: readonly {
      readonly account: string
      readonly region: string
      readonly collectedAt: string | null
    }[]
  }
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
  readonly gaps: readonly Gap[]
  readonly findings: readonly Finding[]
  readonly summary: FindingSummary
}

export const TOOL_VERSION = '0.1.0'

export interface AnalysisParts {
  readonly inventory: Inventory
  readonly imported: ImportResult
  readonly findings: readonly Finding[]
  readonly summary: FindingSummary
}

export function buildAnalysis({ inventory, imported, findings, summary }: AnalysisParts): Analysis {
  return {
    tool: { name: 'portolan', version: TOOL_VERSION },
    inventory: {
      counts: countResources(inventory),
      documents: inventory.documents.map(({ account, region, collectedAt }) => ({ account, region, collectedAt })),
    },
    files: imported.files,
    notes: imported.notes,
    gaps: inventory.gaps,
    findings,
    summary,
  }
}

/** One analysis, whatever prints it. */

import type { FileReport, ImportNote, ImportResult } from '../describe/document.ts'
import type { BaselineFinding } from '../findings/baseline.ts'
import type { FindingSummary } from '../findings/finding.ts'
import type { ReachSettings } from '../findings/reach-level.ts'
import type { ReportedFinding } from '../findings/reported-finding.ts'
import type { WaivedFindings } from '../findings/waivers.ts'
import { countResources } from '../inventory/count-resources.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type BlastRadius, blastRadiusOf } from './blast-radius.ts'

export interface AnalysisFinding extends ReportedFinding {
  /** What closing it would close and break; null where no rule could be taken away, or the network is too large to ask. */
  readonly blastRadius: BlastRadius | null
}

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
  readonly findings: readonly AnalysisFinding[]
  readonly summary: FindingSummary
  /** Of `--waivers`: how many findings they cover, which ended, which no finding answers to. Absent without the option. */
  readonly waivers?: { readonly applied: number } & Pick<WaivedFindings, 'lapsed' | 'unused'>
  /** Of `--baseline`: what failed then and is gone. Absent without the option. */
  readonly resolved?: readonly BaselineFinding[]
}

export const TOOL_VERSION = '0.1.0'

export interface AnalysisParts {
  readonly inventory: Inventory
  readonly imported: ImportResult
  readonly findings: readonly ReportedFinding[]
  readonly summary: FindingSummary
  readonly waived: WaivedFindings | null
  readonly resolved: readonly BaselineFinding[] | null
  /** What a blast radius is judged by; null where it is not printed, which saves thinking rules away. */
  readonly blastRadius: ReachSettings | null
}

export function buildAnalysis(parts: AnalysisParts): Analysis {
  const { inventory, imported, summary, waived, resolved } = parts
  return {
    tool: { name: 'portolan', version: TOOL_VERSION },
    inventory: {
      counts: countResources(inventory),
      documents: inventory.documents.map(({ account, region, collectedAt }) => ({ account, region, collectedAt })),
    },
    files: imported.files,
    notes: imported.notes,
    gaps: inventory.gaps,
    findings: withBlastRadius(parts),
    summary,
    ...(waived ? { waivers: { applied: waived.mutes.size, lapsed: waived.lapsed, unused: waived.unused } } : {}),
    ...(resolved ? { resolved } : {}),
  }
}

/** Larger networks are asked finding by finding, with what if: thinking rules away takes tens of milliseconds each there. */
const INTERFACES_MAX = 5000
const FINDINGS_MAX = 200

function withBlastRadius({ inventory, findings, blastRadius: settings }: AnalysisParts): readonly AnalysisFinding[] {
  const small = inventory.networkInterfaces.size <= INTERFACES_MAX
  return findings.map((finding, index) => ({
    ...finding,
    blastRadius: settings && small && index < FINDINGS_MAX ? blastRadiusOf(inventory, finding, settings) : null,
  }))
}

import type { Evidence } from '../../lib/findings/finding.ts'
import { SafeText } from '../ui/safe-text.tsx'

export interface FindingEvidenceProps {
  readonly evidence: readonly Evidence[]
  readonly onInspect: (id: string, pointer: string | null) => void
}

/** Where each fact stands in the describe document, and the fact. An absence has no place; it says what was looked for. */
export function FindingEvidence({ evidence, onInspect }: FindingEvidenceProps) {
  return (
    <ul className="mt-1.5 overflow-hidden rounded-md border border-hair">
      {evidence.map(({ resourceId, pointer, excerpt }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two facts may read alike; their order is fixed
        <li key={index} className="border-hair border-t first:border-t-0">
          <button
            type="button"
            onClick={() => onInspect(resourceId, pointer)}
            title={pointer === null ? resourceId : `${resourceId} ${pointer}`}
            className="mono block w-full px-2 py-1 text-left leading-4 -outline-offset-2 hover:bg-well"
          >
            <span className="block text-ink">
              <SafeText text={excerpt} />
            </span>
            <span className="block truncate text-ink-2">
              <SafeText text={pointer ?? resourceId} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

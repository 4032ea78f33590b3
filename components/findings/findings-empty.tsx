import { counted } from '../ui/say.ts'

export interface FindingsEmptyProps {
  /** Findings before the filter. */
  readonly total: number
  readonly gaps: number
}

/** Why the list is empty. Silence is never offered as safety. */
export function FindingsEmpty({ total, gaps }: FindingsEmptyProps) {
  if (total > 0) {
    return (
      <p className="px-4 py-6 text-ink-2">
        None of the {counted(total, 'finding')} matches. Clear the find box or the severity chips to see them.
      </p>
    )
  }
  return (
    <p className="px-4 py-6 text-ink-2">
      No rule failed on what was collected.
      {gaps > 0 && ` ${counted(gaps, 'gap remains', 'gaps remain')}: what they hide was not judged.`}
    </p>
  )
}

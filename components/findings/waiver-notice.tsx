import type { Mute } from '../../lib/findings/finding.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { waiverWords } from './waiver-words.ts'

/** Why an open finding does not count: who decided it, until when, and the reason in their words. */
export function WaiverNotice({ mute }: { readonly mute: Mute }) {
  return (
    <div className="mx-4 mt-3 rounded-md border border-hair-2 bg-chrome px-3 py-2 text-xs">
      <p className="font-semibold">
        <SafeText text={waiverWords(mute)} />
      </p>
      <p className="mt-0.5">
        <SafeText text={mute.reason} />
      </p>
      <p className="mt-0.5 text-2xs text-ink-2">
        It still fails and is still counted; it stops no build. The waiver is of <SafeText text={mute.scope} />.
      </p>
    </div>
  )
}

/** That somebody once decided to live with it, and that this is over: nobody should have to guess why it is back. */
export function LapseNotice({ why }: { readonly why: string }) {
  return (
    <p className="mx-4 mt-3 rounded-md border border-hair-2 border-dashed px-3 py-2 text-xs">
      <span className="font-semibold">A waiver no longer holds.</span> <SafeText text={why} />
    </p>
  )
}

/** Stands before a title in a list. */
export function WaivedMark({ mute }: { readonly mute: Mute }) {
  return (
    <span
      className="mr-1.5 rounded-sm border border-hair-2 px-1 text-2xs text-ink-2"
      title={`${waiverWords(mute)}: ${mute.reason}`}
    >
      {mute.until === null ? 'Waived' : `Waived to ${mute.until}`}
    </span>
  )
}

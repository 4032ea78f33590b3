import type { FindingHop } from '../../lib/findings/finding.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'

const SAID = { passes: null, blocks: 'Blocks here', unknown: 'Not known' } as const

export interface FindingPathProps {
  readonly path: readonly FindingHop[]
  readonly onInspect: (id: string) => void
}

/** The hops, numbered as on the map. A hop that blocks or is not known says so in words. */
export function FindingPath({ path, onInspect }: FindingPathProps) {
  return (
    <ol className="relative mt-1.5 before:absolute before:top-2.5 before:bottom-5 before:left-2 before:w-0.5 before:bg-accent/35">
      {path.map((hop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may cross one component twice; its place is its identity
        <li key={index} className="relative flex gap-2.5 pb-2 leading-[17px] last:pb-0">
          <span
            aria-hidden="true"
            className={cn(
              'z-[1] grid size-[18px] flex-none place-items-center rounded-full font-semibold text-2xs outline-3 outline-chrome',
              hop.outcome === 'passes' && 'bg-accent text-on-accent',
              hop.outcome === 'blocks' && 'bg-ink-2 text-chrome',
              hop.outcome === 'unknown' && 'border border-ink-3 border-dotted bg-chrome text-ink-2',
            )}
          >
            {index + 1}
          </span>
          <span className="min-w-0 flex-1">
            <HopName hop={hop} onInspect={onInspect} />
            <span className="mono block text-ink-2 leading-[15px]">
              <SafeText text={hop.detail} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function HopName({ hop, onInspect }: { readonly hop: FindingHop; readonly onInspect: (id: string) => void }) {
  const said = SAID[hop.outcome]
  return (
    <span className="flex items-baseline gap-2">
      {hop.component === 'internet' ? (
        <span className="font-semibold">
          <SafeText text={hop.label} />
        </span>
      ) : (
        <button
          type="button"
          onClick={() => onInspect(hop.component)}
          className="text-left font-semibold hover:text-accent"
        >
          <SafeText text={hop.label} />
        </button>
      )}
      {said !== null && <span className="text-2xs text-ink-2">{said}</span>}
    </span>
  )
}

import type { FindingHop } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { hopTitle } from './hop-title.ts'

const SAID = { passes: null, blocks: 'Blocks here', unknown: 'Not known' } as const

/** The line runs from each number to the next, and ends at the last. */
const HOP =
  'relative flex gap-2.5 pb-2 leading-[17px] before:absolute before:top-2.5 before:-bottom-2.5 before:left-2 before:w-0.5 before:bg-accent/35 last:pb-0 last:before:hidden'

export interface FindingPathProps {
  readonly path: readonly FindingHop[]
  readonly onInspect: (id: string) => void
}

/** The hops, numbered as on the map. A hop that blocks or is not known says so in words. */
export function FindingPath({ path, onInspect }: FindingPathProps) {
  return (
    <ol className="mt-1.5">
      {path.map((hop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may cross one component twice; its place is its identity
        <li key={index} className={HOP}>
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
  const { label, name, idTail } = hopTitle(hop)
  const face = (
    <>
      <span>{label}</span>
      {name !== null && (
        <>
          {' '}
          <span className="font-semibold">
            <SafeText text={name} />
          </span>
        </>
      )}
      {idTail !== null && <span className="mono ml-1.5 text-ink-2">{idTail}</span>}
    </>
  )
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      {hop.component === 'internet' ? (
        <span className="font-semibold">{face}</span>
      ) : (
        <button
          type="button"
          onClick={() => onInspect(hop.component)}
          title={visibleText(hop.component)}
          className="text-left hover:text-accent hover:underline"
        >
          {face}
        </button>
      )}
      {said !== null && <span className="text-2xs text-ink-2">{said}</span>}
    </span>
  )
}

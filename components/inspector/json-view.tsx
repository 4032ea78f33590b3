'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { cn } from '../ui/class-names.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { visibleJson } from '../ui/text-parts.ts'
import { isMarked, type JsonLine, jsonLines } from './json-lines.ts'

export interface JsonViewProps {
  readonly json: unknown
  /** Pointer into `json`; null marks nothing. */
  readonly marked: string | null
}

/** More lines than this are opened by hand: a group of a thousand rules would make the panel slow. */
const SHOWN_AT_FIRST = 400

const INK = {
  open: 'text-ink-3',
  close: 'text-ink-3',
  string: 'text-ink',
  number: 'text-accent',
  word: 'text-accent',
} as const

/** The element as stored, in text nodes only, with the marked value in sight. */
export function JsonView({ json, marked }: JsonViewProps) {
  const lines = jsonLines(json)
  const first = lines.findIndex((line) => isMarked(line, marked))
  const mark = useRef<HTMLDivElement>(null)
  const [all, setAll] = useState(false)
  const shown = all || first >= SHOWN_AT_FIRST ? lines : lines.slice(0, SHOWN_AT_FIRST)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another value is marked
  useEffect(() => {
    const { current: line } = mark
    const box = line?.parentElement
    if (!line || !box) return
    // By hand: scrollIntoView would also move what lies around the panel.
    box.scrollTop = line.offsetTop - box.clientHeight / 3
    box.scrollIntoView({ block: 'nearest' })
  }, [marked])
  return (
    <div className="relative">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="JSON as stored"
        className="hairless-scroll mono max-h-[420px] overflow-auto rounded-md border border-hair bg-well py-2 leading-4"
      >
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their number
          <Line key={index} line={line} marked={isMarked(line, marked)} mark={index === first ? mark : null} />
        ))}
        {shown.length < lines.length && (
          <button type="button" onClick={() => setAll(true)} className="min-h-6 px-2.5 text-accent hover:underline">
            Show {counted(lines.length - shown.length, 'more line')}
          </button>
        )}
      </section>
      <CopyButton
        text={visibleJson(json)}
        label="Copy JSON"
        words={false}
        look="well"
        size="tiny"
        className="absolute top-1 right-2"
      />
    </div>
  )
}

interface LineProps {
  readonly line: JsonLine
  readonly marked: boolean
  readonly mark: RefObject<HTMLDivElement | null> | null
}

function Line({ line, marked, mark }: LineProps) {
  return (
    <div
      ref={mark}
      className={cn('whitespace-pre-wrap pr-8', marked && 'bg-accent-wash shadow-[inset_3px_0_var(--accent)]')}
      style={{ paddingLeft: 10 + line.depth * 12 }}
    >
      {line.key !== null && (
        <span className="text-ink-2">
          <SafeText text={line.key} />:{' '}
        </span>
      )}
      <span className={INK[line.kind]}>
        <SafeText text={line.text} />
      </span>
    </div>
  )
}

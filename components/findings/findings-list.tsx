'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { Finding, Severity } from '../../lib/findings/finding.ts'
import { cn } from '../ui/class-names.ts'
import { GroupHeading } from './group-heading.tsx'
import { type ListLine, lineOf, listLines, stepLine } from './list-lines.ts'
import { groupFindings } from './rank-findings.ts'

export interface FindingsListProps {
  /** Ranked. */
  readonly findings: readonly Finding[]
  readonly selected: string | null
  /** Asked for by a click or Enter. */
  readonly onOpen: (finding: Finding) => void
  /** Asked for by moving; a list beside its detail follows the keys. */
  readonly onMove?: (finding: Finding) => void
  readonly rowHeight: number
  readonly headingHeight: number
  readonly row: (finding: Finding, selected: boolean) => ReactNode
  readonly className?: string
  /** Column heads, when the rows are a table. */
  readonly head?: ReactNode
  readonly after?: ReactNode
}

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** Mounts what is in sight; thousands scroll as ten do. One tab stop; j, k and the arrows move, Enter opens. */
export function FindingsList(props: FindingsListProps) {
  const { findings, selected, rowHeight, headingHeight, head, after, className } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState<ReadonlySet<Severity>>(new Set())
  const lines = useMemo(() => listLines(groupFindings(findings), folded), [findings, folded])
  const [active, setActive] = useState<string | null>(selected)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? headingHeight : rowHeight),
    overscan: 12,
    initialOffset: () =>
      selected === null ? 0 : offsetOf(lines, lineOf(lines, selected), { rowHeight, headingHeight }),
  })
  const activeLine = lineOf(lines, active ?? selected)
  const keys = useListKeys({ lines, activeLine, setActive, reveal: (index) => virtual.scrollToIndex(index) }, props)
  const fold = (severity: Severity) =>
    setFolded((before) => {
      const after = new Set(before)
      if (!after.delete(severity)) after.add(severity)
      return after
    })
  return (
    <div ref={scroller} className={cn('hairless-scroll min-h-0 flex-1 overflow-auto', className)}>
      {head}
      {/* biome-ignore lint/a11y/useSemanticElements: rows out of sight are not mounted, which a table element cannot say */}
      <div
        role="grid"
        aria-label="Findings"
        aria-rowcount={lines.length}
        tabIndex={-1}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={keys}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          const place = { height: item.size, transform: `translateY(${item.start}px)` }
          return (
            <Line
              key={item.key}
              line={line}
              index={item.index}
              place={place}
              list={props}
              tabbable={item.index === activeLine}
              onFold={fold}
              onActive={setActive}
            />
          )
        })}
      </div>
      {after}
    </div>
  )
}

function offsetOf(
  lines: readonly ListLine[],
  index: number,
  sizes: Pick<FindingsListProps, 'rowHeight' | 'headingHeight'>,
): number {
  const above = lines.slice(0, Math.max(0, index - 3))
  return above.reduce((sum, line) => sum + (line.kind === 'heading' ? sizes.headingHeight : sizes.rowHeight), 0)
}

interface ListKeys {
  readonly lines: readonly ListLine[]
  readonly activeLine: number
  readonly setActive: (id: string) => void
  readonly reveal: (index: number) => void
}

function useListKeys({ lines, activeLine, setActive, reveal }: ListKeys, { onOpen, onMove }: FindingsListProps) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : STEPS[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const index = stepLine(lines, activeLine, step)
      const line = lines[index]
      if (line?.kind !== 'finding') return
      const grid = event.currentTarget
      setActive(line.finding.id)
      reveal(index)
      onMove?.(line.finding)
      requestAnimationFrame(() =>
        grid.querySelector<HTMLElement>(`[data-finding="${CSS.escape(line.finding.id)}"]`)?.focus(),
      )
      return
    }
    const line = lines[activeLine]
    const onRow = event.target instanceof HTMLElement && event.target.dataset['finding'] !== undefined
    if (event.key === 'Enter' && onRow && line?.kind === 'finding') onOpen(line.finding)
  }
}

interface LineProps {
  readonly line: ListLine
  readonly index: number
  readonly place: { readonly height: number; readonly transform: string }
  readonly list: FindingsListProps
  readonly tabbable: boolean
  readonly onFold: (severity: Severity) => void
  readonly onActive: (id: string) => void
}

function Line({ line, index, place, list, tabbable, onFold, onActive }: LineProps) {
  if (line.kind === 'heading') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the grid
      // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
      <div role="row" aria-rowindex={index + 1} className="absolute inset-x-0 top-0" style={place}>
        <GroupHeading
          severity={line.severity}
          count={line.count}
          folded={line.folded}
          onFold={() => onFold(line.severity)}
        />
      </div>
    )
  }
  const { finding } = line
  const selected = finding.id === list.selected
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid answers the keys
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      tabIndex={tabbable ? 0 : -1}
      data-finding={finding.id}
      onClick={() => list.onOpen(finding)}
      onFocus={() => onActive(finding.id)}
      style={place}
      className={cn(
        'absolute inset-x-0 top-0 cursor-default border-hair border-b -outline-offset-2',
        selected ? 'bg-accent-wash shadow-[inset_3px_0_var(--accent)]' : 'bg-card hover:bg-well',
      )}
    >
      {list.row(finding, selected)}
    </div>
  )
}

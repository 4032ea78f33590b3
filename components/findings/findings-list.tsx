'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import { cn } from '../ui/class-names.ts'
import { wholeNumber } from '../ui/say.ts'
import type { FindingGroup } from './group-findings.ts'
import { GroupHeading } from './group-heading.tsx'
import { type ListLine, lineOf, listLines } from './list-lines.ts'
import { useListKeys } from './use-list-keys.ts'

export interface FindingsListProps {
  readonly groups: readonly FindingGroup[]
  readonly selected: string | null
  /** Asked for by a click, Enter or e. */
  readonly onOpen: (finding: Finding) => void
  /** Asked for by moving; a list beside its detail follows the keys. */
  readonly onMove?: (finding: Finding) => void
  /** Ids of the findings that are marked; absent where none can be. */
  readonly marked?: ReadonlySet<string>
  readonly onMark?: (finding: Finding) => void
  /** The list is what the page is about: its letters work wherever the focus is. */
  readonly pageKeys?: boolean
  readonly rowHeight: number
  readonly headingHeight: number
  readonly row: (finding: Finding, marked: boolean) => ReactNode
  readonly className?: string
  /** Column heads, when the rows are a table. */
  readonly head?: ReactNode
  readonly after?: ReactNode
}

/** Mounts what is in sight, which a table element cannot say; fifty thousand scroll as ten do. One tab stop; the keys are those of `useListKeys`. */
export function FindingsList(props: FindingsListProps) {
  const { groups, selected, rowHeight, headingHeight, head, after, className } = props
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const { folded, fold } = useFolded()
  const lines = useMemo(() => listLines(groups, folded), [groups, folded])
  const [active, setActive] = useState<string | null>(selected)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? headingHeight : rowHeight),
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: head === undefined ? 0 : HEAD_HEIGHT,
    initialOffset: () =>
      selected === null ? 0 : offsetOf(lines, lineOf(lines, selected), { rowHeight, headingHeight }),
  })
  const activeLine = lineOf(lines, active ?? selected)
  const untouched = active === null && selected === null
  const reveal = (index: number) => virtual.scrollToIndex(index)
  const keys = useListKeys({ lines, activeLine, untouched, grid, setActive, reveal, fold }, props)
  return (
    <div ref={scroller} className={cn('hairless-scroll @container/list min-h-0 flex-1 overflow-auto', className)}>
      {head}
      <div
        ref={grid}
        role="treegrid"
        aria-label="Findings"
        aria-rowcount={lines.length}
        aria-multiselectable={props.marked !== undefined}
        tabIndex={-1}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={keys}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          const place = { height: item.size, transform: `translateY(${item.start}px)` }
          const common = { index: item.index, place, tabbable: item.index === activeLine, onActive: setActive }
          return line.kind === 'heading' ? (
            <HeadingLine key={item.key} line={line} {...common} onFold={fold} />
          ) : (
            <FindingLine key={item.key} line={line} {...common} list={props} />
          )
        })}
      </div>
      {after}
    </div>
  )
}

/** Of the column heads, which stay in sight. */
const HEAD_HEIGHT = 28

function useFolded() {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const fold = (key: string) =>
    setFolded((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  return { folded, fold }
}

function offsetOf(
  lines: readonly ListLine[],
  index: number,
  sizes: Pick<FindingsListProps, 'rowHeight' | 'headingHeight'>,
): number {
  const above = lines.slice(0, Math.max(0, index - 3))
  return above.reduce((sum, line) => sum + (line.kind === 'heading' ? sizes.headingHeight : sizes.rowHeight), 0)
}

interface LineProps<Line extends ListLine> {
  readonly line: Line
  readonly index: number
  readonly place: { readonly height: number; readonly transform: string }
  readonly tabbable: boolean
  readonly onActive: (id: string) => void
}

interface HeadingLineProps extends LineProps<ListLine & { kind: 'heading' }> {
  readonly onFold: (key: string) => void
}

function HeadingLine({ line, index, place, tabbable, onActive, onFold }: HeadingLineProps) {
  const { group, folded, id } = line
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid answers the keys
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-level={1}
      aria-expanded={!folded}
      aria-label={`${group.title}, ${wholeNumber(group.findings.length)}`}
      tabIndex={tabbable ? 0 : -1}
      data-line={id}
      onClick={() => onFold(group.key)}
      onFocus={() => onActive(id)}
      style={place}
      className="absolute inset-x-0 top-0 cursor-default border-hair border-b bg-chrome -outline-offset-2 hover:bg-well"
    >
      <GroupHeading group={group} folded={folded} />
    </div>
  )
}

interface FindingLineProps extends LineProps<ListLine & { kind: 'finding' }> {
  readonly list: FindingsListProps
}

function FindingLine({ line, index, place, list, tabbable, onActive }: FindingLineProps) {
  const { finding } = line
  const selected = finding.id === list.selected
  const marked = list.marked?.has(finding.id) ?? false
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid answers the keys
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-level={2}
      aria-selected={list.marked === undefined ? selected : marked}
      aria-current={selected ? 'true' : undefined}
      tabIndex={tabbable ? 0 : -1}
      data-line={finding.id}
      onClick={() => list.onOpen(finding)}
      onFocus={() => onActive(finding.id)}
      style={place}
      className={cn(
        'absolute inset-x-0 top-0 cursor-default border-hair border-b -outline-offset-2',
        selected ? 'bg-accent-wash shadow-[inset_3px_0_var(--accent)]' : 'bg-card hover:bg-well',
      )}
    >
      {list.row(finding, marked)}
    </div>
  )
}

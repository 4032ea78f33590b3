'use client'

/** The grid: only what is in sight is mounted, heads stay in place, one tab stop, arrows walk the cells. */

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MatrixCell, MatrixGroup } from '../../lib/reports/matrix-answer.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { type CellPlace, stepCell } from './matrix-keys.ts'

export interface MatrixGridProps {
  readonly groups: readonly MatrixGroup[]
  readonly cellAt: (from: number, to: number) => MatrixCell | null
  readonly onOpen: (from: number, to: number) => void
}

const CELL = { width: 100, height: 40 }
const HEAD = { width: 208, height: 66 }

export function MatrixGrid({ groups, cellAt, onOpen }: MatrixGridProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<CellPlace>({ from: 0, to: 0 })
  const shared = { count: groups.length, getScrollElement: () => frame.current, overscan: 4 }
  const rows = useVirtualizer({ ...shared, estimateSize: () => CELL.height, scrollPaddingStart: HEAD.height })
  const columns = useVirtualizer({
    ...shared,
    horizontal: true,
    estimateSize: () => CELL.width,
    scrollPaddingStart: HEAD.width,
  })
  const moved = useFocusAfterMove(frame, at)
  const press = (event: KeyboardEvent) => {
    const next = stepCell(event.key, at, groups.length)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    rows.scrollToIndex(next.from)
    columns.scrollToIndex(next.to)
    moved.current = true
    setAt(next)
  }
  const size = { width: HEAD.width + columns.getTotalSize(), height: HEAD.height + rows.getTotalSize() }
  return (
    <div ref={frame} className="hairless-scroll min-h-0 flex-1 overflow-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid is no table; most of its cells are not mounted */}
      <div
        role="grid"
        aria-label="Who can talk to whom"
        aria-rowcount={groups.length + 1}
        aria-colcount={groups.length + 1}
        onKeyDown={press}
        className="relative"
        style={size}
      >
        <Heads groups={groups} columns={columns} current={at.to} />
        {rows.getVirtualItems().map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of the virtual grid
          // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
          <div
            key={row.index}
            role="row"
            aria-rowindex={row.index + 2}
            className="absolute left-0 flex"
            style={{ top: HEAD.height + row.start, height: CELL.height, width: size.width }}
          >
            <RowHead group={groups[row.index] ?? null} current={row.index === at.from} />
            {columns.getVirtualItems().map((column) => (
              <Cell
                key={column.index}
                left={HEAD.width + column.start}
                place={{ from: row.index, to: column.index }}
                cell={cellAt(row.index, column.index)}
                names={[nameOf(groups[row.index]), nameOf(groups[column.index])]}
                outside={groups[row.index]?.interfaces === null}
                asked={[row, column].some(({ index }) => groups[index]?.interfaces !== null)}
                current={row.index === at.from && column.index === at.to}
                onFocus={() => setAt({ from: row.index, to: column.index })}
                onOpen={() => onOpen(row.index, column.index)}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** A cell that was walked to takes the focus once it is mounted. */
function useFocusAfterMove(frame: React.RefObject<HTMLDivElement | null>, at: CellPlace) {
  const moved = useRef(false)
  useEffect(() => {
    if (!moved.current) return
    const focus = () => {
      const cell = frame.current?.querySelector<HTMLElement>(`[data-cell="${at.from} ${at.to}"]`)
      if (!cell) return false
      cell.focus({ preventScroll: true })
      moved.current = false
      return true
    }
    if (focus()) return
    const frameId = requestAnimationFrame(() => void focus())
    return () => cancelAnimationFrame(frameId)
  }, [frame, at])
  return moved
}

interface HeadsProps {
  readonly groups: readonly MatrixGroup[]
  readonly columns: Virtualizer<HTMLDivElement, Element>
  readonly current: number
}

function Heads({ groups, columns, current }: HeadsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex border-hair-2 border-b bg-chrome"
      style={{ height: HEAD.height }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a head of the virtual grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
      <span
        role="columnheader"
        className="sticky left-0 z-10 flex items-end border-hair-2 border-r bg-chrome px-3 pb-1 text-2xs text-ink-3"
        style={{ width: HEAD.width }}
      >
        From ↓ To →
      </span>
      {columns.getVirtualItems().map((column) => {
        const group = groups[column.index]
        return group ? (
          // biome-ignore lint/a11y/useSemanticElements: a head of the virtual grid
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
          <span
            key={column.index}
            role="columnheader"
            aria-colindex={column.index + 2}
            title={visibleText(`${group.label} ${group.detail}`)}
            className={cn(
              'absolute bottom-0 flex h-full flex-col justify-end overflow-hidden px-1.5 pb-1 text-center text-xs leading-[14px]',
              column.index === current && 'text-accent',
            )}
            style={{ left: HEAD.width + column.start, width: CELL.width }}
          >
            <b className="line-clamp-3 font-semibold">
              <SafeText text={group.label} />
            </b>
            <span className="mono truncate text-2xs text-ink-3">
              <SafeText text={group.detail} />
            </span>
          </span>
        ) : null
      })}
    </div>
  )
}

function RowHead({ group, current }: { readonly group: MatrixGroup | null; readonly current: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a head of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
    <span
      role="rowheader"
      title={group === null ? undefined : visibleText(`${group.label} ${group.detail}`)}
      className={cn(
        'sticky left-0 z-10 flex flex-none flex-col justify-center border-hair border-r border-b bg-chrome px-3 text-xs leading-[15px]',
        current && 'text-accent',
      )}
      style={{ width: HEAD.width }}
    >
      {group !== null && (
        <>
          <b className="truncate font-semibold">
            <SafeText text={group.label} />
          </b>
          <span className="mono truncate text-2xs text-ink-3">
            <SafeText text={group.detail} />
          </span>
        </>
      )}
    </span>
  )
}

interface CellProps {
  readonly left: number
  readonly place: CellPlace
  readonly cell: MatrixCell | null
  readonly names: readonly [from: string, to: string]
  /** From the internet. */
  readonly outside: boolean
  /** False between the internet and itself. */
  readonly asked: boolean
  readonly current: boolean
  readonly onFocus: () => void
  readonly onOpen: () => void
}

function Cell({ left, place, cell, names, outside, asked, current, onFocus, onOpen }: CellProps) {
  const words = asked ? (cell?.ports.join(', ') ?? 'nothing passes') : 'not asked'
  const said = `${names[0]} to ${names[1]}: ${cell?.verdict === 'unknown' ? 'unknown, ' : ''}${words}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid
    <button
      type="button"
      role="gridcell"
      data-cell={`${place.from} ${place.to}`}
      tabIndex={current ? 0 : -1}
      aria-colindex={place.to + 2}
      aria-disabled={!asked}
      aria-label={visibleText(said)}
      title={visibleText(said)}
      onFocus={onFocus}
      onClick={onOpen}
      className={cn(
        'mono absolute top-0 h-full overflow-hidden border-hair border-r border-b px-1 text-center leading-[13px] -outline-offset-2',
        place.from === place.to &&
          cell === null &&
          'bg-[linear-gradient(to_top_right,transparent_48.5%,var(--hair-2)_49%,var(--hair-2)_51%,transparent_51.5%)]',
        cell?.verdict === 'reachable' && (outside ? 'bg-crit-wash text-crit' : 'bg-hair/70 text-ink'),
        cell?.verdict === 'unknown' && 'text-ink-2',
        current && 'outline-2 outline-accent',
      )}
      style={{ left, width: CELL.width }}
    >
      {cell !== null && (
        <span
          className={cn(
            'mx-auto line-clamp-2 max-w-full px-0.5',
            cell.verdict === 'unknown' && 'rounded-sm border border-ink-3 border-dotted',
          )}
        >
          {cell.verdict === 'unknown' && '? '}
          <SafeText text={cell.ports.map(shortPorts).join(' · ')} />
        </span>
      )}
    </button>
  )
}

/** Plain numbers are TCP ports, as the legend says. Only in front: so the name of the cell holds what it shows. */
function shortPorts(words: string, index: number): string {
  return index === 0 && words.startsWith('tcp/') ? words.slice('tcp/'.length) : words
}

function nameOf(group: MatrixGroup | undefined): string {
  return group?.label ?? ''
}

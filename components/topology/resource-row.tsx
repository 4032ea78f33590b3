/** Rows and cells of the table twin. */

import { memo, type ReactNode } from 'react'
import { middleEllipsis, visibleText } from '../../lib/reports/visible-text.ts'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import type { Badge } from './node-words.ts'
import { SeverityMark } from './severity-mark.tsx'

export const COLUMNS = ['Name', 'Type', 'Id', 'Detail', 'Account', 'Region'] as const

export function HeaderRow() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <div role="row" aria-rowindex={1} className="pt-table-row pt-table-head">
      {COLUMNS.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
        // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
        <span key={column} role="columnheader">
          {column}
        </span>
      ))}
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly row: ResourceRow | null
  readonly badge: Badge | null
  readonly selected: boolean
  readonly active: boolean
  readonly onPress: (id: string) => void
}

const ID_LETTERS = 24

export const Row = memo(function Row({ id, index, top, row, badge, selected, active, onPress }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-level={row?.depth ?? 1}
      aria-selected={selected}
      className={`pt-table-row${selected ? ' is-selected' : ''}${active ? ' is-active' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => row && onPress(row.id)}
    >
      {row ? <Cells row={row} badge={badge} /> : <Cell className="pt-cell-wait">Loading</Cell>}
    </div>
  )
})

function Cells({ row, badge }: { readonly row: ResourceRow; readonly badge: Badge | null }) {
  return (
    <>
      <Cell className={`pt-cell-name pt-depth-${Math.min(row.depth, 8)}`}>
        <span className="pt-cell-badge">{badge && <SeverityMark severity={badge.worst} size={14} />}</span>
        <b title={visibleText(row.name ?? row.id)}>
          {row.name === null ? <i>No name</i> : <SafeText text={row.name} />}
        </b>
      </Cell>
      <Cell>{visibleText(row.type)}</Cell>
      <Cell className="pt-cell-id">
        <span title={visibleText(row.id)}>{middleEllipsis(visibleText(row.id), ID_LETTERS)}</span>
        <CopyButton text={row.id} label={`Copy ${row.id}`} words={false} tabIndex={-1} />
      </Cell>
      <Cell className="pt-cell-mono">
        <SafeText text={row.detail} />
      </Cell>
      <Cell className="pt-cell-mono">{visibleText(row.account)}</Cell>
      <Cell className="pt-cell-mono">{visibleText(row.region)}</Cell>
    </>
  )
}

function Cell({ className = '', children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <span role="gridcell" className={`pt-cell ${className}`}>
      {children}
    </span>
  )
}

/** Rows and cells of the table twin. */

import { memo, type ReactNode } from 'react'
import type { InterfaceExposure } from '../../lib/reports/exposure-lens.ts'
import { middleEllipsis, visibleText } from '../../lib/reports/visible-text.ts'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { StateMark } from './lens-mark.tsx'
import { EXPOSURE_STATE_WORDS } from './lens-paint.ts'
import type { Badge } from './node-words.ts'
import { SeverityMark } from './severity-mark.tsx'

const PLAIN_COLUMNS = ['Name', 'Type', 'Id', 'Detail', 'Account', 'Region'] as const
const LENS_COLUMNS = ['Name', 'Type', 'Id', 'Exposure', 'Ports', 'Detail', 'Account', 'Region'] as const

/** In the exposure lens the table says what the map paints. */
export function columnsOf(onLens: boolean): readonly string[] {
  return onLens ? LENS_COLUMNS : PLAIN_COLUMNS
}

export function HeaderRow({ onLens }: { readonly onLens: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <div role="row" aria-rowindex={1} className="pt-table-row pt-table-head">
      {columnsOf(onLens).map((column) => (
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
  /** Undefined while the exposure lens is not shown; null for what it says nothing of. */
  readonly exposure: InterfaceExposure | null | undefined
  readonly selected: boolean
  readonly active: boolean
  readonly onPress: (id: string) => void
}

const ID_LETTERS = 24

export const Row = memo(function Row({ id, index, top, row, badge, exposure, selected, active, onPress }: RowProps) {
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
      {row ? <Cells row={row} badge={badge} exposure={exposure} /> : <Cell className="pt-cell-wait">Loading</Cell>}
    </div>
  )
})

interface CellsProps extends Pick<RowProps, 'badge' | 'exposure'> {
  readonly row: ResourceRow
}

function Cells({ row, badge, exposure }: CellsProps) {
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
      {exposure !== undefined && <ExposureCells exposure={exposure} />}
      <Cell className="pt-cell-mono">
        <SafeText text={row.detail} />
      </Cell>
      <Cell className="pt-cell-mono">{visibleText(row.account)}</Cell>
      <Cell className="pt-cell-mono">{visibleText(row.region)}</Cell>
    </>
  )
}

function ExposureCells({ exposure }: { readonly exposure: InterfaceExposure | null }) {
  if (exposure === null) {
    return (
      <>
        <Cell />
        <Cell />
      </>
    )
  }
  const { state, ports, change, via } = exposure
  const through = via.length === 0 ? '' : ` through ${via.map(({ id, name }) => name ?? id).join(', ')}`
  return (
    <>
      <Cell className="pt-cell-state">
        <StateMark state={state} size={13} />
        {EXPOSURE_STATE_WORDS[state]}
      </Cell>
      <Cell className="pt-cell-mono">
        <SafeText text={change?.short ?? `${ports.join(' · ')}${through}`} />
      </Cell>
    </>
  )
}

function Cell({ className = '', children }: { readonly className?: string; readonly children?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtual and a tree
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <span role="gridcell" className={`pt-cell ${className}`}>
      {children}
    </span>
  )
}

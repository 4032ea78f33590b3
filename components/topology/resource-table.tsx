'use client'

/** The table twin of the map: the same resources in tree order, for readers, for keyboards and for thousands. */

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState } from 'react'
import type { InterfaceExposure } from '../../lib/reports/exposure-lens.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import type { Badge } from './node-words.ts'
import { columnsOf, HeaderRow, Row } from './resource-row.tsx'
import { type LoadRows, useRowPages } from './use-row-pages.ts'
import { useTableKeys } from './use-table-keys.ts'
import './marks.css'
import './resource-table.css'

export interface ResourceTableProps {
  /** One page of rows. Must keep its identity while its answer stays the same; a new one empties the table. */
  readonly load: LoadRows
  readonly selection: string | null
  readonly onSelect: (id: string) => void
  /** By resource id, as on the map. */
  readonly badges: ReadonlyMap<string, Badge>
  /** By resource id, in the exposure lens; null while it is not shown. */
  readonly exposure: ReadonlyMap<string, InterfaceExposure> | null
  /** What was searched, for the words of an empty table. */
  readonly query?: string
}

const ROW_HEIGHT = 29

export function ResourceTable(props: ResourceTableProps) {
  const { load, selection, onSelect, exposure } = props
  const onLens = exposure !== null
  const pages = useRowPages(load)
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const domPrefix = `${useId()}-`
  const virtual = useVirtualizer({
    count: pages.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const first = items.at(0)?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => pages.need(first, last), [pages, first, last])

  const go = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const onKeyDown = useTableKeys({ pages, active, go, onSelect, pageRows: Math.max(1, items.length - 24) })

  if (pages.failed)
    return <Notice title="The resources could not be loaded" text={pages.failed} onRetry={pages.retry} />
  if (pages.total === 0) return <EmptyTable query={props.query ?? ''} />
  return (
    <div
      role="treegrid"
      className={onLens ? 'pt-table has-exposure' : 'pt-table'}
      aria-label="Resources"
      aria-rowcount={(pages.total ?? 0) + 1}
      aria-colcount={columnsOf(onLens).length}
      aria-busy={pages.total === null}
      aria-activedescendant={pages.row(active) ? `${domPrefix}${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        // The grid keeps the focus and names its active row.
        if (event.target instanceof HTMLButtonElement || event.target === event.currentTarget) return
        event.currentTarget.focus({ preventScroll: true })
      }}
      ref={scroller}
    >
      <HeaderRow onLens={onLens} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className="pt-table-body" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <Row
            key={index}
            id={`${domPrefix}${index}`}
            index={index}
            top={start}
            row={pages.row(index)}
            badge={props.badges.get(pages.row(index)?.id ?? '') ?? null}
            exposure={exposure === null ? undefined : (exposure.get(pages.row(index)?.id ?? '') ?? null)}
            selected={selection !== null && pages.row(index)?.id === selection}
            active={index === active}
            onPress={(id) => {
              setActive(index)
              onSelect(id)
            }}
          />
        ))}
      </div>
    </div>
  )
}

function EmptyTable({ query }: { readonly query: string }) {
  return query === '' ? (
    <Notice
      title="No resources"
      text="Nothing with an id was found in what was collected; the gaps say what was not."
    />
  ) : (
    <Notice
      title="Nothing found"
      text={`No resource has “${visibleText(query)}” in its name, id, type, address or tags.`}
    />
  )
}

interface NoticeProps {
  readonly title: string
  readonly text: string
  readonly onRetry?: () => void
}

function Notice({ title, text, onRetry }: NoticeProps) {
  return (
    <section className="pt-table-notice" aria-label={title}>
      <h2>{title}</h2>
      <p>{text}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </section>
  )
}

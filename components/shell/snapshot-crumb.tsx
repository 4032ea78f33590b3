'use client'

import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { visibleText } from '../../lib/reports/visible-text.ts'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { SafeText } from '../ui/safe-text.tsx'

const loadMenu = async () => ({ default: (await import('./snapshot-menu.tsx')).SnapshotMenu })
const SnapshotMenu = lazy(loadMenu)

export interface SnapshotCrumbProps {
  readonly snapshots: readonly SnapshotSummary[]
  readonly open: SnapshotSummary
  readonly onOpen: (id: string) => void
  readonly onAll: () => void
  readonly onImport: () => void
}

const TRIGGER = '-ml-1.5 flex h-7 min-w-0 items-center gap-1 rounded-md px-1.5 hover:bg-well'

/** The first part of the breadcrumb: which snapshot is open, and a menu of the others that loads when it is wanted. */
export function SnapshotCrumb({ open, ...rest }: SnapshotCrumbProps) {
  const [wanted, setWanted] = useState(false)
  const label = `Snapshot ${visibleText(open.name)}. Open another`
  const face = (
    <>
      <b className="max-w-56 truncate font-semibold">
        <SafeText text={open.name} />
      </b>
      <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" className="text-ink-3" />
    </>
  )
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={label}
      className={TRIGGER}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setWanted(true)}
    >
      {face}
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <SnapshotMenu {...rest} openId={open.id} label={label} trigger={face} triggerClassName={TRIGGER} />
    </Suspense>
  )
}

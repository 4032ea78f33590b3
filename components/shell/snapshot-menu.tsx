'use client'

import { ChevronDown, Plus } from 'lucide-react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { utcTime } from '../ui/say.ts'

export interface SnapshotMenuProps {
  readonly snapshots: readonly SnapshotSummary[]
  readonly open: SnapshotSummary
  readonly onOpen: (id: string) => void
  readonly onAll: () => void
  readonly onImport: () => void
}

const SHOWN = 12

/** The first part of the breadcrumb: which snapshot, and the way to another. */
export function SnapshotMenu({ snapshots, open, onOpen, onAll, onImport }: SnapshotMenuProps) {
  return (
    <Menu
      label={`Snapshot ${open.name}. Open another`}
      triggerClassName="flex h-7 min-w-0 items-center gap-1 rounded-md px-1.5 -ml-1.5 hover:bg-well"
      trigger={
        <>
          <b className="max-w-56 truncate font-semibold">
            <SafeText text={open.name} />
          </b>
          <ChevronDown size={14} strokeWidth={1.6} aria-hidden="true" className="text-ink-3" />
        </>
      }
    >
      {snapshots.slice(0, SHOWN).map((snapshot) => (
        <MenuItem key={snapshot.id} current={snapshot.id === open.id} onSelect={() => onOpen(snapshot.id)}>
          <span className="min-w-0 flex-1 truncate">
            <SafeText text={snapshot.name} />
          </span>
          <span className="mono text-ink-2">{utcTime(snapshot.createdAt)}</span>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={onAll}>All snapshots</MenuItem>
      <MenuItem onSelect={onImport}>
        <Plus size={14} strokeWidth={1.6} aria-hidden="true" />
        Import
      </MenuItem>
    </Menu>
  )
}

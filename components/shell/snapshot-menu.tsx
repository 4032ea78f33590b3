import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { utcTime } from '../ui/say.ts'

export interface SnapshotMenuProps {
  readonly snapshots: readonly SnapshotSummary[]
  readonly openId: string
  readonly label: string
  readonly trigger: ReactNode
  readonly triggerClassName: string
  readonly onOpen: (id: string) => void
  readonly onAll: () => void
  readonly onImport: () => void
}

const SHOWN = 12

/** The newest snapshots, and the way to the rest. Mounted when it is first asked for, so it opens at once. */
export function SnapshotMenu(props: SnapshotMenuProps) {
  const { snapshots, openId, label, trigger, triggerClassName, onOpen, onAll, onImport } = props
  return (
    <Menu defaultOpen label={label} triggerClassName={triggerClassName} trigger={trigger}>
      {snapshots.slice(0, SHOWN).map((snapshot) => (
        <MenuItem key={snapshot.id} current={snapshot.id === openId} onSelect={() => onOpen(snapshot.id)}>
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

import { ChevronDown } from 'lucide-react'
import type { GroupBy } from '../../lib/view-state/view-state.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'

export const GROUP_WORDS: Readonly<Record<GroupBy, string>> = {
  severity: 'severity',
  rule: 'rule',
  vpc: 'VPC',
  charter: 'charter sentence',
  cause: 'root cause',
}

const ORDER: readonly GroupBy[] = ['severity', 'rule', 'vpc', 'charter', 'cause']

export interface GroupMenuProps {
  readonly value: GroupBy
  readonly onChange: (value: GroupBy) => void
}

export function GroupMenu({ value, onChange }: GroupMenuProps) {
  return (
    <Menu
      label={`Group by ${GROUP_WORDS[value]}`}
      triggerClassName="flex h-[26px] items-center gap-1.5 rounded-md px-1.5 hover:bg-well hover:text-ink"
      trigger={
        <>
          <span>
            Group by <b className="font-semibold text-ink">{GROUP_WORDS[value]}</b>
          </span>
          <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" />
        </>
      }
    >
      {ORDER.map((each) => (
        <MenuItem key={each} current={each === value} onSelect={() => onChange(each)}>
          {GROUP_WORDS[each].replace(/^./, (letter) => letter.toUpperCase())}
        </MenuItem>
      ))}
    </Menu>
  )
}

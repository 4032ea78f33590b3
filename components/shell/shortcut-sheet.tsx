import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Go',
    keys: [
      ['g m', 'Map'],
      ['g f', 'Findings'],
      ['g t', 'Table'],
      ['g g', 'Gaps'],
      ['g s', 'Snapshots'],
      ['g i', 'Import'],
    ],
  },
  {
    title: 'Find and read',
    keys: [
      ['/', 'Find'],
      ['n', 'Next finding'],
      ['p', 'Previous finding'],
      ['[', 'Show or hide the panel'],
      [']', 'Findings or inspector'],
      ['Esc', 'Clear the selection'],
      ['?', 'This sheet'],
    ],
  },
  {
    title: 'In a list',
    keys: [
      ['j', 'Down'],
      ['k', 'Up'],
      ['Enter', 'Open'],
    ],
  },
  {
    title: 'On the map',
    keys: [
      ['Arrow keys', 'To the neighbour in that direction'],
      ['Enter', 'Select'],
      ['0', 'Fit everything'],
      ['+  −', 'Zoom'],
    ],
  },
]

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose} width="lg">
      <div className="grid grid-cols-2 gap-x-8 gap-y-5">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-2xs text-ink-3">{group.title}</h3>
            <dl className="space-y-1.5">
              {group.keys.map(([keys, does]) => (
                <div key={keys} className="flex items-center gap-3">
                  <dt className="w-24 shrink-0">
                    <Kbd>{keys}</Kbd>
                  </dt>
                  <dd className="text-xs">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

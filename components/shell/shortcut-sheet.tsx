import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

type Keys = readonly (readonly [keys: string, does: string])[]

const GO: Keys = [
  ['g m', 'Map'],
  ['g f', 'Findings'],
  ['g t', 'Table'],
  ['g x', 'Matrix'],
  ['g g', 'Gaps'],
  ['g c', 'Charter'],
]

const OWN: Keys = [
  ['g s', 'Snapshots'],
  ['g i', 'Import'],
  ['g ,', 'Settings'],
]

const ANYWHERE: Keys = [
  ['/', 'Search: words, or severity:high'],
  ['Ctrl K', 'Go anywhere, ask anything'],
  ['a', 'Ask a question'],
  ['1 4', 'Placement, exposure'],
  ['n', 'Next finding'],
  ['p', 'Previous finding'],
  ['[', 'Show or hide the panel'],
  [']', 'The panel’s next tab'],
  ['Esc', 'Leave the finding or the answer'],
  ['?', 'This sheet'],
]

const LIST: Keys = [
  ['j k', 'Next, previous finding'],
  ['↑ ↓', 'Line by line, headings too'],
  ['← →', 'Fold, unfold a group'],
  ['x', 'Mark, for one ticket'],
  ['e Enter', 'Open a finding, fold a group'],
]

const TABLE: Keys = [
  ['↑ ↓', 'Row by row'],
  ['← →', 'To the container, to its first content'],
  ['PgUp PgDn', 'Page by page'],
  ['Home End', 'First, last'],
  ['Enter', 'Inspect'],
]

const MATRIX: Keys = [
  ['← ↑ ↓ →', 'Cell by cell'],
  ['Home End', 'First, last of the row'],
  ['Enter', 'Ask about the cell'],
]

const MAP: Keys = [
  ['← ↑ ↓ →', 'To the neighbour in that direction'],
  ['Alt ↑ ↓', 'To the container, to its first content'],
  ['Home End', 'First, last'],
  ['Enter', 'Select'],
  ['e E', 'Along a line, out and back in'],
  ['] [', 'Show more, less of a container'],
  ['f', 'Frame what is in focus'],
  ['0', 'Show the whole map'],
  ['+ −', 'Zoom'],
  ['Shift ← ↑ ↓ →', 'Pan'],
]

interface Group {
  readonly title: string
  readonly keys: Keys
}

/** Two columns, of about the same length. */
function columnsFor(owner: boolean): readonly (readonly Group[])[] {
  return [
    [
      { title: 'Go', keys: owner ? [...GO, ...OWN] : GO },
      { title: 'In the findings', keys: LIST },
      { title: 'In the table', keys: TABLE },
      { title: 'In the matrix', keys: MATRIX },
    ],
    [
      { title: 'Anywhere', keys: ANYWHERE },
      { title: 'On the map, while it has the focus', keys: MAP },
    ],
  ]
}

export interface ShortcutSheetProps {
  readonly owner: boolean
  readonly onClose: () => void
}

/** Every key there is; a guest's sheet names only the views a guest has. */
export function ShortcutSheet({ owner, onClose }: ShortcutSheetProps) {
  return (
    <Dialog title="Keyboard" onClose={onClose} width="lg">
      <ShortcutList owner={owner} />
    </Dialog>
  )
}

export function ShortcutList({ owner }: { readonly owner: boolean }) {
  return (
    <div className="grid grid-cols-2 gap-x-8">
      {columnsFor(owner).map((groups) => (
        <div key={groups[0]?.title} className="space-y-5">
          {groups.map(({ title, keys }) => (
            <section key={title}>
              <h3 className="mb-1.5 text-2xs text-ink-3">{title}</h3>
              <dl className="space-y-1.5">
                {keys.map(([pressed, does]) => (
                  <div key={pressed} className="flex items-baseline gap-3">
                    <dt className="w-26 shrink-0 whitespace-nowrap">
                      <Kbd>{pressed}</Kbd>
                    </dt>
                    <dd className="text-xs">{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      ))}
    </div>
  )
}

/** Views and actions by name. */

import type { View } from '../../lib/view-state/view-state.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'

export interface Command {
  readonly key: string
  /** `View`, `Action`, or the kind of a resource. */
  readonly kind: string
  readonly label: string
  readonly detail: string
  readonly run: () => void
}

export interface CommandContext {
  readonly owner: boolean
  readonly update: UpdateView
  readonly actions: Pick<WorkspaceActions, 'setLens' | 'leaveWhatIf' | 'stepFinding'>
}

const VIEWS: readonly (readonly [view: View, label: string, keys: string])[] = [
  ['map', 'Map', 'g m'],
  ['findings', 'Findings', 'g f'],
  ['matrix', 'Matrix', 'g x'],
  ['table', 'Table', 'g t'],
  ['gaps', 'Gaps', 'g g'],
  ['charter', 'Charter', 'g c'],
]

const OWN_VIEWS: typeof VIEWS = [
  ['snapshots', 'Snapshots', 'g s'],
  ['import', 'Import', 'g i'],
  ['settings', 'Settings', 'g ,'],
]

/** Every word of the text somewhere in the label; all of them for an empty text. */
export function commandsFor(text: string, context: CommandContext): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return all(context).filter(({ kind, label }) =>
    words.every((word) => `${kind} ${label}`.toLowerCase().includes(word)),
  )
}

function all({ owner, update, actions }: CommandContext): readonly Command[] {
  const action = (label: string, detail: string, run: () => void): Command => ({
    key: label,
    kind: 'Action',
    label,
    detail,
    run,
  })
  return [
    action('Ask a question', 'a', () => update({ panel: 'ask' })),
    action('Exposure lens', '4', () => actions.setLens('exposure')),
    action('Placement lens', '1', () => actions.setLens('placement')),
    action('Next finding', 'n', () => actions.stepFinding(1)),
    ...[...VIEWS, ...(owner ? OWN_VIEWS : [])].map(
      ([view, label, detail]): Command => ({ key: view, kind: 'View', label, detail, run: () => update({ view }) }),
    ),
  ]
}

/** Pan, zoom and fit, for those who do not drag. */

import type { ReactNode } from 'react'
import { visibleText } from '../../lib/reports/visible-text.ts'
import type { MapCommand } from './map-keys.ts'

interface MapControlsProps {
  readonly onCommand: (command: MapCommand) => void
  /** The container in focus, whose level the first two buttons change; null when there is none. */
  readonly container: string | null
  readonly children: ReactNode
}

interface ToolButton {
  readonly label: string
  readonly path: string
  readonly command: MapCommand
}

const BUTTONS: readonly ToolButton[] = [
  { label: 'Pan left', path: 'M12 5L7 10l5 5', command: { kind: 'pan', direction: 'left' } },
  { label: 'Pan up', path: 'M5 12l5-5 5 5', command: { kind: 'pan', direction: 'up' } },
  { label: 'Pan down', path: 'M5 8l5 5 5-5', command: { kind: 'pan', direction: 'down' } },
  { label: 'Pan right', path: 'M8 5l5 5-5 5', command: { kind: 'pan', direction: 'right' } },
  { label: 'Zoom out', path: 'M4.5 10h11', command: { kind: 'zoom', factor: 1 / 1.2 } },
  { label: 'Zoom in', path: 'M4.5 10h11M10 4.5v11', command: { kind: 'zoom', factor: 1.2 } },
  {
    label: 'Show the whole map',
    path: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13',
    command: { kind: 'fit' },
  },
]

/** The instrument in the corner: the thumbnail above, its buttons below. */
export function MapControls({ onCommand, container, children }: MapControlsProps) {
  return (
    <div className="pt-instrument">
      {children}
      <div className="pt-buttons" role="toolbar" aria-label="Camera">
        {[...levelButtons(container), ...BUTTONS].map(({ label, path, command }) => (
          <button
            key={path}
            type="button"
            aria-label={label}
            title={label}
            disabled={command.kind === 'level' && container === null}
            onClick={() => onCommand(command)}
          >
            <svg className="pt-glyph" width="14" height="14" viewBox="0 0 20 20" aria-hidden="true">
              <path d={path} />
            </svg>
          </button>
        ))}
      </div>
    </div>
  )
}

function levelButtons(container: string | null): readonly ToolButton[] {
  const of = container ?? 'the selected box'
  return [
    { label: `Show less of ${visibleText(of)}`, path: 'M4 7h12v6H4z', command: { kind: 'level', change: 'less' } },
    {
      label: `Show more of ${visibleText(of)}`,
      path: 'M3.5 3.5h13v13h-13zM3.5 10h13M10 3.5v13',
      command: { kind: 'level', change: 'more' },
    },
  ]
}

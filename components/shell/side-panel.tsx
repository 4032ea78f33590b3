'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import type { Panel } from '../../lib/view-state/view-state.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { wholeNumber } from '../ui/say.ts'
import { Tabs } from '../ui/tabs.tsx'

const WIDTH = { standard: 380, least: 320, most: 720, step: 20 }

function clamp(width: number): number {
  return Math.min(WIDTH.most, Math.max(WIDTH.least, width))
}

export interface SidePanelProps {
  readonly panel: Exclude<Panel, 'none'>
  readonly onPanel: (panel: Panel) => void
  readonly findingCount: number
  /** Rules are thought away: their tab is there as long as they are. */
  readonly whatIf: boolean
  /** Beside the tabs: "1 of 38" and its arrows. */
  readonly aside: ReactNode
  readonly children: ReactNode
}

/** The one right panel. Its edge is dragged or moved with the arrow keys. */
export function SidePanel({ panel, onPanel, findingCount, whatIf, aside, children }: SidePanelProps) {
  const [width, setWidth] = useState(WIDTH.standard)
  return (
    <aside
      data-no-print
      aria-label="Details"
      className="relative flex min-h-0 max-w-[60vw] flex-none flex-col border-hair border-l bg-chrome"
      style={{ width }}
    >
      <Edge width={width} onWidth={(next) => setWidth(clamp(next))} />
      <Tabs
        label="Details"
        items={[
          {
            value: 'findings',
            label: (
              <>
                Findings <span className="font-normal text-ink-3">{wholeNumber(findingCount)}</span>
              </>
            ),
          },
          { value: 'inspector', label: 'Inspector' },
          { value: 'ask', label: 'Ask' },
          ...(whatIf ? [{ value: 'what-if' as const, label: 'What if' }] : []),
        ]}
        value={panel}
        onChange={onPanel}
        className="flex min-h-0 flex-1 flex-col"
        listClassName="h-10 flex-none border-hair border-b pl-4 pr-2"
        tabClassName="h-10"
        aside={
          <div className="ml-auto flex items-center gap-0.5">
            {aside}
            <IconButton icon={X} label="Close panel" onClick={() => onPanel('none')} />
          </div>
        }
      >
        {children}
      </Tabs>
    </aside>
  )
}

interface EdgeProps {
  readonly width: number
  readonly onWidth: (width: number) => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: WIDTH.step, ArrowRight: -WIDTH.step }

function Edge({ width, onWidth }: EdgeProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onWidth(window.innerWidth - event.clientX)
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    onWidth(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and dragged; this is the window splitter pattern
    <div
      role="separator"
      aria-label="Width of the details"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={WIDTH.least}
      aria-valuemax={WIDTH.most}
      tabIndex={0}
      data-no-print
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onWidth(WIDTH.standard)}
      onKeyDown={key}
      className="-left-1 absolute inset-y-0 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/30 focus-visible:bg-accent/30"
    />
  )
}

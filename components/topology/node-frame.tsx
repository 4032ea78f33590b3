/** What every node of the map shares: its place in the tree for readers, its state, its marks and its level control. */

import type { CSSProperties, ReactNode } from 'react'
import type { ExposureLevel } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import type { Level } from '../../lib/topology/scene.ts'
import { cropped } from '../../lib/topology/text-width.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { contentsThatFit } from './contents-that-fit.ts'
import type { NodeLens } from './lens-paint.ts'
import { LEVELS, nextLevel } from './level-steps.ts'
import { domId, type MapPaint, usePaint } from './map-store.ts'
import { type Badge, counted, nodeWords } from './node-words.ts'
import type { PlacedNode } from './scene-index.ts'
import { SeverityMark } from './severity-mark.tsx'

/** What a React Flow node carries; its identity changes only with the scene. */
export interface NodeData extends Record<string, unknown> {
  readonly place: PlacedNode
}

export interface NodePaint {
  readonly badge: Badge | null
  readonly exposure: ExposureLevel | null
  /** Null while the exposure lens is not shown, and for what it says nothing of. */
  readonly lens: NodeLens | null
  /** The exposure lens is shown: severities step back. */
  readonly onLens: boolean
  readonly inside: number
}

export function useNodePaint(id: string): NodePaint {
  const badge = usePaint((paint) => paint.badges.get(id) ?? null)
  const exposure = usePaint((paint) => paint.exposure.get(id) ?? null)
  const lens = usePaint((paint) => paint.lens?.nodes.get(id) ?? null)
  const onLens = usePaint((paint) => paint.lens !== null)
  const inside = usePaint((paint) => paint.inside.get(id) ?? 0)
  return { badge: onLens ? null : badge, exposure: onLens ? null : exposure, lens, onLens, inside }
}

interface NodeFrameProps {
  readonly place: PlacedNode
  readonly paint: NodePaint
  readonly className: string
  readonly style?: CSSProperties
  readonly children?: ReactNode
}

export function NodeFrame({ place, paint, className, style, children }: NodeFrameProps) {
  const { node, depth } = place
  const state = usePaint((all) => stateClasses(all, node.id))
  const prefix = usePaint((all) => all.domPrefix)
  const expandable = node.level !== null
  return (
    <div
      id={domId(prefix, node.id)}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth}
      aria-selected={state.includes('is-selected')}
      aria-expanded={expandable ? node.contents.length === 0 : undefined}
      className={`pt-node ${className}${state}`}
      style={style}
    >
      <span className="pt-said">{nodeWords(node, paint)}</span>
      <span className="pt-face" aria-hidden="true">
        {children}
        <LevelControl place={place} />
      </span>
    </div>
  )
}

function stateClasses(paint: MapPaint, id: string): string {
  const { emphasis } = paint
  let state = emphasis.lit.has(id) ? ' is-lit' : ''
  if (emphasis.selectedNodes.has(id)) state += ' is-selected'
  if (emphasis.onPath.has(id)) state += ' is-path'
  if (paint.focused === id) state += ' is-focused'
  return state
}

interface NameProps {
  readonly text: string
  /** The name is cut in its middle to this width. */
  readonly width?: number
  /** What is seen of it, where that was worked out already. */
  readonly shown?: string
}

/** A name, its full text to be had, and no character in it that hides or turns. */
export function Name({ text, width, shown }: NameProps) {
  return (
    <b className="pt-name" title={visibleText(text)}>
      <SafeText text={shown ?? (width === undefined ? text : cropped(text, width, NAME_TYPE))} />
    </b>
  )
}

const NAME_TYPE = { size: 12, face: 'bold' } as const

export function Mono({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  return (
    <span className={`pt-mono ${className}`} title={visibleText(text)}>
      <SafeText text={text} />
    </span>
  )
}

export function NodeBadge({ badge, size = 15 }: { readonly badge: Badge | null; readonly size?: number }) {
  return badge ? (
    <span className="pt-badge" title={counted(badge.count, 'finding')}>
      <SeverityMark severity={badge.worst} size={size} label="" />
    </span>
  ) : null
}

/** Codes and counts of what a closed container holds. */
export function Contents({ place, width }: { readonly place: PlacedNode; readonly width: number }) {
  const { shown, rest } = contentsThatFit(place.node.contents, width)
  return (
    <span className="pt-contents">
      {shown.map((words) => (
        <span key={words} className="pt-count">
          {words}
        </span>
      ))}
      {rest > 0 && <span className="pt-count">+{rest.toLocaleString('en')}</span>}
    </span>
  )
}

/** − and + of a container: how much of it is shown. For the pointer; keys `[` and `]` and the toolbar do the same. */
function LevelControl({ place }: { readonly place: PlacedNode }) {
  const setLevel = usePaint((paint) => paint.setLevel)
  const { id, label, level, kind } = place.node
  if (level === null) return null
  const steps = LEVELS[kind] ?? []
  if (steps.length < 2) return null
  const buttons = [
    { sign: '−', words: `Show less of ${visibleText(label)}`, to: nextLevel(kind, level, 'less') },
    { sign: '+', words: `Show more of ${visibleText(label)}`, to: nextLevel(kind, level, 'more') },
  ] satisfies { sign: string; words: string; to: Level | null }[]
  return (
    <span className="pt-levels nopan">
      {buttons.map(({ sign, words, to }) => (
        <button
          key={sign}
          type="button"
          tabIndex={-1}
          disabled={to === null}
          aria-label={words}
          title={words}
          onClick={(event) => {
            event.stopPropagation()
            if (to) setLevel(id, to)
          }}
        >
          {sign}
        </button>
      ))}
    </span>
  )
}

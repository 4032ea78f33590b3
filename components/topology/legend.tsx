/** The legend of what is on screen. */

import { memo } from 'react'
import type { LegendEntry } from './legend-entries.ts'
import { SEVERITY_WORDS } from './mark-words.ts'
import { SeverityMark } from './severity-mark.tsx'
import { SubnetClassMark } from './subnet-class-mark.tsx'

export const Legend = memo(function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  if (entries.length === 0) return null
  return (
    <ul className="pt-legend" aria-label="Legend">
      {entries.map((entry) => (
        <li key={Object.values(entry).join(' ')}>
          <Entry entry={entry} />
        </li>
      ))}
    </ul>
  )
})

function Entry({ entry }: { readonly entry: LegendEntry }) {
  switch (entry.kind) {
    case 'class':
      return (
        <>
          <span className={`pt-key-band pt-class-${entry.subnetClass}`} />
          <SubnetClassMark subnetClass={entry.subnetClass} />
        </>
      )
    case 'line':
      return (
        <>
          <LineKey line={entry.line} />
          {LINE_WORDS[entry.line]}
        </>
      )
    case 'ring':
      return (
        <>
          <span className={`pt-key-ring pt-ring-${entry.ring}`} />
          {RING_WORDS[entry.ring]}
        </>
      )
    case 'severity':
      return (
        <>
          <SeverityMark severity={entry.severity} label="" size={13} />
          {SEVERITY_WORDS[entry.severity]}
        </>
      )
    case 'folded':
      return (
        <>
          <span className="pt-key-fold" />
          Folded, ×n equal
        </>
      )
    case 'not-collected':
      return (
        <>
          <span className="pt-key-foreign" />
          Not collected
        </>
      )
  }
}

const RING_WORDS: Readonly<Record<Extract<LegendEntry, { kind: 'ring' }>['ring'], string>> = {
  exposed: 'Exposed to the internet',
  open: 'Reachable, no grave finding',
  unknown: 'Exposure unknown',
  corporate: 'Reachable from another network',
}

type LineEntry = Extract<LegendEntry, { kind: 'line' }>['line']

const LINE_WORDS: Readonly<Record<LineEntry, string>> = {
  association: 'Association',
  route: 'Route',
  traffic: 'Allowed traffic',
  blackhole: 'Blackhole route',
  path: 'Selected path',
}

function LineKey({ line }: { readonly line: LineEntry }) {
  return (
    <svg className="pt-key-line" width="24" height="10" aria-hidden="true">
      <path className={line === 'path' ? 'pt-path' : `pt-line-${line}`} d="M1 5H23" />
      {line === 'traffic' && <path className="pt-arrows" d="M17 1.7L23 5L17 8.3" />}
    </svg>
  )
}

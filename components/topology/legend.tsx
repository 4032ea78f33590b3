/** The legend of what is on screen. */

import { memo, useState } from 'react'
import type { Severity } from '../../lib/findings/finding.ts'
import type { LegendEntry } from './legend-entries.ts'
import { SEVERITY_WORDS } from './mark-words.ts'
import { SeverityMark } from './severity-mark.tsx'
import { SubnetClassMark } from './subnet-class-mark.tsx'

export const Legend = memo(function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  const [isOpen, setOpen] = useState(true)
  const severities = entries.flatMap((entry) => (entry.kind === 'severity' ? [entry.severity] : []))
  const others = entries.filter((entry) => entry.kind !== 'severity')
  if (entries.length === 0) return null
  return (
    <div className="pt-legend">
      <button type="button" className="pt-legend-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Legend
        <svg className="pt-glyph" width="12" height="12" viewBox="0 0 20 20" aria-hidden="true">
          <path d={isOpen ? 'M5 8l5 5 5-5' : 'M5 12l5-5 5 5'} />
        </svg>
      </button>
      {isOpen && (
        <ul aria-label="Legend">
          {severities.length > 0 && (
            <li>
              <SeverityScale severities={severities} />
            </li>
          )}
          {others.map((entry) => (
            <li key={Object.values(entry).join(' ')}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
})

/** The marks in their order and the words of both ends; each mark says its own to those who listen. */
function SeverityScale({ severities }: { readonly severities: readonly Severity[] }) {
  const [first, last] = [severities.at(0), severities.at(-1)]
  const words = [...new Set([first, last])].flatMap((severity) => (severity ? [SEVERITY_WORDS[severity]] : []))
  return (
    <>
      {severities.map((severity) => (
        <SeverityMark key={severity} severity={severity} size={13} />
      ))}
      <span aria-hidden="true">
        {words.join(' to ').replace(/ to (.)/, (_, letter: string) => ` to ${letter.toLowerCase()}`)}
      </span>
    </>
  )
}

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
      return <SeverityScale severities={[entry.severity]} />
    case 'folded':
      return (
        <>
          <span className="pt-key-fold" />
          Folded ×n
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
  exposed: 'Exposed to internet',
  open: 'Reachable, no grave finding',
  unknown: 'Exposure unknown',
  corporate: 'Reachable from another network',
}

type LineEntry = Extract<LegendEntry, { kind: 'line' }>['line']

const LINE_WORDS: Readonly<Record<LineEntry, string>> = {
  association: 'Association',
  route: 'Route',
  traffic: 'Traffic',
  blackhole: 'Blackhole',
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

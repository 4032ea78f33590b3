/** The legend of what is on screen. */

import { memo, useState } from 'react'
import type { Severity } from '../../lib/findings/finding.ts'
import type { LegendEntry } from './legend-entries.ts'
import { StateMark } from './lens-mark.tsx'
import { EXPOSURE_STATE_WORDS } from './lens-paint.ts'
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
    case 'state':
      return (
        <>
          <StateMark state={entry.state} size={13} />
          {EXPOSURE_STATE_WORDS[entry.state]}
          <b className="pt-legend-count">{entry.count.toLocaleString('en')}</b>
        </>
      )
    case 'fate':
      return (
        <>
          <b className="pt-fate">{entry.fate === 'lost' ? '−' : '+'}</b>
          {entry.fate === 'lost' ? 'Would vanish' : 'Would appear'}
        </>
      )
    case 'reach':
      return (
        <>
          <svg className="pt-key-line" width="24" height="10" aria-hidden="true">
            <path className={`pt-reach-${entry.certainty}`} d="M1 5H23" />
          </svg>
          {entry.certainty === 'reachable' ? 'From the internet' : 'Perhaps from the internet'}
        </>
      )
    case 'stop':
      return (
        <>
          <svg className="pt-key-line pt-hop-blocks" width="14" height="14" viewBox="-12 -12 24 24" aria-hidden="true">
            <path className="pt-stop" d="M-4.6 -11H4.6L11 -4.6V4.6L4.6 11H-4.6L-11 4.6V-4.6Z" />
            <path className="pt-stop-bar" d="M-6.5 0H6.5" />
          </svg>
          Blocks here
        </>
      )
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
  traffic: 'Admitted by groups',
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

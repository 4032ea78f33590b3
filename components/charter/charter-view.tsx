'use client'

import { Check, CircleHelp, Minus, Printer } from 'lucide-react'
import type {
  CharterCoverage,
  CharterEvidence,
  CharterVerdict,
  RuleCoverage,
  SentenceCoverage,
} from '../../lib/reports/charter-coverage.ts'
import { countsText, TALLY_WORDS, VERDICT_WORDS } from '../../lib/reports/charter-words.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { useRequest } from '../shell/use-request.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { counted, utcTime } from '../ui/say.ts'
import { ruleQuery } from './rule-query.ts'

export interface CharterViewProps {
  readonly api: Pick<WorkspaceApi, 'charter'>
  /** Names the snapshot and the settings it is judged by. */
  readonly snapshotKey: string
  readonly snapshot: { readonly name: string; readonly createdAt: string }
  readonly gapCount: number
  /** Opens the findings, filtered by a search. */
  readonly onSearch: (query: string) => void
}

/** AWS's page on infrastructure security, sentence by sentence, against this snapshot. */
export function CharterView(props: CharterViewProps) {
  const { api, snapshotKey } = props
  const { answer, answerKey, problem, again } = useRequest(snapshotKey, (signal) => api.charter(signal))
  const coverage = answerKey === snapshotKey ? answer : null
  return (
    <section
      aria-label="Charter"
      className="hairless-scroll min-h-0 min-w-0 flex-1 overflow-auto bg-paper print:overflow-visible print:bg-transparent"
    >
      {coverage !== null && <CharterPage {...props} coverage={coverage} />}
      {coverage === null && problem === null && (
        <p role="status" className="p-8 text-ink-2">
          Reading the charter
        </p>
      )}
      {problem !== null && (
        <ProblemNotice problem={problem} className="m-8 max-w-lg">
          <Button size="sm" onClick={again} className="mt-1">
            Try again
          </Button>
        </ProblemNotice>
      )}
    </section>
  )
}

export interface CharterPageProps extends Pick<CharterViewProps, 'snapshot' | 'gapCount' | 'onSearch'> {
  readonly coverage: CharterCoverage
}

const TALLY: readonly CharterVerdict[] = ['fails', 'not-evaluated', 'passes', 'nothing-there', 'unchecked']

export function CharterPage({ coverage, snapshot, gapCount, onSearch }: CharterPageProps) {
  const { sentences, counts } = coverage
  return (
    <div className="mx-auto max-w-[1120px] px-6 py-6 print:p-0">
      <div className="flex items-start gap-4">
        <div className="flex-1">
          <h1 className="font-semibold text-lg">Charter</h1>
          <p className="mt-0.5 max-w-[72ch] text-ink-2">
            What AWS asks for in “Infrastructure security in Amazon VPC”, sentence by sentence, in our words, and what
            this snapshot answers.
          </p>
          <p className="mt-1 text-ink-2 text-xs">
            <SafeProse text={snapshot.name} /> <span className="mono">{utcTime(snapshot.createdAt)}</span>
            {gapCount > 0 && ` · ${counted(gapCount, 'gap')} in what was collected`}
          </p>
        </div>
        <Button data-no-print onClick={() => window.print()}>
          <Printer size={14} strokeWidth={1.6} aria-hidden="true" />
          Print
        </Button>
      </div>
      <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-2 border-hair border-y py-3">
        {TALLY.map((verdict) => (
          <div key={verdict} className="flex items-baseline gap-2">
            <dd className="font-semibold text-md tabular-nums">{counts[verdict]}</dd>
            <dt className="text-ink-2 text-xs">{TALLY_WORDS[verdict]}</dt>
          </div>
        ))}
      </dl>
      <ol className="divide-y divide-hair">
        {sentences.map((sentence) => (
          <Sentence key={sentence.sentenceId} of={sentence} onSearch={onSearch} />
        ))}
      </ol>
    </div>
  )
}

function Sentence({ of, onSearch }: { readonly of: SentenceCoverage; readonly onSearch: (query: string) => void }) {
  const open = of.rules.filter(({ verdict }) => verdict === 'fails' || verdict === 'not-evaluated')
  const passing = of.rules.filter(({ verdict }) => verdict === 'passes')
  const empty = of.rules.filter(({ verdict }) => verdict === 'nothing-there')
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 py-5 print:break-inside-avoid">
      <span
        aria-hidden="true"
        className="mono grid size-6 place-items-center rounded-sm border border-hair-2 text-ink-2 text-xs"
      >
        {of.bullet}
      </span>
      <div className="min-w-0">
        <div className="grid grid-cols-[minmax(0,1fr)_12rem] gap-x-6 print:grid-cols-[minmax(0,1fr)_9rem]">
          <div>
            <h2 className="text-ink-2 text-xs">
              {of.bulletTitle} <span className="mono text-2xs">{of.sentenceId}</span>
            </h2>
            <p className="mt-0.5 max-w-[80ch] font-medium text-sm">{of.sentence}</p>
          </div>
          <div>
            <Verdict verdict={of.verdict} worst={of.worst} strong />
            <p className="mt-0.5 text-2xs text-ink-2">{countsText(of)}</p>
            {of.failed > 0 && (
              <SearchLink query={`charter:${of.sentenceId}`} onSearch={onSearch}>
                Show its findings
              </SearchLink>
            )}
          </div>
        </div>
        {open.length > 0 && (
          <ul className="mt-3 divide-y divide-hair rounded-md border border-hair bg-sheet print:border-0">
            {open.map((rule) => (
              <OpenRule key={rule.id} rule={rule} onSearch={onSearch} />
            ))}
          </ul>
        )}
        <Ids words="Passes" rules={passing} />
        <Ids words="Nothing of the kind here" rules={empty} />
      </div>
    </li>
  )
}

function OpenRule({ rule, onSearch }: { readonly rule: RuleCoverage; readonly onSearch: (query: string) => void }) {
  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)_12rem] items-baseline gap-x-3 px-3 py-1.5 print:grid-cols-[5.5rem_minmax(0,1fr)_9rem]">
      <SearchLink query={ruleQuery(rule)} onSearch={onSearch} mono>
        {rule.id}
      </SearchLink>
      <div className="min-w-0">
        <p className="text-xs">{rule.title}</p>
        {rule.evidence.map((fact) => (
          <Fact key={fact.findingId} of={fact} />
        ))}
        {rule.moreEvidence > 0 && (
          <p className="text-2xs text-ink-2">and {counted(rule.moreEvidence, 'more finding')}</p>
        )}
        {rule.reasons.map((reason) => (
          <p
            key={reason}
            title={visibleText(reason)}
            className="mt-0.5 line-clamp-3 text-2xs text-ink-2 print:line-clamp-none"
          >
            <SafeProse text={reason} />
          </p>
        ))}
        {rule.moreReasons > 0 && <p className="text-2xs text-ink-2">and {counted(rule.moreReasons, 'more reason')}</p>}
      </div>
      <div>
        <Verdict verdict={rule.verdict} worst={rule.worst} />
        <p className="text-2xs text-ink-2">{countsText(rule)}</p>
      </div>
    </li>
  )
}

/** One failure and the fact it rests on, with its place in the document. */
function Fact({ of: { title, resourceId, excerpt, pointer } }: { readonly of: CharterEvidence }) {
  return (
    <p className="mt-0.5 text-2xs text-ink-2">
      <SafeProse text={title} />
      <span className="mono">
        {' '}
        <SafeProse text={[resourceId, excerpt, pointer].filter((part) => part !== null).join(' · ')} />
      </span>
    </p>
  )
}

function Ids({ words, rules }: { readonly words: string; readonly rules: readonly RuleCoverage[] }) {
  if (rules.length === 0) return null
  return (
    <p className="mt-2 text-2xs text-ink-2">
      {words}:{' '}
      {rules.map(({ id, title }, at) => (
        <span key={id} title={title} className="mono">
          {at > 0 && ', '}
          {id}
        </span>
      ))}
    </p>
  )
}

interface SearchLinkProps {
  readonly query: string
  readonly onSearch: (query: string) => void
  readonly mono?: boolean
  readonly children: string
}

function SearchLink({ query, onSearch, mono = false, children }: SearchLinkProps) {
  return (
    <button
      type="button"
      onClick={() => onSearch(query)}
      className={cn('min-h-6 text-left text-accent text-xs hover:underline', mono && 'mono')}
    >
      {children}
    </button>
  )
}

const ICONS = { 'not-evaluated': CircleHelp, passes: Check, 'nothing-there': Minus, unchecked: Minus } as const

interface VerdictProps {
  readonly verdict: CharterVerdict
  readonly worst: SentenceCoverage['worst']
  readonly strong?: boolean
}

/** A mark and a word; never the mark alone. */
function Verdict({ verdict, worst, strong = false }: VerdictProps) {
  const Icon = verdict === 'fails' ? null : ICONS[verdict]
  return (
    <p className={cn('flex items-center gap-1.5', strong ? 'font-semibold text-sm' : 'text-xs')}>
      {Icon !== null && <Icon size={14} strokeWidth={1.8} aria-hidden="true" className={iconClass(verdict)} />}
      {verdict === 'fails' && worst !== null && <SeverityMark severity={worst} label="" size={strong ? 16 : 14} />}
      {VERDICT_WORDS[verdict]}
      {worst !== null && <span className="font-normal text-ink-2 text-xs">{worst}</span>}
    </p>
  )
}

function iconClass(verdict: CharterVerdict): string {
  return verdict === 'passes' ? 'text-accent' : 'text-ink-3'
}

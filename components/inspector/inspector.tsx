'use client'

import type { Finding } from '../../lib/findings/finding.ts'
import type { ExposureGroup } from '../../lib/reports/exposure-lens.ts'
import type { ResourceDetail } from '../../lib/snapshots/snapshot.ts'
import type { SceneNode } from '../../lib/topology/scene.ts'
import { findingsOf } from '../findings/rank-findings.ts'
import { PATH_ENDS } from '../reachability/path-ends.ts'
import { ReachedBy } from '../reachability/reached-by.tsx'
import type { Chart } from '../shell/use-chart.ts'
import { useRequest } from '../shell/use-request.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { FactList } from './fact-list.tsx'
import { pointerWithin } from './json-lines.ts'
import { JsonView } from './json-view.tsx'
import { NodeFacts } from './node-facts.tsx'

export interface InspectorProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly selection: string | null
  readonly pointer: string | null
  readonly actions: WorkspaceActions
}

/** The panel's second tab: what is known of the selected resource, and where each fact stands. */
export function Inspector(props: InspectorProps) {
  const { api, chart, selection, actions } = props
  const exposure = useRequest(selection === null ? null : `${chart.view.snapshot.id} exposure`, (signal) =>
    api.exposure(signal),
  )
  if (selection === null) {
    return (
      <p className="px-4 py-6 text-ink-2">Select something on the map, in the table or in a path to read its facts.</p>
    )
  }
  const node = chart.scene.nodes.find(({ id }) => id === selection) ?? null
  const isResource = node === null || (node.count === 1 && node.resourceIds.includes(selection))
  return (
    <div className="hairless-scroll min-h-0 flex-1 overflow-auto pb-5">
      {isResource ? (
        <Resource key={selection} {...props} id={selection} exposure={exposure.answer?.groups ?? NO_GROUPS} />
      ) : (
        <NodeFacts node={node} badges={chart.badges} onInspect={(id) => actions.inspect(id, null)} />
      )}
    </div>
  )
}

const NO_GROUPS: readonly ExposureGroup[] = []

interface ResourceProps extends InspectorProps {
  readonly id: string
  /** What the internet reaches, of the whole snapshot. */
  readonly exposure: readonly ExposureGroup[]
}

function Resource({ api, chart, id, pointer, actions, exposure }: ResourceProps) {
  const { answer, problem } = useRequest(`${chart.view.snapshot.id} ${id}`, (signal) => api.resource(id, signal))
  const node = chart.scene.nodes.find((candidate) => candidate.id === id)
  if (problem !== null) return <ProblemNotice problem={problem} className="m-4" />
  if (answer === null) {
    return (
      <p role="status" className="px-4 py-6 text-ink-2">
        Reading <SafeText text={node?.label ?? id} />
      </p>
    )
  }
  return (
    <Detail
      detail={answer}
      node={node ?? null}
      findings={findingsOf(chart.ranked, id)}
      pointer={pointer}
      actions={actions}
      whatIf={api.whatIf !== null}
      exposure={exposure}
    />
  )
}

interface DetailProps {
  readonly detail: ResourceDetail
  readonly node: SceneNode | null
  readonly findings: readonly Finding[]
  readonly pointer: string | null
  readonly actions: WorkspaceActions
  /** May rules be thought away here? */
  readonly whatIf: boolean
  readonly exposure: readonly ExposureGroup[]
}

function Detail({ detail, node, findings, pointer, actions, whatIf, exposure }: DetailProps) {
  const { row, source } = detail
  const marked = pointer === null ? null : source === null ? pointer : pointerWithin(source.pointer, pointer)
  const point = (place: string) => actions.inspect(row.id, place)
  return (
    <>
      <div className="sticky top-0 z-10 border-hair border-b bg-chrome px-4 pt-3 pb-1.5">
        <p className="flex items-center gap-2 text-2xs text-ink-3">
          <span>{node?.code ?? row.type}</span>
          <span className="mono">
            <SafeText text={`${row.account} · ${row.region}`} />
          </span>
        </p>
        <h2 className="mt-1 font-semibold text-lg leading-[22px]">
          <SafeText text={row.name ?? row.id} />
        </h2>
        <p className="mono mt-0.5 flex min-h-6 items-center gap-1 text-ink-2">
          <SafeText text={row.id} />
          <CopyButton text={row.id} label="Copy id" words={false} size="tiny" />
        </p>
      </div>
      <AskLinks id={row.id} type={row.type} actions={actions} />
      <ReachedBy ids={[row.id, ...(node?.resourceIds ?? [])]} groups={exposure} onAsk={actions.ask} />
      <FindingLinks findings={findings} actions={actions} />
      {detail.sections.map((section) => (
        <section key={section.title} className="px-4 pt-3">
          <h3 className="font-medium text-2xs text-ink-3">{section.title}</h3>
          <FactList
            facts={section.facts}
            onInspect={(id) => actions.inspect(id, null)}
            onPoint={point}
            onWhatIf={whatIf ? actions.whatIf : null}
          />
        </section>
      ))}
      <Origin source={source} />
      <details className="px-4 pt-3" open={marked !== null} key={marked === null ? 'closed' : 'open'}>
        <summary className="min-h-6 font-medium text-2xs text-ink-3 leading-6">JSON as stored</summary>
        <JsonView json={detail.json} marked={marked} />
      </details>
    </>
  )
}

/** From here, or to here: the question starts with this resource. */
function AskLinks({
  id,
  type,
  actions,
}: { readonly id: string; readonly type: string } & Pick<DetailProps, 'actions'>) {
  if (!PATH_ENDS.has(type)) return null
  return (
    <p className="flex gap-1.5 px-4 pt-3">
      <Button size="sm" onClick={() => actions.askFrom({ from: id })}>
        Ask from here
      </Button>
      <Button size="sm" onClick={() => actions.askFrom({ to: id })}>
        Ask to here
      </Button>
    </p>
  )
}

function FindingLinks({ findings, actions }: Pick<DetailProps, 'findings' | 'actions'>) {
  if (findings.length === 0) return null
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">Findings</h3>
      <ul className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
        {findings.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              onClick={() => actions.selectFinding(finding)}
              className="flex min-h-[29px] w-full items-center gap-2 px-2.5 py-1 text-left text-xs -outline-offset-2 hover:bg-well"
            >
              <SeverityMark severity={finding.severity.effective} size={14} />
              <span className="min-w-0 flex-1">
                <SafeText text={finding.title} />
              </span>
              <span className="mono text-ink-2">{finding.ruleId}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Origin({ source }: { readonly source: ResourceDetail['source'] }) {
  if (source === null) return null
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">Where it stands</h3>
      <dl className="mono mt-1 space-y-0.5 text-ink-2 leading-4">
        <div>
          <dt className="sr-only">Place in the describe document</dt>
          <dd>
            <SafeText text={source.pointer} />
          </dd>
        </div>
        {source.file !== null && (
          <div>
            <dt className="sr-only">File</dt>
            <dd>
              <SafeText text={`${source.file} ${source.filePointer ?? ''}`} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

import type { Severity } from '../../lib/findings/finding.ts'
import type { SceneNode } from '../../lib/topology/scene.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { Pill } from '../ui/pill.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface NodeFactsProps {
  readonly node: SceneNode
  readonly badges: ReadonlyMap<string, { readonly worst: Severity; readonly count: number }>
  readonly onInspect: (id: string) => void
}

/** For what is on the map but is no single resource: a zone, the internet, a fold of equal resources. */
export function NodeFacts({ node, badges, onInspect }: NodeFactsProps) {
  const members = node.resourceIds
  return (
    <div className="px-4 pt-3">
      <p className="text-2xs text-ink-3">{node.code}</p>
      <h2 className="mt-1 font-semibold text-lg leading-[22px]">
        <SafeText text={node.label} /> {node.count > 1 && <span className="text-ink-2">×{node.count}</span>}
      </h2>
      {node.detail !== '' && (
        <p className="mono mt-0.5 text-ink-2">
          <SafeText text={node.detail} />
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-1.5">
        {node.facts.map((fact) => (
          <Pill key={fact}>
            <SafeText text={fact} />
          </Pill>
        ))}
        {!node.collected && <Pill tone="dotted">Not collected</Pill>}
      </div>
      {node.count > 1 && (
        <p className="mt-3 text-ink-2 text-xs">
          Folded because they are equal: same kind, subnet, security groups and route table.
        </p>
      )}
      {members.length > 0 && (
        <section className="pt-3">
          <h3 className="font-medium text-2xs text-ink-3">{counted(members.length, 'resource')}</h3>
          <ul className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
            {members.map((id) => (
              <Member key={id} id={id} worst={badges.get(id)?.worst ?? null} onInspect={onInspect} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

interface MemberProps {
  readonly id: string
  readonly worst: Severity | null
  readonly onInspect: (id: string) => void
}

function Member({ id, worst, onInspect }: MemberProps) {
  return (
    <li>
      <button
        type="button"
        onClick={() => onInspect(id)}
        className="mono flex min-h-[26px] w-full items-center gap-2 px-2.5 text-left -outline-offset-2 hover:bg-well"
      >
        <span className="min-w-0 flex-1 truncate">
          <SafeText text={id} />
        </span>
        {worst !== null && <SeverityMark severity={worst} size={14} />}
      </button>
    </li>
  )
}

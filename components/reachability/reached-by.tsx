'use client'

/** What of the internet reaches a resource: ports, through what, and the way of it at a press. */

import type { ExposureGroup } from '../../lib/reports/exposure-lens.ts'
import { type AskedQuestion, PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import { StateMark } from '../topology/lens-mark.tsx'
import { EXPOSURE_STATE_WORDS } from '../topology/lens-paint.ts'
import { Button } from '../ui/button.tsx'
import { SafeText } from '../ui/safe-text.tsx'

export interface ReachedByProps {
  /** The resource and the interfaces it stands for. */
  readonly ids: readonly string[]
  readonly groups: readonly ExposureGroup[]
  readonly onAsk: (question: AskedQuestion) => void
}

export function ReachedBy({ ids, groups, onAsk }: ReachedByProps) {
  const own = new Set(ids)
  // What reads alike is told once: the same ports over both families, or by two nodes of a load balancer.
  const told = new Map<string, { readonly group: ExposureGroup; readonly interfaceId: string }>()
  for (const group of groups) {
    const interfaceId = group.interfaceIds.find((id) => own.has(id))
    const words = `${group.state} ${wordsOf(group)}`
    if (interfaceId !== undefined && !told.has(words)) told.set(words, { group, interfaceId })
  }
  const found = [...told]
  if (found.length === 0) return null
  return (
    <section className="px-4 pt-3">
      <h3 className="font-medium text-2xs text-ink-3">From the internet</h3>
      <ul aria-label="From the internet" className="mt-1 divide-y divide-hair rounded-md border border-hair bg-card">
        {found.map(([words, { group, interfaceId }]) => (
          <li key={words} className="flex items-start gap-2 px-2.5 py-1.5 text-xs">
            <span className="mt-0.5">
              <StateMark state={group.state} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block">{EXPOSURE_STATE_WORDS[group.state]}</span>
              <span className="mono block text-ink-2 leading-[15px]">
                <SafeText text={wordsOf(group)} />
              </span>
            </span>
            {group.state !== 'near' && (
              <Button look="quiet" size="sm" onClick={() => onAsk(questionOf(group, interfaceId))}>
                Show the way
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function wordsOf({ ports, sources, via, change, unknowns }: ExposureGroup): string {
  if (change !== null) return change.text
  const through = via.length === 0 ? '' : ` through ${via.map(({ id, name }) => name ?? id).join(', ')}`
  const because = unknowns.length === 0 ? '' : `: ${unknowns.join(' ')}`
  return `${ports.join(' · ')} from ${sources}${through}${because}`
}

/** The first port of the first protocol, through the load balancer where there is one. */
export function questionOf({ ports, via }: Pick<ExposureGroup, 'ports' | 'via'>, to: string): AskedQuestion {
  const [protocol = 'tcp', numbers = ''] = (ports[0] ?? '').split('/')
  const first = /^\d+/.exec(numbers)?.[0]
  const isNamed = /^(?:tcp|udp|icmp|icmpv6)$/.test(protocol)
  return {
    ...PLAIN_QUESTION,
    from: 'internet',
    to,
    protocol: isNamed ? protocol : PLAIN_QUESTION.protocol,
    port: first === undefined ? null : Number(first),
    via: via[0]?.id ?? null,
  }
}

/** Why the map is empty, and what to do about it: in its middle, or as a title in the corner where something is drawn. */

import type { Scene } from '../../lib/topology/scene.ts'
import { emptyReason } from './empty-reason.ts'

export function EmptyNotice({ counts }: { readonly counts: Scene['counts'] }) {
  const reason = emptyReason(counts)
  if (!reason) return null
  if (!reason.whole) {
    return (
      <details className="pt-empty is-aside">
        <summary>{reason.title}</summary>
        <p>{reason.why}</p>
        <p className="pt-empty-do">{reason.what}</p>
      </details>
    )
  }
  return (
    <section className="pt-empty is-whole" aria-label={reason.title}>
      <h2>{reason.title}</h2>
      <p>{reason.why}</p>
      <p className="pt-empty-do">{reason.what}</p>
    </section>
  )
}

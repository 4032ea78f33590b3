/** Why the map is empty, and what to do about it. */

import type { Scene } from '../../lib/topology/scene.ts'
import { emptyReason } from './empty-reason.ts'

export function EmptyNotice({ counts }: { readonly counts: Scene['counts'] }) {
  const reason = emptyReason(counts)
  if (!reason) return null
  return (
    <section className={`pt-empty${reason.whole ? ' is-whole' : ''}`} aria-label={reason.title}>
      <h2>{reason.title}</h2>
      <p>{reason.why}</p>
      <p className="pt-empty-do">{reason.what}</p>
    </section>
  )
}

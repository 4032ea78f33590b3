/** States of things that are over. AWS lists many of them for hours or days after they are gone. */

const DEAD: ReadonlySet<string> = new Set([
  'deleted',
  'delete-complete',
  'terminated',
  'failed',
  'rejected',
  'expired',
  'disassociated',
])

/** Is it gone for good? `deleting` is not: traffic may still pass. */
export function isDead(state: string): boolean {
  return DEAD.has(state.toLowerCase())
}

/** JSON pointers, so that every fact can name the place it stands at. Source: RFC 6901. */

/** `pointer('SecurityGroups', 3, 'IpPermissions')` is `/SecurityGroups/3/IpPermissions`; no steps is the whole document, ``. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${escapeStep(step)}`).join('')
}

/** One reference token: `~` is written `~0`, `/` is written `~1`. */
export function escapeStep(step: string | number): string {
  return typeof step === 'number' ? String(step) : step.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The steps of a pointer; null when it is not one. */
export function parsePointer(text: string): readonly string[] | null {
  if (text === '') return []
  if (!text.startsWith('/')) return null
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value a pointer leads to, by own properties only; undefined when it leads nowhere. */
export function resolvePointer(root: unknown, text: string): unknown {
  const steps = parsePointer(text)
  if (!steps) return undefined
  let value = root
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    if (Array.isArray(value) && !/^(?:0|[1-9]\d*)$/.test(step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

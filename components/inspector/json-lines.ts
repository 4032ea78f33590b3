/** JSON laid out line by line, each line with the pointer of the value it shows, so one can be marked and scrolled to. */

export interface JsonLine {
  readonly depth: number
  /** The property's name, quoted; null for an array element and the root. */
  readonly key: string | null
  /** A bracket or the value as JSON; `,` is added by the reader's eye, not here. */
  readonly text: string
  readonly kind: 'open' | 'close' | 'string' | 'number' | 'word'
  /** RFC 6901, from the root of what is shown. */
  readonly pointer: string
}

interface Place {
  readonly depth: number
  readonly key: string | null
  readonly pointer: string
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}

function scalarLine(value: unknown, place: Place): JsonLine {
  if (typeof value === 'string') return { ...place, text: JSON.stringify(value), kind: 'string' }
  return { ...place, text: String(value), kind: typeof value === 'number' ? 'number' : 'word' }
}

interface Children {
  readonly brackets: readonly [string, string]
  readonly entries: readonly (readonly [string, unknown])[]
  readonly named: boolean
}

function childrenOf(value: unknown): Children | null {
  if (Array.isArray(value))
    return {
      brackets: ['[', ']'],
      entries: [...value.entries()].map(([at, child]) => [String(at), child]),
      named: false,
    }
  if (typeof value === 'object' && value !== null)
    return { brackets: ['{', '}'], entries: Object.entries(value), named: true }
  return null
}

function linesOf(value: unknown, place: Place): readonly JsonLine[] {
  const children = childrenOf(value)
  if (children === null) return [scalarLine(value, place)]
  const [open, close] = children.brackets
  if (children.entries.length === 0) return [{ ...place, text: `${open}${close}`, kind: 'word' }]
  return [
    { ...place, text: open, kind: 'open' },
    ...children.entries.flatMap(([token, child]) =>
      linesOf(child, {
        depth: place.depth + 1,
        key: children.named ? JSON.stringify(token) : null,
        pointer: `${place.pointer}/${escapeToken(token)}`,
      }),
    ),
    { ...place, key: null, text: close, kind: 'close' },
  ]
}

/** In document order; nothing is left out. */
export function jsonLines(value: unknown): readonly JsonLine[] {
  return linesOf(value, { depth: 0, key: null, pointer: '' })
}

/**
 * A pointer into the document, made a pointer into the resource that is shown: `/SecurityGroups/3/IpPermissions/0`
 * with base `/SecurityGroups/3` is `/IpPermissions/0`. Null when it points elsewhere.
 */
export function pointerWithin(base: string, pointer: string): string | null {
  if (pointer === base) return ''
  return pointer.startsWith(`${base}/`) ? pointer.slice(base.length) : null
}

/** Whether a line shows the marked value or a part of it. */
export function isMarked(line: JsonLine, marked: string | null): boolean {
  return marked !== null && (line.pointer === marked || line.pointer.startsWith(`${marked}/`))
}

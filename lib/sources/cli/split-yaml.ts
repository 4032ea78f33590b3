/**
 * Cuts YAML as the AWS CLI prints it into pieces that can be parsed one after the other: members at the left margin,
 * and the items of their lists in batches. Parsing whole costs eighty times the size of the text.
 */

export type YamlPiece =
  /** `---`, or the start of the text. */
  | { readonly kind: 'document' }
  /** `Key: value`, complete. */
  | { readonly kind: 'member'; readonly text: string }
  /** Some items of the list under `key`, or of a list at the top when `key` is null; `first` is the index of the first. */
  | { readonly kind: 'items'; readonly key: string | null; readonly first: number; readonly text: string }

const BATCH_CHARACTERS = 16 * 1024
const MEMBER = /^["']?([A-Za-z_][\w.-]{0,200})["']?:(.*)$/
const ITEM = /^( *)- /
/** Anchors tie pieces together; text with any is parsed whole. */
const ANCHOR = /(?:^|[\s,[{:-])[&*][A-Za-z0-9_-]+/m

export function hasAnchors(text: string): boolean {
  return ANCHOR.test(text)
}

interface Section {
  /** Null for a list at the top. */
  readonly key: string | null
  /** The key's own line, when a value stands on it. */
  readonly header: string
  lines: string[]
  characters: number
  /** Indentation of the list's items; null while it may still be something else. */
  indent: string | null
  items: number
  first: number
}

/** Pieces in the order of the text. Whatever is not shaped like AWS's output comes out as members, to be judged there. */
export function* splitYaml(text: string): Generator<YamlPiece> {
  let section: Section | null = null
  yield { kind: 'document' }
  for (const line of linesOf(text)) {
    const start = startOf(line)
    if (start !== null) {
      yield* flush(section)
      section = start.section
      if (start.isMarker) yield { kind: 'document' }
    } else {
      section ??= sectionOf(null, '', '')
      if (startsItem(section, line) && section.characters > BATCH_CHARACTERS) yield* flush(section)
      addLine(section, line)
    }
  }
  yield* flush(section)
}

/** A line at the left margin that ends what was before it: a marker or a member. */
function startOf(line: string): { readonly isMarker: boolean; readonly section: Section | null } | null {
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return { isMarker: true, section: null }
  const member = ITEM.test(line) ? null : MEMBER.exec(line)
  return member && { isMarker: false, section: sectionOf(member[1] ?? '', member[2] ?? '', line) }
}

function addLine(section: Section, line: string): void {
  if (startsItem(section, line)) section.items += 1
  section.lines.push(line)
  section.characters += line.length + 1
}

function sectionOf(key: string | null, value: string, line: string): Section {
  const header = value.trim() === '' && key !== null ? '' : line
  return { key, header, lines: [], characters: 0, indent: null, items: 0, first: 0 }
}

/** The first line below the key decides how far the items are indented. */
function startsItem(section: Section, line: string): boolean {
  if (section.header !== '' && section.key !== null) return false
  const indent = ITEM.exec(line)?.[1]
  if (indent === undefined) return false
  if (section.lines.every((each) => each.trim() === '' || each.startsWith('#')) && section.items === 0)
    section.indent = indent
  return section.indent === indent
}

function* flush(section: Section | null): Generator<YamlPiece> {
  if (section === null) return
  const body = section.lines.join('\n')
  const { key, header, indent, first } = section
  if (indent !== null) yield { kind: 'items', key, first, text: body }
  else if (header !== '') yield { kind: 'member', text: `${header}\n${body}` }
  else if (key !== null) yield { kind: 'member', text: `${key}:\n${body}` }
  else if (body.replace(/^#.*$/gm, '').trim() !== '') yield { kind: 'member', text: body }
  section.first += section.items
  section.items = 0
  section.lines = []
  section.characters = 0
}

function* linesOf(text: string): Generator<string> {
  let from = text.startsWith('\uFEFF') ? 1 : 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    yield text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '')
    from = end < 0 ? text.length : end + 1
  }
}

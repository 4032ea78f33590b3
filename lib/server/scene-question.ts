/** Reads `levels`, `reveal`, `scope`, `offset`, `limit` and `q` of a query string. A wrong one is refused, never guessed. */

import { AppError } from '../errors/app-error.ts'
import type { Level } from '../topology/scene.ts'
import type { PictureLens, SceneQuestion } from './analysis-question.ts'

const LEVELS: readonly Level[] = ['chip', 'cards', 'full']
/** An id is at most an ARN. */
const ID_MAX = 2048
/** More than the screen can show at once. */
const PARTS_MAX = 1000
const PAGE_MAX = 1000
const PAGE_DEFAULT = 200
const TEXT_MAX = 500

/**
 * `levels=vpc-1:chip,vpc-2:full&reveal=i-1,i-2&scope=vpc-1`; the parts of a list are percent-encoded.
 * @throws AppError `bad-request`
 */
export function readSceneQuestion(query: URLSearchParams): SceneQuestion {
  const scope = query.get('scope')
  return {
    levels: partsOf(query, 'levels').map(readLevel).toSorted(byId),
    reveal: [...new Set(partsOf(query, 'reveal').map((part) => decodedId('reveal', part)))].toSorted(),
    scope: scope === null || scope === '' ? null : boundedId('scope', scope),
  }
}

/** @throws AppError `bad-request` */
export function readPage(query: URLSearchParams): {
  readonly offset: number
  readonly limit: number
  readonly text: string
} {
  const text = query.get('q') ?? ''
  if (text.length > TEXT_MAX) throw wrong('q', `at most ${TEXT_MAX} characters`)
  return {
    offset: wholeNumber(query, 'offset', { byDefault: 0, min: 0, max: 10_000_000 }),
    limit: wholeNumber(query, 'limit', { byDefault: PAGE_DEFAULT, min: 1, max: PAGE_MAX }),
    text,
  }
}

/** @throws AppError `bad-request` */
export function readTheme(query: URLSearchParams): 'light' | 'dark' {
  const theme = query.get('theme') ?? 'light'
  if (theme === 'light' || theme === 'dark') return theme
  throw wrong('theme', 'light or dark')
}

/** @throws AppError `bad-request` */
export function readLens(query: URLSearchParams): PictureLens {
  const lens = query.get('lens') ?? 'placement'
  if (lens === 'placement' || lens === 'exposure') return lens
  throw wrong('lens', 'placement or exposure')
}

function partsOf(query: URLSearchParams, name: string): readonly string[] {
  const parts = (query.get(name) ?? '').split(',').filter((part) => part !== '')
  if (parts.length > PARTS_MAX) throw wrong(name, `at most ${PARTS_MAX} entries`)
  return parts
}

/** The id may hold colons itself; the level is behind the last. */
function readLevel(part: string): readonly [string, Level] {
  const colon = part.lastIndexOf(':')
  const level = LEVELS.find((known) => known === part.slice(colon + 1))
  if (colon < 1 || level === undefined) throw wrong('levels', 'a list of id:chip, id:cards or id:full')
  return [decodedId('levels', part.slice(0, colon)), level]
}

function byId(a: readonly [string, Level], b: readonly [string, Level]): number {
  return a[0] < b[0] ? -1 : 1
}

function decodedId(name: string, part: string): string {
  try {
    return boundedId(name, decodeURIComponent(part))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw wrong(name, 'percent-encoded ids')
  }
}

function boundedId(name: string, id: string): string {
  if (id.length > ID_MAX) throw wrong(name, `ids of at most ${ID_MAX} characters`)
  return id
}

interface Bounds {
  readonly byDefault: number
  readonly min: number
  readonly max: number
}

function wholeNumber(query: URLSearchParams, name: string, { byDefault, min, max }: Bounds): number {
  const text = query.get(name)
  if (text === null || text === '') return byDefault
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw wrong(name, `a whole number from ${min} to ${max}`)
}

function wrong(parameter: string, expected: string): AppError {
  return new AppError('bad-request', `The parameter ${parameter} takes ${expected}.`)
}

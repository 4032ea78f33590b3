import { readQuestion } from './asked-question.ts'
import type { Camera, GroupBy, Leg, Lens, Panel, View, ViewState } from './view-state.ts'
import { DEFAULT_VIEW_STATE } from './view-state.ts'
import { VIEW_STATE_VERSION } from './write-view-state.ts'

const VIEWS: readonly View[] = [
  'map',
  'findings',
  'table',
  'matrix',
  'gaps',
  'charter',
  'snapshots',
  'settings',
  'import',
  'collect',
]
const PANELS: readonly Panel[] = ['findings', 'inspector', 'ask', 'what-if', 'none']
const LENSES: readonly Lens[] = ['placement', 'exposure']
const LEGS: readonly Leg[] = ['request', 'reply']
const LEVELS: readonly ViewState['levels'][string][] = ['chip', 'cards', 'full']
const GROUPS: readonly GroupBy[] = ['severity', 'rule', 'vpc', 'charter', 'cause']
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info']

/** Longer than any AWS id, ARN or pointer we write; a longer value is not ours. */
const LONGEST = 1024
const MOST_LEVELS = 500
const MOST_RULES = 100
const MATRIX_BY = /^(?:vpc|subnet|security-group|tag:.{1,128})$/u
const ZOOM = { least: 0.01, most: 8 }

/** `UPGRADERS[n]` turns a link of version n into one of version n + 1. Links live in chats and tickets for years. */
const UPGRADERS: Readonly<Record<number, (parameters: URLSearchParams) => URLSearchParams>> = {
  // Version 0 is a link typed by hand, without a version: it is read as version 1.
  0: (parameters) => parameters,
  // Version 2 adds questions, the exposure lens, the matrix and rules thought away; what was there means what it meant.
  1: (parameters) => parameters,
  // Version 3 has one search language: the severities that were chosen apart become a term of it.
  2: severitiesIntoQuery,
  // Version 4 adds the charter and the settings; what was there means what it meant.
  3: (parameters) => parameters,
}

function severitiesIntoQuery(parameters: URLSearchParams): URLSearchParams {
  const chosen = (parameters.get('sev') ?? '').split(',').filter((each) => SEVERITIES.includes(each))
  if (chosen.length === 0) return parameters
  const upgraded = new URLSearchParams(parameters)
  const query = [`severity:${chosen.join(',')}`, parameters.get('q') ?? ''].filter(Boolean).join(' ')
  upgraded.set('q', query)
  upgraded.delete('sev')
  return upgraded
}

function upgrade(parameters: URLSearchParams): URLSearchParams {
  const version = Number.parseInt(parameters.get('v') ?? '0', 10)
  let upgraded = parameters
  for (let step = Math.max(0, version); step < VIEW_STATE_VERSION; step += 1) {
    upgraded = UPGRADERS[step]?.(upgraded) ?? upgraded
  }
  return upgraded
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | null {
  return allowed.find((candidate) => candidate === value) ?? null
}

function readText(value: string | null): string | null {
  return value === null || value === '' || value.length > LONGEST ? null : value
}

function unescapePart(text: string): string | null {
  try {
    return readText(decodeURIComponent(text))
  } catch {
    return null
  }
}

function readLevels(value: string | null): ViewState['levels'] {
  if (value === null) return {}
  const entries = value
    .split(',')
    .slice(0, MOST_LEVELS)
    .flatMap((part): [string, ViewState['levels'][string]][] => {
      const [id, level] = part.split(':')
      const name = unescapePart(id ?? '')
      const known = oneOf(LEVELS, level ?? null)
      return name === null || known === null ? [] : [[name, known]]
    })
  return Object.fromEntries(entries)
}

function readCamera(value: string | null): Camera | null {
  const [x, y, zoom, ...rest] = (value ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  if (x === undefined || y === undefined || zoom === undefined || rest.length > 0) return null
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null
  return zoom >= ZOOM.least && zoom <= ZOOM.most ? { x, y, zoom } : null
}

function readRules(value: string | null): ViewState['without'] {
  const rules = (value ?? '').split(',').flatMap((part) => unescapePart(part) ?? [])
  return [...new Set(rules)].slice(0, MOST_RULES)
}

function readMatrixBy(value: string | null): string | null {
  return value !== null && MATRIX_BY.test(value) ? value : null
}

/**
 * The view a query string asks for, with or without its question mark. Never throws:
 * a value that is missing, unknown, too long or out of range is read as its default.
 */
export function readViewState(search: string): ViewState {
  const parameters = upgrade(new URLSearchParams(search))
  const standard = DEFAULT_VIEW_STATE
  return {
    snapshot: readText(parameters.get('s')),
    view: oneOf(VIEWS, parameters.get('view')) ?? standard.view,
    panel: oneOf(PANELS, parameters.get('panel')) ?? standard.panel,
    lens: oneOf(LENSES, parameters.get('lens')) ?? standard.lens,
    selection: readText(parameters.get('sel')),
    finding: readText(parameters.get('finding')),
    pointer: readText(parameters.get('ptr')),
    levels: readLevels(parameters.get('lv')),
    scope: readText(parameters.get('scope')),
    query: readText(parameters.get('q')) ?? '',
    groupBy: oneOf(GROUPS, parameters.get('grp')) ?? standard.groupBy,
    camera: readCamera(parameters.get('cam')),
    ask: readQuestion(parameters),
    leg: oneOf(LEGS, parameters.get('leg')) ?? standard.leg,
    without: readRules(parameters.get('wo')),
    matrixBy: readMatrixBy(parameters.get('by')) ?? standard.matrixBy,
  }
}

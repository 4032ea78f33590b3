import { questionEntries } from './asked-question.ts'
import type { Camera, ViewState } from './view-state.ts'

/** The version this code writes. A change of meaning raises it and adds an upgrader to `read-view-state.ts`. */
export const VIEW_STATE_VERSION = 4

/** Ids are mostly plain; what is not is escaped, so that `:` and `,` stay separators. */
function escapePart(text: string): string {
  return encodeURIComponent(text)
}

function writeLevels(levels: ViewState['levels']): string {
  return Object.entries(levels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, level]) => `${escapePart(id)}:${level}`)
    .join(',')
}

/** Whole pixels and hundredths of zoom: finer is not seen, and longer links are. */
export function roundCamera(camera: Camera): Camera {
  return { x: Math.round(camera.x), y: Math.round(camera.y), zoom: Math.round(camera.zoom * 100) / 100 }
}

function writeCamera(camera: Camera): string {
  const { x, y, zoom } = roundCamera(camera)
  return `${x},${y},${zoom}`
}

/**
 * The query string of a view, without the question mark: `v=4&sel=i-0a1&panel=inspector`.
 * Empty when everything is at its default. Same state, same string.
 */
export function writeViewState(state: ViewState): string {
  const parameters = new URLSearchParams()
  const put = (key: string, value: string | null, standard: string | null = null) => {
    if (value !== null && value !== '' && value !== standard) parameters.set(key, value)
  }
  put('s', state.snapshot)
  put('view', state.view, 'map')
  put('panel', state.panel, 'findings')
  put('lens', state.lens, 'placement')
  put('sel', state.selection)
  put('finding', state.finding)
  put('ptr', state.pointer)
  put('lv', writeLevels(state.levels))
  put('scope', state.scope)
  put('q', state.query)
  put('grp', state.groupBy, 'severity')
  put('cam', state.camera === null ? null : writeCamera(state.camera))
  for (const [key, value] of questionEntries(state.ask)) put(key, value)
  put('leg', state.leg, 'request')
  put('wo', state.without.map(escapePart).join(','))
  put('by', state.matrixBy, 'subnet')
  const query = parameters.toString()
  return query === '' ? '' : `v=${VIEW_STATE_VERSION}&${query}`
}

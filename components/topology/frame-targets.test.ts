import { describe, expect, it } from 'vitest'
import { frameFinding, placedCount } from './frame-targets.ts'
import { smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const scene = smallScene()
const index = indexScene(scene)
const SCREEN = { width: 700, height: 600 }
const frame = (ids: readonly string[], components: readonly string[] = []) =>
  frameFinding(index, {
    highlighted: new Set(ids),
    path: components.map((component) => ({ component, label: '', detail: '', outcome: 'passes' as const })),
    screen: SCREEN,
    scene,
  })

/** Scene y at the top and the bottom of the screen. */
const seen = (camera: ReturnType<typeof frame>) =>
  camera ? [-camera.y / camera.zoom, (SCREEN.height - camera.y) / camera.zoom] : []

describe('frameFinding', () => {
  it('shows the path from the horizon to the chip, though the horizon is as long as the chart', () => {
    const camera = frame(['i-bastion', 'internet', 'vpc-1'], ['internet', 'igw-1', 'eni-bastion'])
    const [top = 999, bottom = 0] = seen(camera)
    expect(top).toBeLessThan(50)
    expect(bottom).toBeGreaterThan(290)
    expect(camera?.zoom).toBeGreaterThanOrEqual(0.6)
  })

  it('frames the resources and not the containers that hold them', () => {
    expect(frame(['db', 'vpc-1'])?.zoom).toBe(1)
  })

  it('is null where nothing is on the map', () => {
    expect(frame(['sg-1'])).toBeNull()
    expect(frame([])).toBeNull()
  })
})

describe('placedCount', () => {
  it.each([
    [['db', 'eni-bastion'], 2],
    [['db', 'sg-1'], 1],
    [[], 0],
  ])('%j: %i', (ids, count) => {
    expect(placedCount(index, new Set(ids))).toBe(count)
  })
})

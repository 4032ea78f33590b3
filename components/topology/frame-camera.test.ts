import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_ZOOM,
  FRAME_ZOOM,
  firstCamera,
  fitClear,
  frameBox,
  frameLegible,
  MAP_PADDING,
  MAP_ZOOM,
  revealBox,
  withinScene,
  zoomAbout,
} from './frame-camera.ts'

const SCREEN = { width: 1000, height: 800 }

describe('frameBox', () => {
  it('never enlarges a small thing past its own size', () => {
    const camera = frameBox({ x: 0, y: 0, width: 160, height: 44 }, SCREEN, { padding: MAP_PADDING, zoom: FRAME_ZOOM })
    expect(camera.zoom).toBe(1)
  })

  it('puts the middle of the box in the middle of the room it has', () => {
    const box = { x: 400, y: 900, width: 300, height: 100 }
    const camera = frameBox(box, SCREEN, { padding: { top: 0, right: 0, bottom: 0, left: 0 }, zoom: FRAME_ZOOM })
    expect(550 * camera.zoom + camera.x).toBeCloseTo(500)
    expect(950 * camera.zoom + camera.y).toBeCloseTo(400)
  })
})

describe('firstCamera', () => {
  it('shows a small chart at its own size, in the middle', () => {
    const camera = firstCamera({ width: 500, height: 300 }, SCREEN)
    expect([camera.zoom, camera.y]).toEqual([1, MAP_PADDING.top])
    expect(camera.x).toBe(250)
  })

  it('shows a huge one from its top left corner, large enough to read names', () => {
    expect(firstCamera({ width: 20_000, height: 9_000 }, SCREEN)).toEqual({
      x: MAP_PADDING.left,
      y: MAP_PADDING.top,
      zoom: FIRST_ZOOM.min,
    })
  })

  it('lets a tall chart run off the bottom rather than shrink', () => {
    expect(firstCamera({ width: 900, height: 6000 }, SCREEN).zoom).toBe(0.8)
  })
})

describe('fitClear', () => {
  const corner = { width: 200, height: 160 }

  it('leaves nothing under the instrument', () => {
    const size = fc.integer({ min: 20, max: 4000 })
    const boxes = fc.array(fc.record({ x: size, y: size, width: size, height: size }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(boxes, (list) => {
        const camera = fitClear(list, SCREEN, corner)
        for (const box of list) {
          const right = (box.x + box.width) * camera.zoom + camera.x
          const bottom = (box.y + box.height) * camera.zoom + camera.y
          expect(right <= SCREEN.width - corner.width || bottom <= SCREEN.height - corner.height).toBe(true)
        }
      }),
    )
  })
})

describe('frameLegible', () => {
  const box = (width: number) => ({ x: 0, y: 0, width, height: 100 })

  it('takes the widest view that can still be read', () => {
    expect(frameLegible([box(5000), box(1200)], SCREEN)?.zoom).toBeCloseTo((1000 - 80) / 1200)
  })

  it('takes the narrowest where none can, and none where there is nothing', () => {
    expect(frameLegible([box(9000), box(5000)], SCREEN)?.zoom).toBe(0.2)
    expect(frameLegible([], SCREEN)).toBeNull()
  })
})

describe('withinScene', () => {
  it('shows no empty sea above a chart that goes on below', () => {
    const camera = withinScene({ x: 300, y: 200, zoom: 1 }, { width: 3000, height: 3000 }, SCREEN)
    expect(camera).toEqual({ x: MAP_PADDING.left, y: MAP_PADDING.top, zoom: 1 })
  })

  it('leaves a camera alone that shows chart on every side', () => {
    const camera = { x: -700, y: -900, zoom: 1 }
    expect(withinScene(camera, { width: 3000, height: 3000 }, SCREEN)).toEqual(camera)
  })
})

describe('revealBox', () => {
  const options = { screen: SCREEN, padding: { top: 10, right: 10, bottom: 10, left: 10 } }

  it('does not move for a box in view', () => {
    const camera = { x: 0, y: 0, zoom: 1 }
    expect(revealBox({ x: 100, y: 100, width: 50, height: 50 }, camera, options)).toEqual(camera)
  })

  it.each([
    [
      { x: -200, y: 100, width: 50, height: 50 },
      { x: 210, y: 0 },
    ],
    [
      { x: 1200, y: 100, width: 50, height: 50 },
      { x: -260, y: 0 },
    ],
    [
      { x: 100, y: 900, width: 50, height: 50 },
      { x: 0, y: -160 },
    ],
  ])('moves the least for %j', (box, { x, y }) => {
    expect(revealBox(box, { x: 0, y: 0, zoom: 1 }, options)).toEqual({ x, y, zoom: 1 })
  })

  it('always ends with the box in view when it fits', () => {
    const place = fc.integer({ min: -5000, max: 5000 })
    fc.assert(
      fc.property(place, place, fc.double({ min: 0.2, max: 2, noNaN: true }), (x, y, zoom) => {
        const camera = revealBox({ x, y, width: 100, height: 60 }, { x: 0, y: 0, zoom }, options)
        const [left, top] = [x * zoom + camera.x, y * zoom + camera.y]
        expect(left).toBeGreaterThanOrEqual(9.99)
        expect(left + 100 * zoom).toBeLessThanOrEqual(990.01)
        expect(top).toBeGreaterThanOrEqual(9.99)
        expect(top + 60 * zoom).toBeLessThanOrEqual(790.01)
      }),
    )
  })
})

describe('zoomAbout', () => {
  it('keeps the middle of the screen where it is and stays in range', () => {
    const camera = zoomAbout({ x: 40, y: -60, zoom: 1 }, SCREEN, 1.2)
    expect((500 - camera.x) / camera.zoom).toBeCloseTo(460)
    expect(zoomAbout(camera, SCREEN, 1000).zoom).toBe(MAP_ZOOM.max)
    expect(zoomAbout(camera, SCREEN, 0.0001).zoom).toBe(MAP_ZOOM.min)
  })
})

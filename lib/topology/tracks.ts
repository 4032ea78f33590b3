/** Gutters and the tracks in them: lines to the same end share a track, others keep their distance. */

export interface Gutter {
  readonly id: string
  /** Free space across, in scene coordinates. */
  readonly from: number
  readonly to: number
}

const PITCH = 4

export class Tracks {
  readonly #taken = new Map<string, Map<string, number>>()

  /** Where the trunk runs in the gutter: the first in its middle, the next ones beside it, in the order they come. */
  of(gutter: Gutter, trunk: string): number {
    let trunks = this.#taken.get(gutter.id)
    if (!trunks) {
      trunks = new Map()
      this.#taken.set(gutter.id, trunks)
    }
    let index = trunks.get(trunk)
    if (index === undefined) {
      index = trunks.size
      trunks.set(trunk, index)
    }
    const room = Math.max(0, Math.floor((gutter.to - gutter.from) / 2 / PITCH - 0.5))
    const step = index % (2 * room + 1)
    const offset = Math.ceil(step / 2) * PITCH * (step % 2 === 1 ? 1 : -1)
    return Math.round((gutter.from + gutter.to) / 2 + offset)
  }
}

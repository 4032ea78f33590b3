/** A number of a column, at an index within it; beyond its end there is none to compute with. */
export function numberAt(column: ArrayLike<number>, index: number): number {
  return column[index] ?? Number.NaN
}
